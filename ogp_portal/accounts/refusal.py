"""How an action says no."""


class NotPossible(Exception):
    """A refused step; its text is the blocker's sentence."""
