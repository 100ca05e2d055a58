"""How far a commitment is, from how far its milestones are; how far a plan is, from its commitments.

The rule, shown to people wherever its result is (`rule_sentence`):

- Complete, when every part is complete.
- Substantial, when at least half of the parts are substantial or complete.
- Limited, when something has begun, but less than that.
- Not started, when no part has begun; where that is so because at least half of the parts have no evidence
  available, the whole has none either.
- A part that has never been reported on counts as not started; without parts there is no result.

Nothing is added to an earlier result: it is always computed anew from the latest level of every part.
"""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext

from commitments.enums import Completion, ReportState
from commitments.models import Milestone, ProgressUpdate
from plans.models import ReportingPeriod


def roll_up(levels: Collection[int | None]) -> Completion | None:
    """The level of the whole; None among the levels stands for a part that was never reported on."""
    if not levels:
        return None
    known = [Completion.NOT_STARTED if level is None else Completion(level) for level in levels]
    if all(level == Completion.COMPLETE for level in known):
        return Completion.COMPLETE
    if 2 * sum(level >= Completion.SUBSTANTIAL for level in known) >= len(known):
        return Completion.SUBSTANTIAL
    if any(level >= Completion.LIMITED for level in known):
        return Completion.LIMITED
    if 2 * known.count(Completion.NO_EVIDENCE) >= len(known):
        return Completion.NO_EVIDENCE
    return Completion.NOT_STARTED


def rule_sentence() -> str:
    """The rule in words."""
    return gettext(
        "The commitment’s completion follows from its milestones: complete when all are complete, substantial"
        " when at least half are substantial or complete, limited when something less has begun, not started"
        " when none has begun. A milestone without a report counts as not started; when none has begun and"
        " at least half have no evidence available, the commitment has none either."
    )


def latest_levels(
    commitment_ids: Iterable[int], until: ReportingPeriod | None = None
) -> dict[int, dict[int, int | None]]:
    """Per commitment, the latest published level of each of its milestones, None where there is none.

    Two queries, whatever the number. `until` is the last period that counts.
    """
    ids = list(commitment_ids)
    levels: dict[int, dict[int, int | None]] = {pk: {} for pk in ids}
    steps = Milestone.objects.filter(commitment_id__in=ids).order_by("position", "pk")
    for pk, commitment_id in steps.values_list("pk", "commitment_id"):
        levels[commitment_id][pk] = None
    said = ProgressUpdate.objects.filter(
        commitment_id__in=ids,
        milestone__isnull=False,
        completion__isnull=False,
        state=ReportState.PUBLISHED,
    )
    if until is not None:
        said = said.filter(period__ends_on__lte=until.ends_on)
    rows = said.order_by("period__ends_on", "period_id").values_list(
        "commitment_id", "milestone_id", "completion"
    )
    for commitment_id, milestone_id, completion in rows:
        levels[commitment_id][milestone_id] = completion
    return levels


def recompute(commitment_id: int, period: ReportingPeriod) -> Completion | None:
    """The commitment's level by its milestones as published up to this period, from scratch."""
    return roll_up(latest_levels([commitment_id], period)[commitment_id].values())
