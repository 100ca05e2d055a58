"""Evidence: to be replied to, to be reviewed, one's own."""

from typing import Any

from django.db.models import Case, Count, Q, Value, When, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from commitments.enums import ReportState
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import (
    SHOWN,
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
OWN_SHOWN = 60
"""So many of one's own are read for the desk."""
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
            word=pgettext("link to a job", "Reply"),
        )
        for row in found
    ]
    late, in_all = (found[0].late, found[0].in_all) if found else (0, 0)
    return capped(jobs, {Group.LATE: late, Group.DUE: in_all - late}, area(), reverse("desk:evidence_list"))


def own(asking: Asking) -> Found:
    """An organisation's own: returned, without the reply that was due, and still being written."""
    rows = own_rows(asking)
    groups = {Group.RETURNED: "returned", Group.UNANSWERED: "waits", Group.DRAFT: "draft"}
    jobs: list[Job] = []
    for group, name in groups.items():
        jobs += [_own(asking, row, group) for row in rows if row.turn == name][:SHOWN]
    totals = {group: getattr(rows[0], f"in_{name}") if rows else 0 for group, name in groups.items()}
    return capped(jobs, totals, area(), reverse("desk:evidence_list"))


def own_rows(asking: Asking) -> list[Any]:
    """The evidence of the person's organisations, asked for once: what asks for something first.

    Each row knows its `turn`, how many there are in all, and in each turn.
    """
    return asking.once(_own_rows)


def _own_rows(asking: Asking) -> list[Any]:
    if not asking.societies:
        return []
    waits = Q(state=ReportState.PUBLISHED, reply_due_on__lt=timezone.localdate(), replied_at=None)
    turns = {"returned": Q(state=ReportState.RETURNED), "waits": waits, "draft": Q(state=ReportState.DRAFT)}
    turn = Case(*(When(rule, then=Value(name)) for name, rule in turns.items()), default=Value(""))
    totals = {f"in_{name}": Window(Count("pk", filter=rule)) for name, rule in turns.items()}
    rows = Evidence.objects.editable_by(asking.user).filter(superseded_at=None)
    rows = rows.annotate(turn=turn, in_all=Window(Count("pk")), **totals).select_related("commitment")
    first = Case(*(When(rule, then=Value(at)) for at, rule in enumerate(turns.values())), default=Value(9))
    wanted = (*ROW, "replied_at", "commitment__number")
    return list(rows.only(*wanted).order_by(first, "reply_due_on", "-pk")[:OWN_SHOWN])


def _own(asking: Asking, row: Evidence, group: Group) -> Job:
    title, label = asking.shown(row, "title"), commitment_label(row.commitment.number)
    url = reverse("desk:evidence", args=[row.pk])
    if group == Group.RETURNED:
        return Job(
            **since(asking, group, row.submitted_at),
            text=gettext("Correct your evidence"),
            title=title,
            under=[label, row.returned_note],
            url=url,
            word=pgettext("link to a job", "Correct"),
        )
    if group == Group.DRAFT:
        return Job(
            **since(asking, group, None),
            text=gettext("Finish your evidence"),
            title=title,
            under=[label],
            url=url,
            word=pgettext("link to a job", "Continue"),
        )
    return Job(
        **{**due(asking, row.country_id, row.reply_due_on or timezone.localdate()), "group": group},
        text=gettext("The government has not replied to your evidence"),
        title=title,
        under=[label],
        url=url,
        word=pgettext("link to a job", "See"),
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
            word=pgettext("link to a job", "Review"),
        )
        for row in found
    ]
    totals = {Group.WAITING: found[0].in_all if found else 0}
    return capped(jobs, totals, area(), reverse("desk:evidence_list"))
