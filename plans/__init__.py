"""Action plans and their reporting periods."""
