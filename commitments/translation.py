"""Which fields of commitments are kept per language."""

from commitments.models import Commitment, CommitmentIndicator, Milestone, PolicyArea, ProgressUpdate
from ogp_portal.languages.fields import register

TEMPLATE_TEXTS = [
    "problem",
    "causes",
    "done_so_far",
    "solution",
    "results",
    "transparency",
    "participation",
    "accountability",
]
"""The texts of OGP's template below the summary, in its order."""
COMMITMENT_TEXTS = ["title", "summary", *TEMPLATE_TEXTS]
MILESTONE_TEXTS = ["title", "output"]
UPDATE_TEXTS = ["narrative", "challenge_text"]

register(PolicyArea, ["name"])
register(Commitment, [*COMMITMENT_TEXTS, "short_title", "withdrawn_reason"])
register(Milestone, MILESTONE_TEXTS)
register(CommitmentIndicator, ["title", "unit"])
register(ProgressUpdate, UPDATE_TEXTS)
