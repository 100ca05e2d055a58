"""The signed-in side."""
