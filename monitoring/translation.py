"""Which fields of monitoring are kept per language."""

from monitoring.models import CsoRating, Evidence, EvidenceRejection, IrmReport
from ogp_portal.languages.fields import register

RATING_TEXTS = ["rationale"]
EVIDENCE_TEXTS = ["title", "finding", "reply"]

register(IrmReport, ["title"])
register(CsoRating, [*RATING_TEXTS, "rejected_reason"])
register(Evidence, EVIDENCE_TEXTS)
register(EvidenceRejection, ["reason"])
