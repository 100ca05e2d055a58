"""The six countries, kept in memory: every page needs them and they hardly ever change."""

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from ogp_portal.languages.fields import column
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.languages.sorting import sort_key
from ogp_portal.tenancy.models import Country

SECONDS = 30.0
NAMES = ("name", "genitive", "locative")


@dataclass(frozen=True)
class CountryEntry:
    """A country with its forms in every language; `pk` is its tenant id."""

    pk: int
    code: str
    slug: str
    languages: tuple[str, ...]
    currency: str
    time_zone: str
    forms: dict[str, str]

    @property
    def main_language(self) -> str:
        return self.languages[0]

    def form(self, field: str, language: str | None = None) -> str:
        return self.forms[column(field, language or get_language() or "en")]

    @property
    def name(self) -> str:
        return self.form("name")

    @property
    def genitive(self) -> str:
        return self.form("genitive")

    @property
    def locative(self) -> str:
        return self.form("locative")


_kept: tuple[float, list[CountryEntry]] = (0.0, [])


def countries() -> list[CountryEntry]:
    """All countries, by id; read anew at most every 30 seconds."""
    global _kept
    now = time.monotonic()
    if not _kept[1] or now - _kept[0] > SECONDS:
        _kept = (now, [_entry(row) for row in Country.objects.order_by("pk").values()])
    return _kept[1]


def forget() -> None:
    """Read the countries anew at the next question."""
    global _kept
    _kept = (0.0, [])


def _entry(row: Mapping[str, Any]) -> CountryEntry:
    return CountryEntry(
        pk=row["id"],
        code=row["code"],
        slug=row["slug"],
        languages=tuple(row["languages"]),
        currency=row["currency"],
        time_zone=row["time_zone"],
        forms={column(f, code): row[column(f, code)] for f in NAMES for code in LANGUAGES},
    )


def country_by_slug(slug: str) -> CountryEntry | None:
    return next((entry for entry in countries() if entry.slug == slug), None)


def country_by_id(pk: int) -> CountryEntry:
    """Raises StopIteration for an id that is no country's."""
    return next(entry for entry in countries() if entry.pk == pk)


def alphabetical(language: str) -> list[CountryEntry]:
    """All countries in the order of the language's own alphabet."""
    return sorted(countries(), key=lambda entry: sort_key(entry.form("name", language), language))


def today_in(country: CountryEntry) -> dt.date:
    """The date at the country's capital."""
    return dt.datetime.now(ZoneInfo(country.time_zone)).date()
