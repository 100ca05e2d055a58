"""Whether a forum meets at least every six months."""

import datetime as dt

from plans.rhythm import rhythm_of, six_months_after

TODAY = dt.date(2026, 11, 25)


def test_a_forum_that_never_met_says_so() -> None:
    rhythm = rhythm_of([], TODAY)
    assert (
        rhythm.sentence("en") == "No meeting has been held yet; OGP asks for one at least every six months."
    )
    assert not rhythm.is_kept


def test_a_forum_that_meets_twice_a_year_keeps_the_rhythm() -> None:
    days = [dt.date(2025, 12, 1), dt.date(2026, 5, 20), dt.date(2026, 11, 10), dt.date(2027, 2, 1)]
    rhythm = rhythm_of(days, TODAY)
    assert rhythm.is_kept
    assert (rhythm.last, rhythm.next) == (dt.date(2026, 11, 10), dt.date(2027, 2, 1))


def test_six_months_without_a_meeting_are_said_with_the_day() -> None:
    rhythm = rhythm_of([dt.date(2026, 5, 24)], TODAY)
    assert rhythm.sentence("en") == (
        "No meeting since 24 May 2026; OGP asks for one at least every six months."
    )


def test_on_the_last_day_the_rhythm_still_holds() -> None:
    assert rhythm_of([dt.date(2026, 5, 25)], TODAY).is_kept


def test_an_earlier_gap_is_not_forgotten_for_two_years() -> None:
    rhythm = rhythm_of([dt.date(2025, 3, 1), dt.date(2026, 1, 10), dt.date(2026, 6, 10)], TODAY)
    assert rhythm.gap == (dt.date(2025, 3, 1), dt.date(2026, 1, 10))
    assert not rhythm.is_kept
    long_ago = rhythm_of([dt.date(2020, 1, 1), dt.date(2022, 1, 1), dt.date(2026, 11, 1)], TODAY)
    assert long_ago.gap == (dt.date(2022, 1, 1), dt.date(2026, 11, 1))


def test_six_months_end_with_the_month() -> None:
    assert six_months_after(dt.date(2025, 8, 31)) == dt.date(2026, 2, 28)
