"""Reporting periods: opened, due, locked, re-opened with a reason."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from plans.enums import PeriodKind
from plans.models.plan import ActionPlan


class ReportingPeriod(TenantModel):
    """A span for which progress is reported, until `due_on`; from `locked_on` it takes no more reports."""

    public_rows: ClassVar[str] = with_public("plans_actionplan", "plan_id")
    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=PeriodKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens_on = models.DateField(null=True, blank=True)
    """From when reports are taken; None: from the day after the period's end."""
    due_on = models.DateField()
    locked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "plan", "number"], name="period_number_in_plan"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"), due_on__gte=models.F("starts_on")),
                name="period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"period {self.number} of plan {self.plan_id}"


class PeriodReopening(TenantModel):
    """A locked period takes reports again up to and including `until`, for a reason that everybody reads."""

    public_rows: ClassVar[str] = with_public("plans_reportingperiod", "period_id")
    parent: ClassVar[str] = "period"

    period = TenantForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="reopenings")
    until = models.DateField()
    reason = models.TextField()
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"period {self.period_id} open again until {self.until}"
