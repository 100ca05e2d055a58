"""Indicators of commitments and their values per period."""

from typing import ClassVar

from django.db import models

from commitments.enums import IndicatorKind
from commitments.models.commitment import Commitment
from commitments.models.milestone import PUBLIC_COMMITMENT
from commitments.models.progress import not_while_locked
from commitments.models.shown_changes import PublicChanges, changes_shown
from ogp_portal.audit.tracking import tracked
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.models import ReportingPeriod

REPORTED = """ AND EXISTS (
SELECT 1 FROM commitments_progressupdate said JOIN commitments_commitmentindicator about
ON about.country_id = said.country_id AND about.commitment_id = said.commitment_id
WHERE said.country_id = {table}.country_id AND about.id = {table}.indicator_id
AND said.period_id = {table}.period_id AND said.milestone_id IS NULL AND said.state = 'published')"""
"""A value is public together with the report of its period."""


@tracked
class CommitmentIndicator(TenantModel):
    """What tells whether a commitment works: from `baseline` to `target`, in `unit`."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, choices=IndicatorKind, default=IndicatorKind.OUTPUT)
    unit = models.CharField(max_length=80, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        constraints = [
            PublicStates(name="public_commitmentindicator"),
            PublicChanges(name="public_changes_commitmentindicator"),
        ]
        triggers = [
            changes_shown(
                "commitments.commitmentindicator",
                texts=["title", "unit"],
                others=["kind", "baseline", "target"],
                was_public=PUBLIC_COMMITMENT,
                is_public=PUBLIC_COMMITMENT,
            )
        ]

    def __str__(self) -> str:
        return f"indicator {self.pk} of commitment {self.commitment_id}"


@tracked
class IndicatorValue(TenantModel):
    """The value of an indicator in a reporting period."""

    public_rows: ClassVar[str] = with_public("commitments_commitmentindicator", "indicator_id") + REPORTED
    parent: ClassVar[str] = "indicator"

    indicator = TenantForeignKey(CommitmentIndicator, on_delete=models.CASCADE, related_name="amounts")
    period = TenantForeignKey(ReportingPeriod, on_delete=models.RESTRICT, related_name="indicator_values")
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "indicator", "period"], name="indicator_value_once_per_period"
            )
        ]
        triggers = [not_while_locked()]

    def __str__(self) -> str:
        return f"value of indicator {self.indicator_id} in period {self.period_id}"
