"""Who reads a page: in which language, and where to look when a text is not in it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language

from ogp_portal.languages.fields import Shown, fallback_order
from ogp_portal.languages.formats import format_loose
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.formats import day


@dataclass(frozen=True)
class Reader:
    """A language and the order in which others stand in for it; the key of compiled queries."""

    language: str
    order: tuple[str, ...]

    @classmethod
    def of(cls, country: CountryEntry | None = None) -> "Reader":
        """The reader of the page that is being answered, about one country or about all."""
        language = get_language() or "en"
        main = country.main_language if country else "en"
        return cls(language, fallback_order(language, main))

    def shown(self, tagged: str | None) -> Shown:
        """A text as `prepared.FirstText` gives it."""
        return (
            Shown(tagged[2:], tagged[:2], self.language)
            if tagged
            else Shown("", self.language, self.language)
        )

    def day(self, on: dt.date) -> str:
        return day(on, self.language)

    def loose_day(self, text: str, on: dt.date | None, precision: str) -> str:
        """A date no finer than is certain, or the words it was given in."""
        if precision == "day" and on:
            return day(on, self.language)
        return format_loose(text, on, precision, self.language)
