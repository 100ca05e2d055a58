"""Policy areas: OGP's tags, each of a tag set and year."""

from typing import ClassVar

from django.db import models

from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import PublicTable, with_public


class PolicyArea(models.Model):
    """A tag of one tag set; the same slug in two sets means the same concept."""

    tag_set = models.CharField(max_length=8)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag_set", "slug"], name="area_once_per_tag_set"),
            PublicTable(name="commitments_policyarea_public"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} ({self.tag_set})"


class CommitmentArea(TenantModel):
    """A commitment carries a tag."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey("commitments.Commitment", on_delete=models.CASCADE, related_name="tags")
    area = models.ForeignKey(PolicyArea, on_delete=models.PROTECT, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "commitment", "area"], name="area_once_per_commitment")
        ]

    def __str__(self) -> str:
        return f"area {self.area_id} of commitment {self.commitment_id}"
