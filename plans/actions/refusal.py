"""How an action says no."""

from ogp_portal.accounts.refusal import NotPossible

__all__ = ["NotPossible"]
