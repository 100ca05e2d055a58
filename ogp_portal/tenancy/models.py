"""The six countries and their dated standing in the partnership."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ogp_portal.tenancy.base import TenantForeignKey, TenantModel
from ogp_portal.tenancy.enums import MembershipState, Precision
from ogp_portal.tenancy.rules import PublicTable

__all__ = ["Country", "MembershipStatus", "TenantForeignKey", "TenantModel"]


class Country(models.Model):
    """A tenant. The first of its `languages` is its main one."""

    code = models.CharField(max_length=2, unique=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    genitive = models.CharField(max_length=80)
    """As in “the plan of …”: grammar that no code may build by adding endings."""
    locative = models.CharField(max_length=80)
    """As in “in …”, with its preposition."""
    languages = ArrayField(models.CharField(max_length=2))
    host = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=40)

    class Meta:
        constraints = [PublicTable(name="tenancy_country_public")]

    def __str__(self) -> str:
        return self.code

    @property
    def main_language(self) -> str:
        return str(self.languages[0])


class MembershipStatus(TenantModel):
    """A standing from one date to another, with what it rests on."""

    public_rows: ClassVar[str] = "true"

    state = models.CharField(max_length=24, choices=MembershipState)
    since = models.DateField()
    since_precision = models.CharField(max_length=9, choices=Precision, default=Precision.DAY)
    until = models.DateField(null=True, blank=True)
    basis = models.TextField(blank=True)
    source_url = models.URLField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "since", "state"], name="membership_once_per_date")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.since}"
