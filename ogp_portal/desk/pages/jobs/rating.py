"""Ratings by civil society: one's own, and those to be reviewed."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from commitments.enums import ReportState
from monitoring.models import CsoRating
from ogp_portal.desk.pages.jobs.job import (
    Asking,
    Found,
    Group,
    Job,
    capped,
    commitment_label,
    counted,
    since,
)
from ogp_portal.languages.fields import columns

ROW = ("country_id", "state", "submitted_at", "rated_on", "returned_note")
COMMITMENT = ("commitment__number", "commitment__country_id", *columns("commitment__title"))


def area() -> str:
    return pgettext("area of the desk", "Ratings")


def own(asking: Asking) -> Found:
    """An organisation's own that was returned or is still being written."""
    if not asking.societies:
        return Found()
    returned = Q(state=ReportState.RETURNED)
    rows = CsoRating.objects.editable_by(asking.user).filter(returned | Q(state=ReportState.DRAFT))
    rows = rows.select_related("commitment").only(*ROW, *COMMITMENT)
    found = counted(rows.order_by("-state", "-pk"), returned=returned)
    jobs = [_own(asking, row) for row in found]
    came_back, in_all = (found[0].returned, found[0].in_all) if found else (0, 0)
    totals = {Group.RETURNED: came_back, Group.DRAFT: in_all - came_back}
    return capped(jobs, totals, area(), reverse("desk:rating_list"))


def _own(asking: Asking, row: CsoRating) -> Job:
    is_returned = row.state == ReportState.RETURNED
    label = commitment_label(row.commitment.number)
    return Job(
        **since(asking, Group.RETURNED if is_returned else Group.DRAFT, row.submitted_at or row.rated_on),
        text=gettext("Correct your rating") if is_returned else gettext("Finish your rating"),
        title=asking.shown(row.commitment, "title"),
        under=[label, row.returned_note] if is_returned else [label],
        url=reverse("desk:rating", args=[row.pk]),
        word=pgettext("link to a job", "Correct") if is_returned else pgettext("link to a job", "Continue"),
    )


def reviews(asking: Asking) -> Found:
    """What was submitted and waits for the portal's editors."""
    if not asking.roles.is_administrator:
        return Found()
    name = ("organisation__country_id", *columns("organisation__name"))
    rows = CsoRating.objects.filter(state=ReportState.SUBMITTED)
    rows = rows.select_related("commitment", "organisation").only(*ROW, *COMMITMENT, *name)
    found = counted(rows.order_by("submitted_at", "pk"))
    jobs = [
        Job(
            **since(asking, Group.WAITING, row.submitted_at),
            text=gettext("Review a rating"),
            title=asking.shown(row.commitment, "title"),
            under=[asking.shown(row.organisation, "name"), commitment_label(row.commitment.number)],
            url=reverse("desk:rating", args=[row.pk]),
            word=pgettext("link to a job", "Review"),
        )
        for row in found
    ]
    return capped(jobs, {Group.WAITING: found[0].in_all if found else 0}, area(), reverse("desk:rating_list"))
