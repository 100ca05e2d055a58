"""How far a commitment is, from its milestones: the rule against a slow reference over random levels."""

import datetime as dt
import random

import pytest

from commitments.enums import Completion, ReportState
from commitments.models import Milestone, ProgressUpdate
from commitments.rollup import latest_levels, recompute, roll_up
from ogp_portal.tenancy import country_scope
from plans.models import ReportingPeriod
from tests.cast import Tenant

LEVELS = [None, 0, 1, 2, 3, 4]


def slow_roll_up(levels: list[int | None]) -> int | None:
    """The rule read sentence by sentence, counting on fingers."""
    count = dict.fromkeys(LEVELS, 0)
    for level in levels:
        count[level] += 1
    parts = sum(count.values())
    if parts == 0:
        return None
    if count[4] == parts:
        return 4
    well_on = count[3] + count[4]
    if well_on >= parts - well_on:
        return 3
    begun = count[2] + count[3] + count[4]
    if begun > 0:
        return 2
    without_evidence = count[0]
    return 0 if without_evidence >= parts - without_evidence else 1


def test_roll_up_equals_the_slow_reference_over_random_levels() -> None:
    chance = random.Random(11)
    seen = set()
    for _ in range(20_000):
        levels = [chance.choice(LEVELS) for _ in range(chance.randrange(0, 9))]
        if chance.random() < 0.3:
            levels = [chance.choice(levels)] * len(levels) if levels else levels
        assert roll_up(levels) == slow_roll_up(levels), levels
        seen.add(roll_up(levels))
    assert seen == {None, 0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], None),
        ([4, 4], Completion.COMPLETE),
        ([4, None], Completion.SUBSTANTIAL),
        ([4, 3, 1, None], Completion.SUBSTANTIAL),
        ([4, 1, None], Completion.LIMITED),
        ([2, None, None, None], Completion.LIMITED),
        ([1, None], Completion.NOT_STARTED),
        ([0, 0], Completion.NO_EVIDENCE),
        ([0, 1], Completion.NO_EVIDENCE),
        ([0, 1, None], Completion.NOT_STARTED),
        ([None], Completion.NOT_STARTED),
    ],
)
def test_roll_up_by_example(levels: list[int | None], expected: Completion | None) -> None:
    assert roll_up(levels) == expected


def test_roll_up_never_falls_when_a_milestone_that_has_begun_moves_on() -> None:
    chance = random.Random(12)
    for _ in range(3_000):
        levels = [chance.choice([1, 2, 3, 4]) for _ in range(chance.randrange(1, 7))]
        at = chance.randrange(len(levels))
        further = [*levels[:at], min(4, levels[at] + 1), *levels[at + 1 :]]
        before, after = roll_up(levels), roll_up(further)
        assert before is not None
        assert after is not None
        assert after >= before


def test_latest_levels_take_the_newest_published_period(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        second = Milestone.objects.create(
            commitment=georgia.commitment, number="2", position=2, title_en="Second step"
        )
        later = ReportingPeriod.objects.create(
            plan=georgia.plan,
            number=2,
            kind="half_year",
            starts_on=dt.date(2024, 7, 1),
            ends_on=dt.date(2024, 12, 31),
            due_on=dt.date(2025, 1, 15),
        )
        for period, state, level in [
            (georgia.period, ReportState.PUBLISHED, 2),
            (later, ReportState.DRAFT, 4),
        ]:
            ProgressUpdate.objects.create(
                commitment=georgia.commitment,
                milestone=georgia.milestone,
                period=period,
                completion=level,
                state=state,
                reported_on=dt.date(2024, 7, 10),
            )
        levels = {georgia.milestone.pk: 2, second.pk: None}
        assert latest_levels([georgia.commitment.pk]) == {georgia.commitment.pk: levels}
        assert recompute(georgia.commitment.pk, later) == Completion.LIMITED
        ProgressUpdate.objects.filter(period=later).update(state=ReportState.PUBLISHED)
        assert recompute(georgia.commitment.pk, later) == Completion.SUBSTANTIAL
        assert recompute(georgia.commitment.pk, georgia.period) == Completion.LIMITED
