"""Ratings by civil society organisations."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from commitments.enums import Completion, ReportState
from commitments.models import Commitment
from commitments.models.shown_changes import changes_shown
from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.tracking import tracked
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.models import ReportingPeriod


class CsoRatingQuerySet(models.QuerySet["CsoRating"]):
    """Ratings by who may see them."""

    def published(self) -> "CsoRatingQuerySet":
        return self.filter(state=ReportState.PUBLISHED)


@tracked
class CsoRating(TenantModel):
    """How far one organisation sees a commitment carried out, with reasons; "not assessed" has no row."""

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "commitments_commitment", "commitment_id"
    )
    parent: ClassVar[str] = "commitment"

    organisation = TenantForeignKey(Organisation, on_delete=models.PROTECT, related_name="ratings")
    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="ratings")
    period = TenantForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.RESTRICT, related_name="ratings"
    )
    completion = models.SmallIntegerField(choices=Completion)
    rationale = models.TextField(blank=True)
    rated_on = models.DateField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    rejected_reason = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT)
    returned_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CsoRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "organisation", "commitment", "rated_on"], name="cso_rating_once_per_day"
            ),
            PublicStates(name="public_csorating"),
        ]
        triggers = [
            changes_shown(
                "monitoring.csorating",
                texts=["rationale"],
                others=["completion"],
                was_public="OLD.state = 'published'",
                is_public="NEW.state = 'published'",
            )
        ]

    def __str__(self) -> str:
        return f"rating of commitment {self.commitment_id} by organisation {self.organisation_id}"
