"""The plan page over HTTP."""

import datetime as dt
import gzip
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from plans.enums import PlanKind
from plans.models import ActionPlan
from tests.cast import SECRET, Tenant, make_commitment
from tests.public.making import make_plan

QUERIES = 10
"""Three of them belong to the transaction around the test: savepoint, release, the wall closed again."""
BYTES = 25_000


def page(client: Client, address: str = "/en/georgia/plans/5/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("commitments", [1, 30, 300])
def test_plan_asks_as_often_for_any_number_of_commitments(
    georgia: Tenant, client: Client, commitments: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        make_plan(georgia.country, commitments, key="big")
    page(client, "/ka/georgia/plans/big/")
    with django_assert_num_queries(QUERIES):
        page(client, "/ka/georgia/plans/big/")


def test_plan_of_forty_commitments_is_light(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        make_plan(georgia.country, 40, key="big")
    assert len(gzip.compress(page(client, "/ka/georgia/plans/big/").encode())) < BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_plan_opens_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, f"/{language}/georgia/plans/5/")


@pytest.mark.parametrize(
    "address",
    ["/en/georgia/plans/9/", "/en/georgia/plans/none/", "/en/atlantis/plans/5/", "/en/ukraine/plans/5/"],
)
def test_plan_that_is_not_public_is_not_found(georgia: Tenant, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_plan_takes_no_changes(georgia: Tenant, client: Client) -> None:
    assert client.post("/en/georgia/plans/5/").status_code == 405


def test_plan_shows_its_own_commitments_and_no_draft(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    html = page(client)
    assert 'href="/en/georgia/plans/5/1/"' in html
    assert "Ministry of georgia" in html
    assert "Ministry of ukraine" not in html
    assert SECRET not in html


def test_plan_follows_a_publication(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.draft.pk).update(
            state=CommitmentState.PUBLISHED, published_at=timezone.now()
        )
    assert SECRET in page(client)


def test_withdrawn_commitment_stays_listed_and_is_not_counted(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        make_commitment(
            georgia.plan, number="3", key="3", state=CommitmentState.WITHDRAWN, title_en="Given up"
        )
    html = page(client)
    assert "Given up" in html
    assert "withdrawn" in html
    assert "The government reports 1 of 1 promise as kept or nearly kept." in html


def test_shadow_plan_has_no_government_voice(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(kind=PlanKind.SHADOW)
    html = page(client)
    assert "The government takes no part in it." in html
    assert "The government reports" not in html
    assert "rating=government-" not in html


def test_suspended_country_says_since_when(georgia: Tenant, client: Client) -> None:
    html = page(client)
    assert "<b>On hold.</b> Georgia: suspended (since" in html


def test_plan_that_ended_before_the_suspension_is_not_on_hold(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        make_plan(georgia.country, 1, key="old", starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 12, 31))
    assert "On hold." not in page(client, "/en/georgia/plans/old/")


def test_untranslated_titles_are_counted_and_marked(georgia: Tenant, client: Client) -> None:
    html = page(client, "/uk/georgia/plans/5/")
    assert '<a href="/uk/georgia/plans/5/1/" lang="en">Publish the register of owners</a>' in html
    assert '<span lang="en">Fifth action plan</span>' in html


@pytest.mark.parametrize(
    "query", ["area=nothing", "rating=king-7", "lead=x", "order=-1", "state=gone", "z=1"]
)
def test_unknown_filters_are_ignored(georgia: Tenant, client: Client, query: str) -> None:
    assert "1 of 1 commitment shown" in page(client, f"/en/georgia/plans/5/?{query}")


def test_filter_keeps_what_was_chosen(georgia: Tenant, client: Client) -> None:
    html = page(client, "/en/georgia/plans/5/?rating=government-4&late=1")
    assert '<option value="government-4" selected>' in html
    assert 'name="late" value="1" checked' in html


def test_filter_that_nothing_answers_says_so(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        make_commitment(georgia.plan, number="3", key="3", title_en="Unrated")
    html = page(client, "/en/georgia/plans/5/?rating=government-none&apart=1")
    assert "0 of 2 commitments shown" in html
    assert "No commitment answers to all of this." in html
