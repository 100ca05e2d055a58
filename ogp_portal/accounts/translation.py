"""Which fields of accounts are kept per language."""

from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import register

register(Organisation, ["name", "about"])
