"""The way of a commitment: submitted, returned, published, withdrawn."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import shown
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from plans.actions import NotPossible


@transaction.atomic
def publish_commitment(commitment: Commitment, *, by: User | None) -> None:
    """Show the commitment to everybody, as far as its plan is public."""
    if blocker := commitment.publish_blocker:
        raise NotPossible(blocker)
    with acting(by):
        commitment.state = CommitmentState.PUBLISHED
        commitment.published_at = commitment.published_at or timezone.now()
        commitment.submitted_at, commitment.returned_at, commitment.returned_note = None, None, ""
        commitment.save(
            update_fields=["state", "published_at", "submitted_at", "returned_at", "returned_note"]
        )


@transaction.atomic
def withdraw_commitment(commitment: Commitment, *, by: User | None, reason: Mapping[str, str]) -> None:
    """Mark the commitment as withdrawn from its plan, with the reason per language; it stays readable."""
    if blocker := commitment.withdraw_blocker:
        raise NotPossible(blocker)
    main = country_by_id(commitment.country_id).main_language
    if not any(text.strip() for text in reason.values()):
        raise NotPossible(_("Say why the commitment is withdrawn: everybody reads the reason."))
    fresh = locked(commitment)
    with acting(by):
        fresh.state = CommitmentState.WITHDRAWN
        fresh.save(update_fields=["state"])
        for language, text in reason.items():
            edit = TextEdit(
                language, {"withdrawn_reason": text}, versions(fresh, ["withdrawn_reason"], language)
            )
            save_texts(fresh, edit, by=by, main_language=main)
    commitment.refresh_from_db()


@transaction.atomic
def submit_commitment(commitment: Commitment, *, by: User) -> None:
    """Hand a draft to the points of contact, who are told by mail."""
    if blocker := commitment.submit_blocker:
        raise NotPossible(blocker)
    with acting(by):
        commitment.submitted_at, commitment.submitted_by = timezone.now(), by
        commitment.returned_at, commitment.returned_note = None, ""
        commitment.save(update_fields=["submitted_at", "submitted_by", "returned_at", "returned_note"])
    contacts = User.objects.filter(
        assignments__role=Role.POINT_OF_CONTACT, assignments__country_id=commitment.country_id
    )
    _tell(contacts.exclude(pk=by.pk), "commitment_submitted", commitment)


@transaction.atomic
def return_commitment(commitment: Commitment, *, note: str, by: User) -> None:
    """Give a submitted draft back with what has to be put right; who submitted it is told by mail."""
    if blocker := commitment.return_blocker:
        raise NotPossible(blocker)
    if not note.strip():
        raise NotPossible(_("Write what has to be put right."))
    with acting(by):
        commitment.submitted_at, commitment.returned_at = None, timezone.now()
        commitment.returned_note = note.strip()
        commitment.save(update_fields=["submitted_at", "returned_at", "returned_note"])
    writer = commitment.submitted_by or commitment.officer
    _tell([writer] if writer else [], "commitment_returned", commitment)


def title_for(commitment: Commitment, language: str) -> str:
    """The number and the title for a reader, in a line."""
    main = country_by_id(commitment.country_id).main_language
    title = shown(commitment, "title", wanted=language, main_language=main)
    return f"{commitment.number}. {title}" if commitment.number else str(title)


def _tell(people: Iterable[User], template: str, commitment: Commitment) -> None:
    for person in people:
        context = {
            "name": person.full_name,
            "title": title_for(commitment, person.language),
            "commitment": commitment,
        }
        send_mail(person, language=person.language, template=template, context=context)
