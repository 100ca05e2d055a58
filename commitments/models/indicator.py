"""Indicators of commitments and their values per period."""

from typing import ClassVar

from django.db import models

from commitments.enums import IndicatorKind
from commitments.models.commitment import Commitment
from ogp_portal.audit.tracking import tracked
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from plans.models import ReportingPeriod


class CommitmentIndicator(TenantModel):
    """What tells whether a commitment works: from `baseline` to `target`, in `unit`."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="indicators")
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, choices=IndicatorKind, default=IndicatorKind.OUTPUT)
    unit = models.CharField(max_length=80, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    def __str__(self) -> str:
        return f"indicator {self.pk} of commitment {self.commitment_id}"


@tracked
class IndicatorValue(TenantModel):
    """The value of an indicator in a reporting period."""

    public_rows: ClassVar[str] = with_public("commitments_commitmentindicator", "indicator_id")
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

    def __str__(self) -> str:
        return f"value of indicator {self.indicator_id} in period {self.period_id}"
