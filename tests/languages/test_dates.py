"""Dates as people and OGP's exports write them."""

from datetime import date

import pytest

from ogp_portal.languages.dates import LooseDate, parse_loose
from ogp_portal.languages.formats import format_date
from ogp_portal.languages.registry import LANGUAGES

# text, first day it can mean, last day, precision
SPANS = [
    ("31/12/2013", "2013-12-31", "2013-12-31", "day"),
    ("12/31/2013", "2013-12-31", "2013-12-31", "day"),
    ("13/2/2011", "2011-02-13", "2011-02-13", "day"),
    ("05/05/2012", "2012-05-05", "2012-05-05", "day"),
    ("12/31/20", "2020-12-31", "2020-12-31", "day"),
    ("5/31/19", "2019-05-31", "2019-05-31", "day"),
    ("2015-07-01", "2015-07-01", "2015-07-01", "day"),
    ("2015-07-01T00:00:00", "2015-07-01", "2015-07-01", "day"),
    ("31.12.2013", "2013-12-31", "2013-12-31", "day"),
    ("05.03.2024", "2024-03-05", "2024-03-05", "day"),
    ("5 March 2024", "2024-03-05", "2024-03-05", "day"),
    ("March 5th, 2024", "2024-03-05", "2024-03-05", "day"),
    ("2024 წლის 5 მარტი", "2024-03-05", "2024-03-05", "day"),
    ("2024-cü il 5 mart", "2024-03-05", "2024-03-05", "day"),
    ("5 березня 2024 року", "2024-03-05", "2024-03-05", "day"),
    ("29/2/2016", "2016-02-29", "2016-02-29", "day"),
    # No such day: the month is certain all the same.
    ("2/29/2014", "2014-02-01", "2014-02-28", "month"),
    ("31/9/2014", "2014-09-01", "2014-09-30", "month"),
    # Day or month first? Only the year is certain.
    ("03/04/2012", "2012-01-01", "2012-12-31", "year"),
    ("6/1/18", "2018-01-01", "2018-12-31", "year"),
    ("December 2014", "2014-12-01", "2014-12-31", "month"),
    ("end of December 2014", "2014-12-01", "2014-12-31", "month"),
    ("Mar-12", "2012-03-01", "2012-03-31", "month"),
    ("Sept. 2014", "2014-09-01", "2014-09-30", "month"),
    ("İyul 2014", "2014-07-01", "2014-07-31", "month"),
    ("2015-07", "2015-07-01", "2015-07-31", "month"),
    ("Quarter III, 2012", "2012-07-01", "2012-09-30", "quarter"),
    ("Quarter 2 2015", "2015-04-01", "2015-06-30", "quarter"),
    ("Q3 2012", "2012-07-01", "2012-09-30", "quarter"),
    ("3rd quarter of 2014", "2014-07-01", "2014-09-30", "quarter"),
    ("ІІІ квартал 2024 р.", "2024-07-01", "2024-09-30", "quarter"),
    ("first half of 2014", "2014-01-01", "2014-06-30", "half_year"),
    ("II semester 2013", "2013-07-01", "2013-12-31", "half_year"),
    ("2012", "2012-01-01", "2012-12-31", "year"),
    ("End of 2014", "2014-01-01", "2014-12-31", "year"),
    ("2012-2013", "2012-01-01", "2013-12-31", "year"),
    ("Spring 2013", "2013-01-01", "2013-12-31", "year"),
    ("Autumn 2014", "2014-01-01", "2014-12-31", "year"),
    ("September/December 2012", "2012-01-01", "2012-12-31", "year"),
]
TEXTS = [
    "",
    "Not Specified",
    "NR",
    "NA",
    "Unclear",
    "30 days after the completion of semester reporting",
    "after 2015",
    "Winter 2014",
    "2011-12",
    "13/25/2014",
    "00/00/2012",
    "12/31",
    "41275",
    "1/1/0001",
    "Quarter 5 2014",
    "third half of 2014",
    "5 2012",
    "2013-2012",
    "Summer 2014 or March 2015",
    "99999999999999999999999999",
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), SPANS)
def test_parse_loose_keeps_what_is_certain(text: str, first: str, last: str, precision: str) -> None:
    assert parse_loose(text, "start") == LooseDate(text, date.fromisoformat(first), precision)
    assert parse_loose(text, "end") == LooseDate(text, date.fromisoformat(last), precision)


@pytest.mark.parametrize("text", TEXTS)
def test_parse_loose_leaves_the_rest_as_text(text: str) -> None:
    assert parse_loose(text) == LooseDate(text, None, "")


@pytest.mark.parametrize("text", ["Ongoing", "Continuous", "ongoing.", "постійно"])
def test_parse_loose_knows_duties_without_an_end(text: str) -> None:
    assert parse_loose(text, "end") == LooseDate(text, None, "ongoing")


def test_parse_loose_tidies_spaces_in_the_text_it_keeps() -> None:
    assert parse_loose("  by \u00a0the end\nof  2013 ") == LooseDate(
        "by the end of 2013", date(2013, 1, 1), "year"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("precision", ["day", "month", "quarter", "year"])
def test_parse_loose_reads_back_what_formats_write(language: str, precision: str) -> None:
    for month in range(1, 13):
        on = date(2024, month, 1)
        parsed = parse_loose(format_date(on, language, precision))
        assert parsed.precision == precision
        assert parsed.on is not None
        assert format_date(parsed.on, language, precision) == format_date(on, language, precision)
    assert parse_loose(format_date(on, language, "ongoing")).precision == "ongoing"
