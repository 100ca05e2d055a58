"""Names that several pages share: of plans, periods and terms."""

import datetime as dt

from ogp_portal.public.reader import Reader
from plans import words
from plans.words import from_to, plan_name, plan_with_years

__all__ = ["from_to", "period_name", "plan_name", "plan_with_years"]


def period_name(kind: str, starts_on: dt.date, ends_on: dt.date, reader: Reader) -> str:
    """“1st half of 2025”, or from which day to which."""
    return words.period_name(kind, starts_on, ends_on, reader.language)
