"""Publishing and withdrawing, with the sentence that refuses."""

import pytest

from commitments.actions import publish_commitment, withdraw_commitment
from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.accounts.models import User
from ogp_portal.audit.tracking import event_model
from ogp_portal.tenancy import country_scope, public_scope
from plans.actions import NotPossible, publish_plan, withdraw_plan
from plans.models import ActionPlan
from tests.cast import Tenant, complete


def test_a_published_plan_is_seen_and_a_withdrawn_one_is_not(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        publish_plan(georgia.draft_plan, by=georgian_contact)
        withdraw_plan(georgia.plan, by=georgian_contact)
    with public_scope(georgia.country):
        assert list(ActionPlan.objects.published().values_list("key", flat=True)) == ["9"]


def test_publishing_twice_is_refused_with_the_reason(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country), pytest.raises(NotPossible, match="already published"):
        publish_plan(georgia.plan, by=georgian_contact)


def test_a_commitment_without_a_lead_is_refused(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        with pytest.raises(NotPossible, match="no lead institution"):
            publish_commitment(georgia.draft, by=georgian_contact)
        complete(georgia.draft, georgia.ministry)
        publish_commitment(georgia.draft, by=georgian_contact)
    with public_scope(georgia.country):
        assert Commitment.objects.published().count() == 2


def test_a_withdrawn_commitment_stays_readable_with_its_reason(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        withdraw_commitment(
            georgia.commitment, by=georgian_contact, reason={"en": "Merged into the next plan."}
        )
    with public_scope(georgia.country):
        found = Commitment.objects.published().values_list("state", "withdrawn_reason_en")
        assert list(found) == [(CommitmentState.WITHDRAWN, "Merged into the next plan.")]


def test_history_says_who_and_what(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        withdraw_plan(georgia.plan, by=georgian_contact)
        events = event_model(ActionPlan)._default_manager.filter(id=georgia.plan.pk).order_by("pgh_id")
        last = events.select_related("pgh_context").last()
        assert last is not None
        assert last.published_at is None  # type: ignore[attr-defined]
        assert last.pgh_context.metadata == {"user": georgian_contact.pk}  # type: ignore[attr-defined]
