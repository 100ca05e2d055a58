"""From idea to commitment: which contributions a commitment came of."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from commitments.models import Commitment, CommitmentOrigin
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.translation.editing import TextEdit
from plans.actions.consultation import answer_contributions, publish_responses
from plans.models import Contribution


@transaction.atomic
def set_led_to(contributions: Iterable[Contribution], commitments: Sequence[Commitment], *, by: User) -> None:
    """Say of each contribution that it led to exactly these commitments; what has not changed stays."""
    with acting(by):
        for contribution in contributions:
            CommitmentOrigin.objects.filter(contribution=contribution).exclude(
                commitment__in=commitments
            ).delete()
            CommitmentOrigin.objects.bulk_create(
                [
                    CommitmentOrigin(
                        country_id=contribution.country_id, commitment=commitment, contribution=contribution
                    )
                    for commitment in commitments
                ],
                ignore_conflicts=True,
            )


@transaction.atomic
def answer(
    contributions: Sequence[Contribution],
    edit: TextEdit,
    *,
    outcome: str,
    commitments: Sequence[Commitment],
    is_published: bool,
    by: User,
) -> None:
    """Answer these alike, say what they led to, and publish the answers where that is wanted; all or none."""
    responses = answer_contributions(contributions, edit, outcome=outcome, by=by)
    set_led_to(contributions, commitments, by=by)
    if is_published:
        publish_responses(responses, by=by)
