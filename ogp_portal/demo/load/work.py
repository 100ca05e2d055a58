"""Work that is under way: reports of the current period, a commitment still in draft, locked periods."""

import datetime as dt

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, ProgressUpdate
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
    for entry in content.entries("texts"):
        loading.mark(loading.commitments[entry.text("commitment")], entry.text("field"), entry.text("state"))
    today = loading.content.today
    for period in loading.periods.values():
        if period.due_on + LOCKED_AFTER < today:
            period.locked_on = period.due_on + LOCKED_AFTER
            period.save(update_fields=["locked_on"])
    for entry in content.entries("reopenings"):
        _reopen(loading, loading.periods[entry.text("period")], entry)


def _give_to_officers(loading: Loading) -> None:
    """Each agency officer reports on what their institution leads."""
    for user in loading.people.values():
        organisations = user.assignments.filter(role="agency_officer").values_list(
            "organisation_id", flat=True
        )
        led = Commitment.objects.filter(plan=loading.plan, lead__in=list(organisations))
        led.update(officer=user)


def _update(loading: Loading, entry: Entry) -> None:
    state = ReportState(entry.text("state"))
    key, step = entry.text("commitment"), entry.text("milestone")
    row = ProgressUpdate(
        country=loading.country,
        commitment=loading.commitments[key],
        milestone=loading.milestones[key, step] if step else None,
        period=loading.periods[entry.text("period")],
        completion=entry.number("completion"),
        challenge=entry.text("challenge"),
        state=state,
        returned_note=entry.text("returned_note"),
        submitted_by=loading.people.get(entry.text("submitted_by")),
        submitted_at=moment(entry.date("submitted")),
        reported_on=entry.date("submitted"),
    )
    loading.saved(row, texts_of(entry, UPDATE_TEXTS))


def _reopen(loading: Loading, period: ReportingPeriod, entry: Entry) -> None:
    row = PeriodReopening(
        country=loading.country, period=period, until=entry.day("until"), reopened_by=loading.contact
    )
    loading.saved(row, texts_of(entry, ["reason"]), ledger=False)
