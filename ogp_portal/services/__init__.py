"""PostgreSQL and Redis of our own, and the supervisor that runs the portal on them; knows no Django."""
