"""The three voices and the space between them, against a slow reference."""

import datetime as dt
import random
from typing import Any

import pytest

from commitments.enums import ReportState
from commitments.models import ProgressUpdate
from monitoring.models import CsoRating
from monitoring.queries import voices_of
from monitoring.voices import Statement, Voices, distance, heard_by_all, lower_median, tally
from ogp_portal.tenancy import country_scope, public_scope
from tests.cast import Tenant, make_commitment, speak

DAY = dt.date(2024, 1, 1)


def said(*statements: tuple[int, str, int, int]) -> Voices:
    """Voices from (day, voice, level, source)."""
    return Voices(
        tuple(
            sorted(
                Statement(DAY + dt.timedelta(days=day), voice, level, source)  # type: ignore[arg-type]
                for day, voice, level, source in statements
            )
        )
    )


def test_the_newest_word_of_a_voice_counts() -> None:
    voices = said((1, "government", 1, 1), (9, "government", 4, 2), (5, "irm", 2, 1))
    assert voices.latest == {"government": 4, "cso": None, "irm": 2}
    assert voices.distance == 2


def test_civil_society_is_the_lower_median_of_each_organisations_newest_word() -> None:
    voices = said((1, "cso", 0, 7), (5, "cso", 4, 7), (2, "cso", 3, 8), (3, "cso", 1, 9))
    assert voices.latest["cso"] == 3
    assert voices.spread == {4: 1, 3: 1, 1: 1}
    assert said((1, "cso", 4, 1), (1, "cso", 1, 2)).latest["cso"] == 1


def test_not_assessed_takes_no_part_but_no_evidence_is_the_lowest_point() -> None:
    assert distance([4, None, None]) is None
    assert distance([]) is None
    assert distance([4, 0, None]) == 4
    assert distance([1, 1, 1]) == 0


def test_the_course_moves_when_any_organisation_speaks() -> None:
    voices = said((1, "cso", 4, 1), (3, "cso", 1, 2), (5, "cso", 2, 1))
    assert voices.course("cso") == [
        (DAY + dt.timedelta(days=1), 4),
        (DAY + dt.timedelta(days=3), 1),
        (DAY + dt.timedelta(days=5), 1),
    ]


def test_a_tally_keeps_not_assessed_apart() -> None:
    all_voices = [said((1, "irm", 3, 1)), said((1, "irm", 0, 1)), said()]
    counted = tally(all_voices, "irm")
    assert counted.counts == {3: 1, 0: 1, None: 1}
    assert (counted.rated, counted.kept) == (2, 1)
    assert heard_by_all(all_voices) == []


def slow_level(statements: list[tuple[int, str, int, int]], voice: str) -> int | None:
    """The rule once more, step by step, over unsorted tuples."""
    mine = [s for s in statements if s[1] == voice]
    if not mine:
        return None
    if voice != "cso":
        newest = mine[0]
        for one in mine:
            if (one[0], one[2], one[3]) > (newest[0], newest[2], newest[3]):
                newest = one
        return newest[2]
    newest_of: dict[int, tuple[int, str, int, int]] = {}
    for one in mine:
        kept = newest_of.get(one[3])
        if kept is None or (one[0], one[2]) > (kept[0], kept[2]):
            newest_of[one[3]] = one
    levels = sorted(one[2] for one in newest_of.values())
    while len(levels) > 2:
        levels = levels[1:-1]
    return levels[0]


@pytest.mark.parametrize("seed", range(20))
def test_levels_and_ranking_equal_the_slow_reference(seed: int) -> None:
    dice = random.Random(seed)
    fast: list[tuple[int, int]] = []
    slow: list[tuple[int, int]] = []
    for number in range(60):
        statements = [
            (
                dice.randrange(30),
                dice.choice(["government", "cso", "irm"]),
                dice.randrange(5),
                dice.randrange(4),
            )
            for _ in range(dice.randrange(12))
        ]
        voices = said(*statements)
        expected = {voice: slow_level(statements, voice) for voice in ("government", "cso", "irm")}
        assert voices.latest == expected
        given = [level for level in expected.values() if level is not None]
        slow.append((-(max(given) - min(given)) if len(given) > 1 else 1, number))
        fast.append((-voices.distance if voices.distance is not None else 1, number))
    assert sorted(fast) == sorted(slow)


def test_lower_median_takes_the_more_careful_of_two() -> None:
    assert [lower_median(levels) for levels in ([4], [1, 4], [0, 2, 4], [1, 2, 3, 4])] == [4, 1, 2, 2]


def test_voices_come_from_published_rows_in_one_query(
    georgia: Tenant, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        silent = make_commitment(georgia.plan, key="3", number="3", lead=georgia.ministry)
        drafted = make_commitment(georgia.plan, key="4", number="4")
        speak(georgia, drafted, government=3, cso=3)
        ProgressUpdate.objects.filter(commitment=drafted).update(state=ReportState.DRAFT)
        CsoRating.objects.filter(commitment=drafted).update(state=ReportState.SUBMITTED)
        ids = [georgia.commitment.pk, silent.pk, drafted.pk]
        with django_assert_num_queries(1):
            found = voices_of(ids)
    assert found[georgia.commitment.pk].latest == {"government": 4, "cso": 2, "irm": 1}
    assert found[georgia.commitment.pk].distance == 3
    assert found[silent.pk].statements == ()
    assert found[drafted.pk].statements == ()
    with public_scope():
        assert voices_of(ids)[georgia.commitment.pk] == found[georgia.commitment.pk]
