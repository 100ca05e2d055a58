"""Milestones."""

from typing import ClassVar

from django.db import models

from commitments.models.commitment import Commitment
from commitments.models.shown_changes import PublicChanges, changes_shown
from commitments.models.spans import Span
from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.tracking import tracked
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates

PUBLIC_COMMITMENT = (
    "EXISTS (SELECT 1 FROM commitments_commitment c WHERE c.id = NEW.commitment_id AND c.state <> 'draft')"
)


@tracked
class Milestone(Span, TenantModel):
    """A step of a commitment, due on `ends_on`, done on `completed_on`."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    number = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=1000)
    output = models.TextField(blank=True)
    responsible = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="milestones"
    )
    completed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "commitment", "number"], name="milestone_number_in_commitment"
            ),
            PublicStates(name="public_milestone"),
            PublicChanges(name="public_changes_milestone"),
        ]
        triggers = [
            changes_shown(
                "commitments.milestone",
                texts=["title", "output"],
                others=["responsible_id", "starts_text", "ends_text", "completed_on"],
                was_public=PUBLIC_COMMITMENT,
                is_public=PUBLIC_COMMITMENT,
            )
        ]

    def __str__(self) -> str:
        return f"milestone {self.number} of commitment {self.commitment_id}"
