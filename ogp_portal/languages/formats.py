"""Dates, numbers, money and periods as each language writes them (docs/glossary.md, section 2).

The words come from Babel, the patterns from the glossary. Stand-alone month names (`LLLL`) are asked for
only in be, hy and uk: in Babel 2.18 they leak from one language into another within a process.
"""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date as babel_date
from babel.numbers import format_currency as babel_currency
from babel.numbers import format_decimal as babel_decimal
from babel.numbers import format_percent as babel_percent
from django.utils.timezone import is_aware, localtime

from ogp_portal.languages.registry import REGISTRY

Number = int | float | Decimal
Style = Literal["long", "short", "numeric"]

NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"
EN_DASH: Final = "\u2013"

_DAY: Final[dict[str, str]] = {
    "en": "d MMMM y",
    "az": "d MMMM y",
    "be": f"d MMMM y{NARROW}'г'.",
    "hy": "dd MMMM, y 'թ'.",
    "ka": "d MMMM, y",
    "ro": "d MMMM y",
    "uk": f"d MMMM y{NARROW}'р'.",
}
_MONTH: Final[dict[str, str]] = {
    "en": "MMMM y",
    "az": "MMMM y",
    "be": "LLLL y",
    "hy": "y 'թ'. LLLL",
    "ka": "MMMM, y",
    "ro": "MMMM y",
    "uk": f"LLLL y{NARROW}'р'.",
}
_QUARTER: Final[dict[str, str]] = {
    "en": "{ordinal} quarter of {year}",
    "az": "{roman} rüb, {year}",
    "be": "{roman} квартал {year}" + f"{NARROW}г.",
    "hy": "{year} թ. {ordinal} եռամսյակ",
    "ka": "{year} წლის {roman} კვარტალი",
    "ro": "trimestrul {roman} {year}",
    "uk": "{roman} квартал {year}" + f"{NARROW}р.",
}
_HALF_YEAR: Final[dict[str, str]] = {
    "en": "{ordinal} half of {year}",
    "az": "{roman} yarımil, {year}",
    "be": "{roman} паўгоддзе {year}" + f"{NARROW}г.",
    "hy": "{year} թ. {ordinal} կիսամյակ",
    "ka": "{year} წლის {roman} ნახევარი",
    "ro": "semestrul {roman} {year}",
    "uk": "{roman} півріччя {year}" + f"{NARROW}р.",
}
_ROMAN: Final = ("I", "II", "III", "IV")
_ORDINALS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("1st", "2nd", "3rd", "4th"),
    "hy": ("1-ին", "2-րդ", "3-րդ", "4-րդ"),
}
_ONGOING: Final[dict[str, str]] = {
    "en": "ongoing",
    "az": "daimi",
    "be": "пастаянна",
    "hy": "շարունակական",
    "ka": "მუდმივად",
    "ro": "permanent",
    "uk": "постійно",
}
# CLDR's minimumGroupingDigits is 2 here, which Babel does not know.
_GROUPED_FROM: Final[dict[str, int]] = {"be": 10_000, "hy": 10_000, "ka": 10_000}


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale of one of the portal's languages."""
    return Locale.parse(REGISTRY[language].babel)


def format_date(on: date, language: str, precision: str = "day", style: Style = "long") -> str:
    """The date no finer than its precision: day, month, quarter, half_year, year or ongoing.

    `long` has the month as a word; `numeric` is dd.MM.yyyy (English dd/MM/yyyy); `short` is the same, but
    with English months as words (5 Mar 2024), which nobody can read the wrong way round.
    """
    if precision == "day":
        return _by_pattern(on, language, style, _DAY, "dd.MM.y", "d MMM y", "dd/MM/y")
    if precision == "month":
        return _by_pattern(on, language, style, _MONTH, "MM.y", "MMM y", "MM/y")
    if precision == "quarter":
        return format_quarter((on.month + 2) // 3, on.year, language, style)
    if precision == "half_year":
        return format_half_year(1 if on.month <= 6 else 2, on.year, language, style)
    if precision == "year":
        return str(on.year)
    if precision == "ongoing":
        return _ONGOING[language]
    raise ValueError(f"{precision!r} is no precision of a date")


def _by_pattern(
    on: date, language: str, style: Style, words: dict[str, str], digits: str, short_en: str, digits_en: str
) -> str:
    if style == "long":
        pattern = words[language]
    elif language == "en":
        pattern = short_en if style == "short" else digits_en
    else:
        pattern = digits
    return babel_date(on, pattern, locale=locale_of(language))


def format_loose(text: str, on: date | None, precision: str, language: str, style: Style = "long") -> str:
    """A date with its precision, or the original text where no date is certain."""
    if precision == "ongoing":
        return _ONGOING[language]
    return format_date(on, language, precision, style) if on and precision else text


def format_datetime(moment: datetime, language: str, zone: tzinfo | None = None) -> str:
    """The long date and the time of day; an aware moment in `zone`, else in the active time zone."""
    local = localtime(moment, zone) if is_aware(moment) else moment
    return f"{format_date(local.date(), language)}, {local:%H:%M}"


def format_quarter(quarter: int, year: int, language: str, style: Style = "long") -> str:
    """A quarter (1 to 4) of a year; English has a short form, Q1 2024."""
    if language == "en" and style != "long":
        return f"Q{quarter} {year}"
    return _period(_QUARTER[language], quarter, year, language)


def format_half_year(half: int, year: int, language: str, style: Style = "long") -> str:
    """A half (1 or 2) of a year; English has a short form, H1 2024."""
    if language == "en" and style != "long":
        return f"H{half} {year}"
    return _period(_HALF_YEAR[language], half, year, language)


def _period(pattern: str, index: int, year: int, language: str) -> str:
    ordinals = _ORDINALS.get(language, _ROMAN)
    return pattern.format(roman=_ROMAN[index - 1], ordinal=ordinals[index - 1], year=year)


def format_range_years(first: int, last: int) -> str:
    """A span of years, 2023–2025, alike in all languages; one year alone when both are the same."""
    return str(first) if first == last else f"{first}{EN_DASH}{last}"


def format_number(number: Number, language: str, decimals: int | None = None) -> str:
    """The number with the language's signs; `decimals` fixes how many stand after the decimal sign."""
    pattern = None if decimals is None else _decimals_pattern(decimals)
    return str(
        babel_decimal(
            number, pattern, locale=locale_of(language), group_separator=_is_grouped(number, language)
        )
    )


def format_percent(share: Number, language: str, decimals: int = 0) -> str:
    """A share of 1 as percent: 0.12 is 12% (be and ro: a no-break space before the sign)."""
    space = NBSP if language in {"be", "ro"} else ""
    return babel_percent(
        share,
        _decimals_pattern(decimals) + space + "%",
        locale=locale_of(language),
        group_separator=_is_grouped(share * 100, language),
    )


def format_money(amount: Number, currency: str, language: str, *, symbol: bool = False) -> str:
    """An amount with its currency's ISO code, before it in English, after it elsewhere.

    Cents are shown when there are any. `symbol` puts CLDR's sign instead, for where only one currency is.
    """
    decimals = 0 if amount == int(amount) else 2
    if not symbol:
        number = format_number(amount, language, decimals)
        return f"{currency}{NBSP}{number}" if language == "en" else f"{number}{NBSP}{currency}"
    digits = _decimals_pattern(decimals)
    return babel_currency(
        amount,
        currency,
        f"¤{digits}" if language == "en" else f"{digits}{NBSP}¤",
        locale=locale_of(language),
        currency_digits=False,
        group_separator=_is_grouped(amount, language),
    )


def _decimals_pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _is_grouped(number: Number, language: str) -> bool:
    return abs(float(number)) >= _GROUPED_FROM.get(language, 0)
