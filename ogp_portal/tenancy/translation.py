"""Which fields of tenancy are kept per language."""

from ogp_portal.languages.fields import register
from ogp_portal.tenancy.models import Country, MembershipStatus

register(Country, ["name", "genitive", "locative"])
register(MembershipStatus, ["basis"])
