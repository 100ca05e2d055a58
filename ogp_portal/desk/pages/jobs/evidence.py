"""Evidence: to be replied to, to be reviewed, one's own."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from commitments.enums import ReportState
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import (
    Asking,
    Found,
    Group,
    Job,
    capped,
    commitment_label,
    counted,
    due,
    since,
)
from ogp_portal.languages.fields import columns

ROW = ("country_id", "state", "reply_due_on", "submitted_at", "returned_note", *columns("title"))
BESIDE = ("commitment__number", "organisation__country_id", *columns("organisation__name"))
GOVERNMENTS = (Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)


def area() -> str:
    return pgettext("area of the desk", "Evidence")


def replies(asking: Asking) -> Found:
    """What the government owes an answer to; the contact all, an officer what they are responsible for."""
    if not asking.roles.has(*GOVERNMENTS):
        return Found()
    is_late = Q(reply_due_on__lt=timezone.localdate())
    rows = Evidence.objects.answerable_by(asking.user).unanswered()
    rows = rows.select_related("commitment", "organisation").only(*ROW, *BESIDE)
    found = counted(rows.order_by("reply_due_on", "pk"), late=is_late)
    jobs = [
        Job(
            **due(asking, row.country_id, row.reply_due_on),
            text=gettext("Reply to evidence"),
            title=asking.shown(row, "title"),
            under=[commitment_label(row.commitment.number), asking.shown(row.organisation, "name")],
            url=reverse("desk:evidence_reply", args=[row.pk]),
            word=gettext("Reply"),
        )
        for row in found
    ]
    late, in_all = (found[0].late, found[0].in_all) if found else (0, 0)
    return capped(jobs, {Group.LATE: late, Group.DUE: in_all - late}, area(), reverse("desk:evidence_list"))


def own(asking: Asking) -> Found:
    """An organisation's own: returned, without the reply that was due, and still being written."""
    if not asking.societies:
        return Found()
    returned, draft = Q(state=ReportState.RETURNED), Q(state=ReportState.DRAFT)
    waits = Q(state=ReportState.PUBLISHED, reply_due_on__lt=timezone.localdate(), replied_at=None)
    waits &= Q(superseded_at=None)
    rows = Evidence.objects.editable_by(asking.user).filter(returned | draft | waits)
    rows = rows.select_related("commitment").only(*ROW, "commitment__number")
    # Returned before published before draft: how the words happen to sort backwards.
    found = counted(rows.order_by("-state", "reply_due_on", "-pk"), returned=returned, draft=draft)
    jobs = [_own(asking, row) for row in found]
    totals = {Group.RETURNED: 0, Group.UNANSWERED: 0, Group.DRAFT: 0}
    if found:
        first = found[0]
        totals = {Group.RETURNED: first.returned, Group.DRAFT: first.draft}
        totals[Group.UNANSWERED] = first.in_all - first.returned - first.draft
    return capped(jobs, totals, area(), reverse("desk:evidence_list"))


def _own(asking: Asking, row: Evidence) -> Job:
    title, label = asking.shown(row, "title"), commitment_label(row.commitment.number)
    url = reverse("desk:evidence", args=[row.pk])
    if row.state == ReportState.RETURNED:
        return Job(
            **since(asking, Group.RETURNED, row.submitted_at),
            text=gettext("Correct your evidence"),
            title=title,
            under=[label, row.returned_note],
            url=url,
            word=gettext("Correct"),
        )
    if row.state == ReportState.DRAFT:
        return Job(
            **since(asking, Group.DRAFT, None),
            text=gettext("Finish your evidence"),
            title=title,
            under=[label],
            url=url,
            word=gettext("Continue"),
        )
    return Job(
        **{**due(asking, row.country_id, row.reply_due_on), "group": Group.UNANSWERED},
        text=gettext("The government has not replied to your evidence"),
        title=title,
        under=[label],
        url=url,
        word=gettext("See"),
    )


def reviews(asking: Asking) -> Found:
    """What was submitted and waits for the portal's editors."""
    if not asking.roles.is_administrator:
        return Found()
    rows = Evidence.objects.filter(state=ReportState.SUBMITTED)
    rows = rows.select_related("commitment", "organisation").only(*ROW, *BESIDE)
    found = counted(rows.order_by("submitted_at", "pk"))
    jobs = [
        Job(
            **since(asking, Group.WAITING, row.submitted_at),
            text=gettext("Review evidence"),
            title=asking.shown(row, "title"),
            under=[asking.shown(row.organisation, "name"), commitment_label(row.commitment.number)],
            url=reverse("desk:evidence", args=[row.pk]),
            word=gettext("Review"),
        )
        for row in found
    ]
    totals = {Group.WAITING: found[0].in_all if found else 0}
    return capped(jobs, totals, area(), reverse("desk:evidence_list"))
