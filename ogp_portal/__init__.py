"""The project package: settings, the parts that every app stands on, and the public site."""
