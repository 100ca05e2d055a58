"""Every change of a commitment that has consequences."""

from django.db import transaction
from django.utils import timezone

from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import set_texts
from plans.actions import NotPossible


@transaction.atomic
def publish_commitment(commitment: Commitment, *, by: User | None) -> None:
    """Show the commitment to everybody, as far as its plan is public."""
    if blocker := commitment.publish_blocker:
        raise NotPossible(blocker)
    with acting(by):
        commitment.state = CommitmentState.PUBLISHED
        commitment.published_at = commitment.published_at or timezone.now()
        commitment.save(update_fields=["state", "published_at"])


@transaction.atomic
def withdraw_commitment(commitment: Commitment, *, by: User | None, reason: dict[str, str]) -> None:
    """Mark the commitment as withdrawn from its plan, with the reason per language; it stays readable."""
    if blocker := commitment.withdraw_blocker:
        raise NotPossible(blocker)
    with acting(by):
        commitment.state = CommitmentState.WITHDRAWN
        changed = set_texts(commitment, "withdrawn_reason", reason)
        commitment.save(update_fields=["state", *changed])
