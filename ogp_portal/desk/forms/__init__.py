"""The forms of the desk, by noun: what came in, checked for its shape."""
