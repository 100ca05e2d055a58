"""Reporting periods: opened, due, locked, re-opened with a reason."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext

from ogp_portal.languages.formats import format_date
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from plans.enums import PeriodKind, PeriodPhase
from plans.models.plan import ActionPlan
from plans.words import period_name

SOON = dt.timedelta(days=14)
"""A period whose reports are due within these days is due soon."""
TAKES_NO_REPORTS = (PeriodPhase.PLANNED, PeriodPhase.LOCKED)


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    """Periods with what their phase depends on."""

    def with_reopenings(self) -> "ReportingPeriodQuerySet":
        """Ready to be asked for their phase: one more query, whatever their number."""
        return self.prefetch_related("reopenings")


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
    is_reopened = models.BooleanField(default=False)
    """Whether it has been opened again, ever: kept so that public pages ask for reasons only then."""

    objects = ReportingPeriodQuerySet.as_manager()

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

    def name_in(self, language: str) -> str:
        """“1st half of 2025”, or from which day to which."""
        return period_name(self.kind, self.starts_on, self.ends_on, language)

    @property
    def first_day(self) -> dt.date:
        """The day from which reports are taken."""
        return self.opens_on or min(self.ends_on + dt.timedelta(days=1), self.due_on)

    def open_again_until(self, today: dt.date) -> dt.date | None:
        """The last day of a re-opening that holds today, or None."""
        days = [again.until for again in self.reopenings.all() if again.until >= today]
        return max(days, default=None)

    def phase(self, today: dt.date) -> PeriodPhase:
        """Where the period stands on a day of its country."""
        if self.locked_on is not None and self.locked_on <= today:
            return PeriodPhase.REOPENED if self.open_again_until(today) else PeriodPhase.LOCKED
        if today < self.first_day:
            return PeriodPhase.PLANNED
        if self.due_on < today:
            return PeriodPhase.LATE
        return PeriodPhase.DUE_SOON if self.due_on - today <= SOON else PeriodPhase.OPEN

    def report_blocker(self, today: dt.date) -> str:
        """Why nothing can be reported for this period on a day, or "": the one sentence of every way in."""
        phase = self.phase(today)
        if phase == PeriodPhase.LOCKED and self.locked_on is not None:
            return gettext(
                "This period has been locked since %(day)s: it takes no report and no correction"
                " until the point of contact opens it again."
            ) % {"day": _day(self.locked_on)}
        if phase == PeriodPhase.PLANNED:
            return gettext("This period takes reports from %(day)s.") % {"day": _day(self.first_day)}
        return ""

    def lock_blocker(self, today: dt.date) -> str:
        """Why the period cannot be locked now, or ""."""
        phase = self.phase(today)
        if phase == PeriodPhase.LOCKED:
            return gettext("This period is locked already.")
        if phase == PeriodPhase.PLANNED:
            return gettext("This period has not begun to take reports: change its dates instead.")
        return ""

    def reopen_blocker(self, today: dt.date) -> str:
        """Why the period cannot be opened again, or ""."""
        if self.phase(today) != PeriodPhase.LOCKED:
            return gettext("Only a locked period can be opened again.")
        return ""


def _day(on: dt.date) -> str:
    return format_date(on, get_language() or "en")


class PeriodReopening(TenantModel):
    """A locked period takes reports again up to and including `until`, for a reason that everybody reads."""

    public_rows: ClassVar[str] = with_public("plans_reportingperiod", "period_id")
    private_fields: ClassVar[tuple[str, ...]] = ("reopened_by",)
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
