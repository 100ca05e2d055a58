"""Ratings on their way: written, submitted, reviewed by the portal's editors; corrected by a new rating."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import ReportState
from commitments.models import Commitment
from monitoring.actions.telling import tell_organisation
from monitoring.models import CsoRating
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit, locked, save_texts
from plans.actions import NotPossible
from plans.models import ReportingPeriod


@transaction.atomic
def draft_rating(
    commitment: Commitment,
    edit: TextEdit,
    *,
    completion: int,
    period: ReportingPeriod | None,
    organisation: Organisation,
    by: User,
) -> CsoRating:
    """Begin a rating; only the organisation sees it. Its day is that of its submission."""
    today = today_in(country_by_id(commitment.country_id))
    if CsoRating.objects.filter(commitment=commitment, organisation=organisation, rated_on=today).exists():
        raise NotPossible(already_rated())
    with acting(by):
        rating = CsoRating.objects.create(
            commitment=commitment,
            organisation=organisation,
            author=by,
            completion=completion,
            period=period,
            rated_on=today,
        )
    edit_rating(rating, edit, completion=completion, period=period, by=by)
    return rating


def already_rated() -> str:
    """The sentence that refuses a second rating of one day."""
    return _(
        "Your organisation has rated this commitment today already, or has a draft of today. Change that one,"
        " or rate again tomorrow."
    )


@transaction.atomic
def edit_rating(
    rating: CsoRating, edit: TextEdit, *, completion: int, period: ReportingPeriod | None, by: User
) -> None:
    """Change a draft; raises Conflicting when somebody has saved the reasons meanwhile."""
    found = locked(rating)
    _refuse(found.edit_blocker)
    main = country_by_id(found.country_id).main_language
    with acting(by):
        save_texts(found, edit, by=by, main_language=main)
        found.completion, found.period = completion, period
        found.save(update_fields=["completion", "period"])


@transaction.atomic
def discard_rating(rating: CsoRating, *, by: User) -> None:
    """Throw a draft away."""
    found = locked(rating)
    _refuse(found.discard_blocker)
    with acting(by):
        found.delete()


@transaction.atomic
def submit_rating(rating: CsoRating, *, by: User) -> None:
    """Ask the portal's editors to publish; the rating is of this day."""
    found = locked(rating)
    _refuse(found.submit_blocker)
    today = today_in(country_by_id(found.country_id))
    same_day = CsoRating.objects.filter(
        commitment_id=found.commitment_id, organisation_id=found.organisation_id, rated_on=today
    )
    if same_day.exclude(pk=found.pk).exists():
        raise NotPossible(already_rated())
    changes = {"submitted_at": timezone.now(), "rated_on": today, "returned_note": ""}
    _move(found, ReportState.SUBMITTED, by=by, **changes)


@transaction.atomic
def take_back_rating(rating: CsoRating, *, by: User) -> None:
    """Make a draft again of what waits to be reviewed."""
    found = locked(rating)
    _refuse(found.take_back_blocker)
    _move(found, ReportState.DRAFT, by=by, submitted_at=None)


@transaction.atomic
def return_rating(rating: CsoRating, *, note: str, by: User) -> None:
    """Give it back to the organisation with a note on what to put right."""
    found = locked(rating)
    _refuse(found.review_blocker)
    _move(found, ReportState.RETURNED, by=by, returned_note=note)
    tell_organisation(found, "rating_returned", note=note)


@transaction.atomic
def publish_rating(rating: CsoRating, *, by: User) -> None:
    """Let it speak: of each organisation the latest published rating counts."""
    found = locked(rating)
    _refuse(found.publish_blocker)
    _move(found, ReportState.PUBLISHED, by=by, published_at=timezone.now())
    tell_organisation(found, "rating_published")


@transaction.atomic
def reject_rating(rating: CsoRating, *, reason: str, language: str, by: User) -> None:
    """Do not publish it; the organisation reads why."""
    found = locked(rating)
    _refuse(found.review_blocker)
    if not reason.strip():
        raise NotPossible(_("Say why this is rejected."))
    changed = set_texts(found, "rejected_reason", {language: reason})
    _move(found, ReportState.REJECTED, by=by, **{name: getattr(found, name) for name in changed})
    tell_organisation(found, "rating_rejected", note=reason)


def _move(rating: CsoRating, state: ReportState, *, by: User, **changes: object) -> None:
    rating.state = state
    for name, value in changes.items():
        setattr(rating, name, value)
    with acting(by):
        rating.save(update_fields=["state", *changes])


def _refuse(blocker: str) -> None:
    if blocker:
        raise NotPossible(blocker)
