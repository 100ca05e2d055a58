"""Work that is under way: reports of the current period, a commitment still in draft, locked periods."""

import datetime as dt

from commitments.enums import CommitmentState, Completion, ReportState
from commitments.models import Commitment, Milestone, ProgressUpdate
from commitments.rollup import roll_up
from commitments.translation import UPDATE_TEXTS
from ogp_portal.demo.content import Entry
from ogp_portal.demo.load.loading import Loading, moment, texts_of
from ogp_portal.demo.load.plan import load_commitment
from plans.models import PeriodReopening, ReportingPeriod

LOCKED_AFTER = dt.timedelta(days=14)
"""A period locks two weeks after its reports were due."""


def load_work(loading: Loading, content: Entry) -> None:
    """What a desk has to show; the periods are locked last, since then nothing is written into them."""
    _give_to_officers(loading)
    for entry in content.entries("updates"):
        _update(loading, entry)
    for position, entry in enumerate(content.entries("drafts"), start=len(loading.commitments) + 1):
        load_commitment(loading, loading.plan, entry, position, state=CommitmentState.DRAFT)
        _hand_in(loading, entry)
    for entry in content.entries("texts"):
        loading.mark(loading.commitments[entry.text("commitment")], entry.text("field"), entry.text("state"))
    today = loading.content.today
    for period in loading.periods.values():
        if period.due_on + LOCKED_AFTER < today:
            period.locked_on = period.due_on + LOCKED_AFTER
            period.save(update_fields=["locked_on"])
    for entry in content.entries("reopenings"):
        _reopen(loading, loading.periods[entry.text("period")], entry)


def _hand_in(loading: Loading, entry: Entry) -> None:
    """A draft that is complete waits for the point of contact."""
    draft = loading.commitments[entry.text("key")]
    draft.submitted_at = moment(entry.date("submitted"))
    draft.submitted_by = loading.people.get(entry.text("submitted_by"))
    draft.save(update_fields=["submitted_at", "submitted_by"])


def _give_to_officers(loading: Loading) -> None:
    """Each agency officer reports on what their institution leads."""
    for user in loading.people.values():
        organisations = user.assignments.filter(role="agency_officer").values_list(
            "organisation_id", flat=True
        )
        led = Commitment.objects.filter(plan=loading.plan, lead__in=list(organisations))
        led.update(officer=user)


def _update(loading: Loading, entry: Entry) -> None:
    """A report: the row on the whole, and where it was handed in, one on each milestone."""
    commitment, state = loading.commitments[entry.text("commitment")], ReportState(entry.text("state"))
    is_returned = state == ReportState.RETURNED
    levels = _levels(loading, entry) if state == ReportState.SUBMITTED else {}
    common = {
        "country": loading.country,
        "commitment": commitment,
        "period": loading.periods[entry.text("period")],
        "state": state,
        "submitted_by": loading.people.get(entry.text("submitted_by")),
        "submitted_at": moment(entry.date("submitted")),
        "returned_note": entry.text("returned_note"),
        "returned_by": loading.contact if is_returned else None,
        "returned_at": moment(entry.today) if is_returned else None,
        "reported_on": entry.date("submitted"),
    }
    ProgressUpdate.objects.bulk_create(
        ProgressUpdate(**common, milestone=step, completion=level) for step, level in levels.items()
    )
    row = ProgressUpdate(
        **common,
        completion=roll_up(levels.values()) if levels else entry.number("completion"),
        is_computed=bool(levels),
        challenge=entry.text("challenge"),
    )
    loading.saved(row, texts_of(entry, UPDATE_TEXTS))


def _levels(loading: Loading, entry: Entry) -> dict[Milestone, int]:
    """How far each milestone is: complete where it was completed, else as the whole is said to be."""
    said = entry.number("completion") or Completion.NOT_STARTED
    steps = [step for (key, _), step in loading.milestones.items() if key == entry.text("commitment")]
    return {step: Completion.COMPLETE if step.completed_on else said for step in steps}


def _reopen(loading: Loading, period: ReportingPeriod, entry: Entry) -> None:
    row = PeriodReopening(
        country=loading.country, period=period, until=entry.day("until"), reopened_by=loading.contact
    )
    loading.saved(row, texts_of(entry, ["reason"]))
    period.is_reopened = True
    period.save(update_fields=["is_reopened"])
