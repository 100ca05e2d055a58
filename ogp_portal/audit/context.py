"""Whose hand the history triggers write down."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from ogp_portal.accounts.models import User


@contextmanager
def acting(user: User | None) -> Iterator[None]:
    """Every change inside is this user's in the history; None is the portal itself."""
    with pghistory.context(user=user.pk if user else None):
        yield
