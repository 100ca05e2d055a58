"""The IRM's reports whose codings are not complete."""

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from commitments.enums import CommitmentState
from commitments.models import Commitment
from monitoring.enums import IrmReportKind
from monitoring.models import IrmReport
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import SHOWN, Asking, Found, Group, Job, since
from ogp_portal.languages.fields import columns
from plans.enums import Source
from plans.words import plan_with_years

PLAN = ("plan__country_id", "plan__number", "plan__kind", "plan__starts_on", "plan__ends_on")


def codings(asking: Asking) -> Found:
    """For researchers: reports entered here that say nothing yet on some commitments of their plan."""
    countries = asking.roles.countries(Role.IRM_RESEARCHER)
    if not countries:
        return Found()
    promised = (
        Commitment.objects.filter(plan_id=OuterRef("plan_id"), state=CommitmentState.PUBLISHED)
        .order_by()
        .values("plan_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        IrmReport.objects.filter(country_id__in=countries)
        .exclude(source=Source.IMPORT)
        .select_related("plan")
        .annotate(
            promised=Coalesce(Subquery(promised), Value(0)),
            coded=Count("codings__commitment_id", distinct=True),
        )
        .filter(coded__lt=F("promised"))
        .only("country_id", "kind", "published_on", *columns("title"), *PLAN)
        .order_by("-published_on", "-pk")
    )
    return Found([_job(asking, row) for row in rows[:SHOWN]])


def _job(asking: Asking, row: IrmReport) -> Job:
    coded, promised, plan = row.coded, row.promised, row.plan  # type: ignore[attr-defined]
    left = promised - coded
    return Job(
        **since(asking, Group.WAITING, row.published_on),
        text=ngettext(
            "Enter what the report says on %(count)s commitment",
            "Enter what the report says on %(count)s commitments",
            left,
        )
        % {"count": left},
        under=[
            asking.shown(row, "title") or str(IrmReportKind(row.kind).label),
            plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on),
        ],
        url=reverse("desk:irm_report", args=[row.pk]),
        word=pgettext("link to a job", "Continue"),
    )
