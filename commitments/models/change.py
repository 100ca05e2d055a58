"""The public change log of a commitment: what changed, never who changed it."""

from typing import ClassVar

from django.db import models

from commitments.models.commitment import Commitment
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel


class PublicChange(TenantModel):
    """One column of a public row that changed; written by triggers (`changes_shown`) and never again.

    `model` is a label such as "commitments.milestone"; `field` a column such as "title_ka", or "" when the
    row itself became public. `before` and `after` are the column's texts. A row is public when one of the
    policies that each logged model adds (`PublicChanges`) shows the object it speaks of.
    """

    public_rows: ClassVar[str] = "false"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["country", "commitment", "changed_at"], name="change_of_commitment")]

    def __str__(self) -> str:
        return f"{self.field} of {self.model} {self.object_id}"
