"""Dates, numbers and money exactly as docs/glossary.md has them: "·" stands for U+00A0, "‧" for U+202F."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from ogp_portal.languages.formats import (
    format_date,
    format_datetime,
    format_half_year,
    format_loose,
    format_money,
    format_number,
    format_percent,
    format_quarter,
    format_range_years,
)
from ogp_portal.languages.registry import LANGUAGES

FIFTH_OF_MARCH = date(2024, 3, 5)


def _spaced(text: str) -> str:
    return text.replace("·", "\u00a0").replace("‧", "\u202f")


GLOSSARY = {
    "1234": ("1,234", "1.234", "1234", "1234", "1234", "1.234", "1·234"),
    "12345.5": ("12,345.5", "12.345,5", "12·345,5", "12·345,5", "12·345,5", "12.345,5", "12·345,5"),
    "percent": ("12%", "12%", "12·%", "12%", "12%", "12·%", "12%"),
    "symbol": (
        "€2,500,000",
        "2.500.000·€",
        "2·500·000·€",
        "2·500·000·€",
        "2·500·000·€",
        "2.500.000·EUR",
        "2·500·000·EUR",
    ),
    "day": (
        "5 March 2024",
        "5 mart 2024",
        "5 сакавіка 2024‧г.",
        "05 մարտի, 2024 թ.",
        "5 მარტი, 2024",
        "5 martie 2024",
        "5 березня 2024‧р.",
    ),
    "month": (
        "March 2024",
        "mart 2024",
        "сакавік 2024",
        "2024 թ. մարտ",
        "მარტი, 2024",
        "martie 2024",
        "березень 2024‧р.",
    ),
    "quarter": (
        "1st quarter of 2024",
        "I rüb, 2024",
        "I квартал 2024‧г.",
        "2024 թ. 1-ին եռամսյակ",
        "2024 წლის I კვარტალი",
        "trimestrul I 2024",
        "I квартал 2024‧р.",
    ),
    "half_year": (
        "1st half of 2024",
        "I yarımil, 2024",
        "I паўгоддзе 2024‧г.",
        "2024 թ. 1-ին կիսամյակ",
        "2024 წლის I ნახევარი",
        "semestrul I 2024",
        "I півріччя 2024‧р.",
    ),
    "year": ("2024",) * 7,
    "ongoing": ("ongoing", "daimi", "пастаянна", "շարունակական", "მუდმივად", "permanent", "постійно"),
}


def _expected(row: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, map(_spaced, GLOSSARY[row]), strict=True))


@pytest.mark.parametrize("precision", ["day", "month", "quarter", "half_year", "year", "ongoing"])
def test_format_date_follows_the_glossary(precision: str) -> None:
    assert {code: format_date(FIFTH_OF_MARCH, code, precision) for code in LANGUAGES} == _expected(precision)


def test_format_date_refuses_a_precision_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="no precision"):
        format_date(FIFTH_OF_MARCH, "en", "decade")


@pytest.mark.parametrize("order", [LANGUAGES, tuple(reversed(LANGUAGES))])
def test_month_names_do_not_leak_between_languages(order: tuple[str, ...]) -> None:
    """In a process of its own: Babel remembers the first language that asked for a table."""
    program = (
        "import sys; from datetime import date; from ogp_portal.languages.formats import format_date\n"
        "for code in sys.argv[1:]:\n"
        "    print(code, *[format_date(date(2024, 3, 5), code, p) for p in ('month', 'day')], sep='|')"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, *order], capture_output=True, text=True, check=True
    )
    printed = {line.split("|")[0]: line.split("|")[1:] for line in done.stdout.splitlines()}
    assert printed == {code: [_expected("month")[code], _expected("day")[code]] for code in order}


@pytest.mark.parametrize(
    ("style", "language", "day", "month"),
    [
        ("numeric", "en", "05/03/2024", "03/2024"),
        ("short", "en", "5 Mar 2024", "Mar 2024"),
        *[(style, code, "05.03.2024", "03.2024") for style in ("numeric", "short") for code in LANGUAGES[1:]],
    ],
)
def test_short_and_numeric_dates_have_four_digit_years(
    style: str, language: str, day: str, month: str
) -> None:
    assert format_date(FIFTH_OF_MARCH, language, "day", style) == day  # type: ignore[arg-type]
    assert format_date(FIFTH_OF_MARCH, language, "month", style) == month  # type: ignore[arg-type]


def test_quarters_and_half_years_count_on() -> None:
    assert format_quarter(4, 2024, "hy") == "2024 թ. 4-րդ եռամսյակ"
    assert format_quarter(3, 2024, "uk") == "III квартал 2024\u202fр."
    assert format_quarter(2, 2024, "en", "short") == "Q2 2024"
    assert format_half_year(2, 2024, "hy") == "2024 թ. 2-րդ կիսամյակ"
    assert format_half_year(2, 2024, "ro") == "semestrul II 2024"
    assert format_date(date(2024, 12, 31), "ka", "quarter") == "2024 წლის IV კვარტალი"
    assert format_date(date(2024, 7, 1), "az", "half_year") == "II yarımil, 2024"


def test_format_loose_keeps_the_text_where_no_date_is_certain() -> None:
    assert format_loose("30 days after", None, "", "uk") == "30 days after"
    assert format_loose("2015", date(2015, 12, 31), "year", "uk") == "2015"
    assert format_loose("Continuous", None, "ongoing", "be") == "пастаянна"
    assert format_loose("Quarter III, 2012", date(2012, 9, 30), "quarter", "ro") == "trimestrul III 2012"


def test_format_number_follows_the_glossary() -> None:
    assert {code: format_number(1234, code) for code in LANGUAGES} == _expected("1234")
    assert {code: format_number(12345.5, code) for code in LANGUAGES} == _expected("12345.5")
    assert format_number(Decimal("3.1"), "uk", decimals=2) == "3,10"
    assert format_number(-9999, "ka") == "-9999"


def test_format_percent_follows_the_glossary() -> None:
    assert {code: format_percent(0.12, code) for code in LANGUAGES} == _expected("percent")
    assert format_percent(Decimal("0.125"), "uk", decimals=1) == "12,5%"


def test_format_money_puts_the_code_after_the_number_except_in_english() -> None:
    assert {code: format_money(2_500_000, "EUR", code) for code in LANGUAGES} == {
        "en": "EUR\u00a02,500,000",
        "az": "2.500.000\u00a0EUR",
        "be": "2\u00a0500\u00a0000\u00a0EUR",
        "hy": "2\u00a0500\u00a0000\u00a0EUR",
        "ka": "2\u00a0500\u00a0000\u00a0EUR",
        "ro": "2.500.000\u00a0EUR",
        "uk": "2\u00a0500\u00a0000\u00a0EUR",
    }
    assert {code: format_money(2_500_000, "EUR", code, symbol=True) for code in LANGUAGES} == _expected(
        "symbol"
    )
    assert format_money(Decimal("1234.50"), "GEL", "ka") == "1234,50\u00a0GEL"


def test_format_range_years_has_an_unspaced_dash() -> None:
    assert format_range_years(2023, 2025) == "2023–2025"
    assert format_range_years(2024, 2024) == "2024"


def test_format_datetime_is_in_the_zone_asked_for() -> None:
    moment = datetime(2024, 3, 5, 22, 30, tzinfo=UTC)
    assert format_datetime(moment, "uk", timezone(timedelta(hours=2))) == "6 березня 2024\u202fр., 00:30"
    assert format_datetime(datetime(2024, 3, 5, 9, 5), "en") == "5 March 2024, 09:05"
