"""Progress reports as PDF that were made lately."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from monitoring.enums import JobState
from monitoring.models import ProgressReport
from ogp_portal.accounts.access import REPORTS
from ogp_portal.desk.pages.jobs.job import SHOWN, Asking, Found, Group, Job, since
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.directory import country_by_id

LATELY = dt.timedelta(days=14)


def ready(asking: Asking) -> Found:
    """What the person asked for in the last two weeks and can be taken away."""
    if not asking.roles.has(*REPORTS.roles):
        return Found()
    rows = ProgressReport.objects.filter(
        requested_by=asking.user,
        requested_at__gte=timezone.now() - LATELY,
        files__state=JobState.DONE,
    )
    rows = rows.select_related("plan").only(
        "country_id", "requested_at", "plan__country_id", *columns("plan__title")
    )
    jobs = [
        Job(
            **since(asking, Group.WAITING, row.requested_at),
            text=gettext("Take away the report"),
            title=asking.shown(row.plan, "title"),
            under=[country_by_id(row.country_id).form("name", asking.language)],
            url=reverse("desk:report", args=[row.pk]),
            word=pgettext("link to a job", "Open"),
        )
        for row in rows.distinct().order_by("-requested_at", "-pk")[:SHOWN]
    ]
    return Found(jobs)
