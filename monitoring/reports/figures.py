"""What a snapshot adds up to: every figure of a report is computed here, from the snapshot alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from monitoring.reports.snapshot import Commitment, Milestone, Snapshot
from monitoring.voices import VOICES, Statement, Tally, Voice, Voices, tally

LEVELS = (4, 3, 2, 1, 0)
DONE = 4


@dataclass(frozen=True)
class Verdict:
    """What the three voices say of one commitment, by the rule of `monitoring.voices`."""

    commitment: Commitment
    voices: Voices

    @cached_property
    def levels(self) -> dict[Voice, int]:
        """Voice to level as it stands, silent voices left out."""
        return {voice: level for voice, level in self.voices.latest.items() if level is not None}

    @property
    def distance(self) -> int:
        """Steps between the highest and the lowest voice; 0 when fewer than two speak."""
        return self.voices.distance or 0

    @property
    def is_compared(self) -> bool:
        """Whether at least two voices speak."""
        return self.voices.distance is not None


@dataclass(frozen=True)
class LateMilestone:
    """A milestone whose last day has passed, not done."""

    commitment: Commitment
    milestone: Milestone
    due_on: date
    days: int


@dataclass(frozen=True)
class LanguageCoverage:
    """How the texts of a report stand in one language; `total` counts texts written in any language."""

    language: str
    total: int
    approved: int
    stale: int
    unapproved: int

    @property
    def missing(self) -> int:
        """Texts that are shown in another language."""
        return self.total - self.approved - self.stale - self.unapproved


def verdict(commitment: Commitment) -> Verdict:
    """The voices on one commitment, from its ratings."""
    statements = [
        Statement(rating.rated_on, cast(Voice, rating.voice), rating.level, int(rating.organisation or 0))
        for rating in commitment.ratings
        if rating.level is not None
    ]
    return Verdict(commitment, Voices(tuple(sorted(statements))))


def verdicts(snapshot: Snapshot) -> tuple[Verdict, ...]:
    """The verdict on each commitment that was not withdrawn, in the order of the plan."""
    return tuple(verdict(promise) for promise in snapshot.commitments if promise.state != "withdrawn")


def tallies(given: Iterable[Verdict]) -> tuple[Tally, ...]:
    """How each voice rates the plan, in the order of the voices."""
    voices = [row.voices for row in given]
    return tuple(tally(voices, voice) for voice in VOICES)


def furthest_apart(given: Iterable[Verdict], most: int) -> tuple[Verdict, ...]:
    """The commitments on which the voices differ most, widest distance first."""
    apart = [row for row in given if row.distance > 0]
    return tuple(sorted(apart, key=lambda row: -row.distance)[:most])


def late_days(milestone: Milestone, as_of: date) -> int:
    """Days since a milestone was due; 0 when it is done, not yet due, or has no last day."""
    is_done = milestone.completed_on is not None or milestone.level == DONE
    if is_done or milestone.due.on is None or milestone.due.precision == "ongoing":
        return 0
    return max((as_of - milestone.due.on).days, 0)


def late_milestones(snapshot: Snapshot) -> tuple[LateMilestone, ...]:
    """Milestones past their last day and not done, the longest overdue first."""
    late = [
        LateMilestone(commitment, milestone, milestone.due.on, late_days(milestone, snapshot.data_as_of))
        for commitment in snapshot.commitments
        for milestone in commitment.milestones
        if milestone.due.on is not None and late_days(milestone, snapshot.data_as_of)
    ]
    return tuple(sorted(late, key=lambda item: -item.days))


def coverage(snapshot: Snapshot, language: str) -> LanguageCoverage:
    """How many texts of the snapshot stand approved, stale or otherwise in a language."""
    states = Counter(entry.states.get(language, "missing") for entry in snapshot.ledger)
    return LanguageCoverage(
        language,
        total=len(snapshot.ledger),
        approved=states["approved"],
        stale=states["stale"],
        unapproved=states["draft"] + states["machine"],
    )
