"""Ratings on their way, and that they are civil society's voice only once they are published."""

import datetime as dt

import pytest

from monitoring.actions import rating as actions
from monitoring.models import CsoRating
from monitoring.queries import voices_of
from ogp_portal.accounts.enums import OrganisationKind, Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit
from plans.actions import NotPossible
from tests.cast import Tenant, make_user


def reasons(text: str = "Half of the districts are missing.") -> TextEdit:
    return TextEdit("en", {"rationale": text}, {"rationale": ""})


@pytest.fixture
def member(georgia: Tenant) -> User:
    return make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "watch member")


@pytest.fixture
def editor(db: None) -> User:
    return make_user(Role.ADMINISTRATOR)


def drafted(tenant: Tenant, by: User, level: int = 0, text: str = "Why") -> CsoRating:
    return actions.draft_rating(
        tenant.commitment,
        reasons(text),
        completion=level,
        period=tenant.period,
        organisation=tenant.cso,
        by=by,
    )


def heard(tenant: Tenant) -> int | None:
    with public_scope():
        return voices_of([tenant.commitment.pk])[tenant.commitment.pk].latest["cso"]


def test_a_rating_speaks_once_it_is_published(georgia: Tenant, member: User, editor: User) -> None:
    assert heard(georgia) == 2
    with country_scope(georgia.country):
        rating = drafted(georgia, member, level=0)
        assert heard(georgia) == 2
        actions.submit_rating(rating, by=member)
        assert heard(georgia) == 2
        actions.publish_rating(rating, by=editor)
        assert heard(georgia) == 0
        published = CsoRating.objects.get(pk=rating.pk)
        assert published.rated_on == today_in(country_by_id(georgia.country.pk))
        with pytest.raises(NotPossible, match="Rate the commitment anew"):
            actions.edit_rating(published, reasons(), completion=4, period=None, by=member)


def test_several_organisations_are_a_distribution(georgia: Tenant, editor: User) -> None:
    with country_scope(georgia.country):
        for number, level in enumerate((4, 4)):
            organisation = Organisation.objects.create(
                country=georgia.country, kind=OrganisationKind.CSO, name_en=f"Watch {number}"
            )
            by = make_user(Role.CSO_MEMBER, georgia.country, organisation, f"member {number}")
            rating = actions.draft_rating(
                georgia.commitment,
                reasons(),
                completion=level,
                period=None,
                organisation=organisation,
                by=by,
            )
            actions.submit_rating(rating, by=by)
            actions.publish_rating(rating, by=editor)
    with public_scope():
        voices = voices_of([georgia.commitment.pk])[georgia.commitment.pk]
    assert (voices.spread, voices.latest["cso"]) == ({2: 1, 4: 2}, 4)


def test_one_rating_a_day(georgia: Tenant, member: User, editor: User) -> None:
    with country_scope(georgia.country):
        first = drafted(georgia, member)
        with pytest.raises(NotPossible, match="today already"):
            drafted(georgia, member, level=4)
        CsoRating.objects.filter(pk=first.pk).update(rated_on=dt.date(2024, 12, 1))
        second = drafted(georgia, member, level=4)
        with pytest.raises(NotPossible, match="today already"):
            actions.submit_rating(CsoRating.objects.get(pk=first.pk), by=member)
        actions.discard_rating(second, by=member)
        actions.submit_rating(CsoRating.objects.get(pk=first.pk), by=member)


def test_without_reasons_nothing_is_submitted(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        rating = drafted(georgia, member, text="")
        assert rating.submit_blocker == "The reasons are missing: say what the rating rests on."
        with pytest.raises(NotPossible):
            actions.submit_rating(rating, by=member)


def test_a_rejected_rating_says_why_to_its_organisation_alone(
    georgia: Tenant, member: User, editor: User
) -> None:
    with country_scope(georgia.country):
        rating = drafted(georgia, member)
        actions.submit_rating(rating, by=member)
        actions.return_rating(rating, note="Which districts?", by=editor)
        actions.submit_rating(rating, by=member)
        actions.reject_rating(rating, reason="It is about another plan.", language="en", by=editor)
        rejected = CsoRating.objects.get(pk=rating.pk)
        assert (rejected.state, text_in(rejected, "rejected_reason", "en")) == (
            "rejected",
            "It is about another plan.",
        )
    with public_scope():
        assert not CsoRating.objects.filter(pk=rating.pk).exists()
    assert heard(georgia) == 2
