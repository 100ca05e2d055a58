"""Progress reports: what was asked for, the frozen data, and a file per language."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from monitoring.enums import JobState, ReportKind
from ogp_portal.accounts.models import User
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from plans.models import ActionPlan, ReportingPeriod


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reports by who may see them."""

    def visible_to(self, user: User) -> "ProgressReportQuerySet":
        """Those of the countries in which the person has a role; all for a role in the programme."""
        held = list(user.assignments.values_list("country_id", flat=True))
        return self if None in held else self.filter(country_id__in=held)


class ProgressReport(TenantModel):
    """A report on a plan, made from one snapshot: canonical JSON and its SHA-256."""

    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=20, choices=ReportKind, default=ReportKind.COUNTRY_PROGRESS)
    period = TenantForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.RESTRICT, related_name="reports"
    )
    languages = ArrayField(models.CharField(max_length=2))
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    data_as_of = models.DateField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["country", "plan", "snapshot_sha256"], name="report_by_snapshot")]

    def __str__(self) -> str:
        return f"{self.kind} on plan {self.plan_id}, {self.snapshot_sha256[:8]}"


class ReportFile(TenantModel):
    """The report in one language: a job of its own that succeeds or fails by itself."""

    parent: ClassVar[str] = "report"

    report = TenantForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES])
    state = models.CharField(max_length=8, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason_code = models.CharField(max_length=40, blank=True)
    reason_detail = models.CharField(max_length=500, blank=True)
    """What the sentence of `reason_code` names, such as a missing character."""
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    path = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "report", "language"], name="report_file_once_per_language"
            )
        ]

    @property
    def retry_blocker(self) -> str:
        """Why this file cannot be made again, or ""."""
        return "" if self.state == JobState.FAILED else _("Only a failed file can be made again.")

    def __str__(self) -> str:
        return f"{self.language} file of report {self.report_id}: {self.state}"
