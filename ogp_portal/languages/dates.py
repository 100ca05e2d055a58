"""Dates as people write them, read without guessing.

What is certain becomes a date with its precision; the rest stays text. 03/04/2012 may be March or April, so
only its year is kept; 31/12/2013 can be read one way only.
"""

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from ogp_portal.languages.formats import locale_of
from ogp_portal.languages.registry import LANGUAGES

Role = Literal["start", "end"]
Span = tuple[date, date, str]
"""First day, last day, precision."""

YEARS: Final = range(1990, 2100)

_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DIGITS: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})")
_MONTH_SHORT_YEAR: Final = re.compile(r"([^\W\d_]+)\.?[-'’](\d{2})")
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONGOING: Final = _listed(
    "ongoing on-going continuous continuously continuing permanent permanently constantly daimi davamlı"
    " mütəmadi пастаянна пастаянны бесперапынна շարունակական մշտական մշտապես მუდმივად მუდმივი მიმდინარე"
    " continuu постійно постійний безперервно"
)
_QUARTER: Final = _listed("quarter qtr q rüb kvartal квартал եռամսյակ კვარტალი trimestrul trimestru")
_HALF: Final = _listed("half h semester yarımil паўгоддзе կիսամյակ ნახევარი semestrul півріччя")
_SEASON: Final = _listed("spring summer autumn fall")
_NUMERALS: Final[dict[str, int]] = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
}
# Words that only make a date vaguer, which its precision says already, or that say "year" and "-th".
_FILLERS: Final = _listed(
    "the of in by end late early mid middle beginning start until till to and year st nd rd th"
    " il ci cı cu cü г года год р року рік թ թվական թվականի ին րդ წლის წელი anul й ы шы"
)
_CYRILLIC_I: Final = str.maketrans("і", "i")


@dataclass(frozen=True)
class LooseDate:
    """A date as somebody wrote it, and what is certain of it.

    `on` is the first day it can mean at a start, the last at an end. `precision` is day, month, quarter,
    year, ongoing, or "" where nothing is certain and only the text stands.
    """

    text: str
    on: date | None = None
    precision: str = ""


def parse_loose(text: str, role: Role = "start") -> LooseDate:
    """Read a date that was typed freely, in any of the seven languages; never fails."""
    kept = " ".join(text.split())
    folded = kept.casefold().replace("\u0307", "").rstrip(".,;")  # İ folds to i with a dot of its own
    if folded in _ONGOING:
        return LooseDate(kept, None, "ongoing")
    try:
        span = _digits(folded) or _words(folded)
    except ValueError:
        span = None
    if span is None:
        return LooseDate(kept)
    first, last, precision = span
    return LooseDate(kept, first if role == "start" else last, precision)


def _digits(text: str) -> Span | None:
    """Dates in figures alone. Figures with dots are day first everywhere, with slashes they are not."""
    if match := _ISO.fullmatch(text):
        year, _, month, day = match.groups()
        return _day(int(year), int(month), int(day))
    if match := _ISO_MONTH.fullmatch(text):
        year, month = map(int, match.groups())
        # 2011-12 may as well be two years.
        return None if year % 100 + 1 == month else _month(year, month)
    if match := _DOTTED.fullmatch(text):
        day, month, year = map(int, match.groups())
        return _day(year, month, day)
    if match := _DIGITS.fullmatch(text):
        return _day_or_month_first(int(match[1]), int(match[3]), int(match[4]))
    if match := _SHORT_YEAR.fullmatch(text):
        return _day_or_month_first(int(match[1]), int(match[2]), 2000 + int(match[3]))
    return None


def _day_or_month_first(one: int, two: int, year: int) -> Span | None:
    if one == two or two > 12 >= one:
        return _day(year, one, two)
    if one > 12 >= two:
        return _day(year, two, one)
    return _year(year) if 1 <= one <= 12 and 1 <= two <= 12 else None


def _words(text: str) -> Span | None:
    if (match := _MONTH_SHORT_YEAR.fullmatch(text)) and match[1] in _months():
        return _month(2000 + int(match[2]), _months()[match[1]])
    kinds: Counter[str] = Counter()
    values: dict[str, list[int]] = {"year": [], "month": [], "number": []}
    for kind, value in map(_classify, _TOKEN.findall(text)):
        kinds[kind] += 1
        values.setdefault(kind, []).append(value)
    if kinds["unknown"]:
        return None
    if len(values["year"]) == 2 and not values["month"] and not values["number"]:
        return _years(*values["year"])
    if len(values["year"]) != 1:
        return None
    return _within_year(values["year"][0], values["month"], values["number"], kinds)


def _classify(token: str) -> tuple[str, int]:
    """What a word or figure of a date is, and the number it stands for."""
    if token.isdecimal():
        return ("year" if int(token) in YEARS else "number" if len(token) <= 2 else "unknown"), int(token)
    if (numeral := token.translate(_CYRILLIC_I)) in _NUMERALS:
        return "number", _NUMERALS[numeral]
    for kind, words in (("quarter", _QUARTER), ("half", _HALF), ("season", _SEASON), ("filler", _FILLERS)):
        if token in words:
            return kind, 0
    return ("month", _months()[token]) if token in _months() else ("unknown", 0)


def _within_year(year: int, months: list[int], numbers: list[int], kinds: Counter[str]) -> Span | None:
    marks = kinds["quarter"] + kinds["half"] + kinds["season"]
    if marks:
        if marks > 1 or months or len(numbers) > 1:
            return None
        return _part_of_year(year, numbers, kinds)
    if len(months) > 1:
        return None if numbers else _year(year)
    if months:
        if len(numbers) > 1:
            return None
        return _day(year, months[0], numbers[0]) if numbers else _month(year, months[0])
    return None if numbers else _year(year)


def _part_of_year(year: int, numbers: list[int], kinds: Counter[str]) -> Span | None:
    if kinds["season"]:
        # When a season begins is no fact, that it lies within the year is; winter does not even that.
        return None if numbers else _year(year)
    count = 4 if kinds["quarter"] else 2
    if not numbers:
        return None
    # "last" is counted as the fourth; of two halves it is the second.
    index = min(numbers[0], count) if numbers[0] <= 4 else 0
    if not 1 <= index <= count or (kinds["half"] and numbers[0] == 3):
        return None
    months = 12 // count
    first = date(year, (index - 1) * months + 1, 1)
    return first, _last_day(year, index * months), "quarter" if kinds["quarter"] else "half_year"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> Span | None:
    """The day; the month alone when it has no such day, as in 31/9/2014."""
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if day > calendar.monthrange(year, month)[1]:
        return _month(year, month)
    on = date(year, month, day)
    return on, on, "day"


def _month(year: int, month: int) -> Span | None:
    if year not in YEARS or not 1 <= month <= 12:
        return None
    return date(year, month, 1), _last_day(year, month), "month"


def _year(year: int) -> Span | None:
    return _years(year, year)


def _years(first: int, last: int) -> Span | None:
    if first not in YEARS or last not in YEARS or first > last:
        return None
    return date(first, 1, 1), date(last, 12, 31), "year"


@cache
def _months() -> dict[str, int]:
    """Month names of all languages, wide and short, with a day and alone, to their numbers."""
    names: dict[str, int] = {"sept": 9}
    for language in LANGUAGES:
        for name, month in _names_of(language):
            names[name.casefold().replace("\u0307", "").rstrip(".")] = month
    return names


def _names_of(language: str) -> Iterator[tuple[str, int]]:
    months = locale_of(language).months
    # Stand-alone names only where the language has its own: see formats.
    contexts = ("format", "stand-alone") if language in {"be", "hy", "uk"} else ("format",)
    for context in contexts:
        for width in ("wide", "abbreviated"):
            for month, name in months[context][width].items():
                yield name, month
