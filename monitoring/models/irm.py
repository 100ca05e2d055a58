"""Reports of the Independent Reporting Mechanism and the codings in them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from commitments.enums import Completion
from commitments.models import Commitment
from monitoring.enums import IrmIndicator, IrmReportKind
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.audit.tracking import tracked
from ogp_portal.tenancy.enums import Precision
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from plans.enums import Source
from plans.models import ActionPlan


class IrmReportQuerySet(models.QuerySet["IrmReport"]):
    """Reports by who enters them."""

    def editable_by(self, user: User) -> "IrmReportQuerySet":
        """A researcher's in their country, all for the administrator; on public plans only."""
        reports = self.filter(plan__published_at__isnull=False)
        if user.roles.is_administrator:
            return reports
        return reports.filter(country_id__in=user.roles.countries(Role.IRM_RESEARCHER))


class IrmReport(TenantModel):
    """A report of the IRM on a plan; `edition` tells two editions of one kind apart."""

    public_rows: ClassVar[str] = with_public("plans_actionplan", "plan_id")
    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="irm_reports")
    kind = models.CharField(max_length=20, choices=IrmReportKind)
    edition = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=9, choices=Precision, default=Precision.DAY)
    url = models.URLField(blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.MANUAL)

    objects = IrmReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "plan", "kind", "edition"], name="irm_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on plan {self.plan_id}"

    @property
    def edit_blocker(self) -> str:
        """Why this report and its codings cannot be changed here, or ""."""
        if self.source == Source.MANUAL:
            return ""
        if self.source == Source.IMPORT:
            return _(
                "This report came with OGP's data: it is shown as it came and changes with the next import."
            )
        return _("This report belongs to the demonstration data and is not changed.")


@tracked
class IrmCoding(TenantModel):
    """One value that a report gives a commitment, in the words of its scale.

    `label` is the original English label, `level` its place on the common scale where the indicator is
    completion and the label has one.
    """

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    report = TenantForeignKey(IrmReport, on_delete=models.CASCADE, related_name="codings")
    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="codings")
    indicator = models.CharField(max_length=24, choices=IrmIndicator)
    scale_version = models.CharField(max_length=16)
    label = models.CharField(max_length=200)
    level = models.SmallIntegerField(choices=Completion, null=True, blank=True)
    coded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "report", "commitment", "indicator"], name="irm_coding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of commitment {self.commitment_id}: {self.label}"
