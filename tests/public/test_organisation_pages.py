"""An organisation in public, and the list of them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.enums import ReportState
from commitments.models import CommitmentSupport
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.enums import OrganisationKind, OrganisationState
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from tests.cast import SECRET, Tenant, make_commitment

QUERIES = 10
"""Three of them belong to the transaction around the test: savepoint, release, the wall closed."""


def page(client: Client, organisation: Organisation, language: str = "en") -> str:
    answer = client.get(f"/{language}/georgia/organisations/{organisation.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def add_evidence(tenant: Tenant, title: str, state: str = ReportState.PUBLISHED) -> None:
    Evidence.objects.create(
        country=tenant.country,
        commitment=tenant.commitment,
        organisation=tenant.cso,
        title_en=title,
        state=state,
        published_at=timezone.now() if state == ReportState.PUBLISHED else None,
    )


def test_a_ministry_shows_what_it_leads_and_takes_part_in(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        other = make_commitment(georgia.plan, key="3", number="3", title_en="Open the budget")
        CommitmentSupport.objects.create(
            country=georgia.country, commitment=other, organisation=georgia.ministry
        )
        make_commitment(
            georgia.plan, key="4", state="draft", published_at=None, title_en=SECRET, lead=georgia.ministry
        )
        georgia.ministry.office_email = "office@ministry.example"
        georgia.ministry.save()
    html = page(client, georgia.ministry)
    assert "Commitments that it leads" in html
    assert "Publish the register of owners" in html
    assert "Open the budget" in html
    assert 'href="mailto:office@ministry.example"' in html
    assert SECRET not in html


def test_a_cso_shows_its_ratings_and_published_evidence(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        add_evidence(georgia, "The register is empty")
        add_evidence(georgia, SECRET, ReportState.SUBMITTED)
    html = page(client, georgia.cso)
    assert "The register is empty" in html
    assert "Its ratings" in html
    assert SECRET not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_as_often_for_any_number_of_rows(
    georgia: Tenant, client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        for n in range(rows):
            add_evidence(georgia, f"Finding {n}")
            CsoRating.objects.create(
                country=georgia.country, organisation=georgia.cso, commitment=georgia.commitment,
                completion=1, rated_on=dt.date(2025, 1, 1 + n), state=ReportState.PUBLISHED,
                published_at=timezone.now(),
            )  # fmt: skip
            made = make_commitment(georgia.plan, key=f"s{n}", number=f"s{n}")
            CommitmentSupport.objects.create(
                country=georgia.country, commitment=made, organisation=georgia.cso
            )
    page(client, georgia.cso)
    with django_assert_num_queries(QUERIES):
        page(client, georgia.cso)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, georgia.cso, language)
    listed = client.get(f"/{language}/georgia/organisations/").content.decode()
    assert f'href="/{language}/georgia/organisations/{georgia.cso.pk}/"' in listed


def test_who_waits_or_was_declined_or_is_elsewhere_is_not_there(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        hidden = [
            Organisation.objects.create(
                country=georgia.country, kind=OrganisationKind.CSO, name_en=SECRET, state=state
            )
            for state in (OrganisationState.PENDING, OrganisationState.DECLINED)
        ]
    for organisation in (*hidden, ukraine.cso):
        assert client.get(f"/en/georgia/organisations/{organisation.pk}/").status_code == 404
    assert SECRET not in client.get("/en/georgia/organisations/").content.decode()


def test_a_commitment_leads_to_who_leads_supports_and_rates_it(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        CommitmentSupport.objects.create(
            country=georgia.country, commitment=georgia.commitment, organisation=georgia.cso
        )
    html = client.get("/en/georgia/plans/5/1/").content.decode()
    for organisation in (georgia.ministry, georgia.cso):
        assert f'href="/en/georgia/organisations/{organisation.pk}/"' in html
