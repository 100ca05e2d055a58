"""Submitting, returning and carrying forward commitments."""

import datetime as dt
from decimal import Decimal

import pytest

from commitments.actions import carry_commitment, return_commitment, submit_commitment
from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentArea, CommitmentIndicator, Milestone, PolicyArea
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from plans.models import ActionPlan
from tests.cast import Tenant, complete, make_plan, make_user


@pytest.fixture
def later(georgia: Tenant) -> ActionPlan:
    with country_scope(georgia.country):
        return make_plan(
            georgia.country,
            key="6",
            number=6,
            published_at=None,
            starts_on=dt.date(2026, 1, 1),
            ends_on=dt.date(2027, 12, 31),
        )


def test_a_draft_is_submitted_returned_and_submitted_again(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        officer = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "officer")
        draft = complete(georgia.draft, georgia.ministry)
        with pytest.raises(NotPossible, match="was submitted"):
            return_commitment(draft, note="Too short.", by=georgian_contact)
        submit_commitment(draft, by=officer)
        with pytest.raises(NotPossible, match="already with the point of contact"):
            submit_commitment(draft, by=officer)
        with pytest.raises(NotPossible, match="has to be put right"):
            return_commitment(draft, note="  ", by=georgian_contact)
        return_commitment(draft, note="Too short.", by=georgian_contact)
        draft.refresh_from_db()
        assert (draft.submitted_at, draft.returned_note) == (None, "Too short.")
        submit_commitment(draft, by=officer)
        draft.refresh_from_db()
        assert (draft.submitted_by, draft.returned_note, draft.returned_at) == (officer, "", None)


def test_a_commitment_is_carried_with_what_is_still_open(
    georgia: Tenant, later: ActionPlan, georgian_contact: User
) -> None:
    old = georgia.commitment
    with country_scope(georgia.country):
        Milestone.objects.create(
            country=georgia.country,
            commitment=old,
            number="2",
            position=2,
            title_en="Done",
            completed_on=dt.date(2024, 5, 1),
        )
        CommitmentIndicator.objects.create(
            country=georgia.country, commitment=old, title_en="Entries", target=10
        )
        area = PolicyArea.objects.filter(tag_set="2024").earliest("pk")
        CommitmentArea.objects.create(country=georgia.country, commitment=old, area=area)
        stale = {("title", "en"): TextStatus.STALE}
        old.title_ka = "რეესტრი"  # type: ignore[attr-defined]
        old.save()
        record(states_for(old, ["title", "summary"], source_language="ka", states=stale))
        record(states_for(georgia.milestone, ["title"], source_language="en"))

        new = carry_commitment(old, later, by=georgian_contact)

        saved = Commitment.objects.get(pk=new.pk)
        assert (saved.state, saved.plan, saved.carried_forward_from) == (CommitmentState.DRAFT, later, old)
        assert (saved.title_ka, saved.summary_en) == ("რეესტრი", old.summary_en)  # type: ignore[attr-defined]
        assert list(saved.milestones.values_list("number", "title_en")) == [("1", "First step")]
        assert list(saved.indicators.values_list("title_en", "target")) == [("Entries", Decimal(10))]
        assert list(saved.tags.values_list("area_id", flat=True)) == [area.pk]
        states = TextState.objects.filter(object_id=new.pk, model="commitments.commitment")
        assert set(states.values_list("field", "language", "state")) == {
            ("title", "ka", TextStatus.APPROVED),
            ("title", "en", TextStatus.STALE),
            ("summary", "en", TextStatus.APPROVED),
        }
        # The old one keeps its own.
        assert TextState.objects.filter(object_id=old.pk, model="commitments.commitment").count() == 3


def test_it_is_carried_under_a_free_key(georgia: Tenant, later: ActionPlan, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        keys = [carry_commitment(georgia.commitment, later, by=georgian_contact).key for _ in range(3)]
    assert keys == ["1", "1-2", "1-3"]


def test_only_a_public_commitment_goes_on_and_only_later(
    georgia: Tenant, ukraine: Tenant, later: ActionPlan, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        with pytest.raises(NotPossible, match="Only a published commitment"):
            carry_commitment(georgia.draft, later, by=georgian_contact)
        for plan in (georgia.plan, georgia.draft_plan, ukraine.plan):
            with pytest.raises(NotPossible, match="into a later plan of its country"):
                carry_commitment(georgia.commitment, plan, by=georgian_contact)
