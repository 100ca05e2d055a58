"""Addresses of public pages, remembered: a page has dozens, and a reverse takes longer than writing a row."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def address(page: str, **parts: str) -> str:
    """The address of a public page in the active language: `address("plan", country="georgia", plan="5")`."""
    return _address(get_language(), page, tuple(parts.items()))


@lru_cache(maxsize=8192)
def _address(language: str | None, page: str, parts: tuple[tuple[str, str], ...]) -> str:
    return reverse(f"public:{page}", kwargs=dict(parts))
