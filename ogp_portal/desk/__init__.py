"""The signed-in side: what is due, entering, translating, answering, reporting."""
