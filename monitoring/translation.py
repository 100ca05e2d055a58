"""Which fields of monitoring are kept per language."""

from monitoring.models import CsoRating, IrmReport
from ogp_portal.languages.fields import register

register(IrmReport, ["title"])
register(CsoRating, ["rationale"])
