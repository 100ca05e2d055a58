"""Dates of pages, remembered: a plan shows the same quarter's end dozens of times."""

from datetime import date
from functools import lru_cache

from ogp_portal.languages.formats import Style, format_date


@lru_cache(maxsize=8192)
def day(on: date, language: str, precision: str = "day", style: Style = "long") -> str:
    """Return the date no finer than its precision, as ogp_portal.languages.formats writes it."""
    return format_date(on, language, precision, style)
