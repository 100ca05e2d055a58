"""A country's page."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from commitments.enums import CommitmentState
from commitments.models import Milestone
from ogp_portal.languages.fields import set_texts
from ogp_portal.languages.registry import LANGUAGES, fallback_notice
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from plans.enums import PlanKind, PlanState, Source
from tests.cast import SECRET, Tenant, make_commitment, make_plan
from tests.public import making

QUERIES = 12
"""Three of them belong to the transaction around the test: savepoint, release, the wall closed."""


def page(client: Client, slug: str = "georgia", language: str = "en") -> str:
    answer = client.get(f"/{language}/{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def headline(html: str) -> str:
    found = re.search(r"<h1>.*?<br>(.*?)</h1>", html, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("commitments", [1, 30, 300])
def test_country_asks_as_often_for_any_number_of_commitments(
    georgia: Tenant, client: Client, commitments: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        making.make_plan(georgia.country, commitments)
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["armenia", "azerbaijan", "belarus", "georgia", "moldova", "ukraine"])
def test_country_opens_in_every_language(georgia: Tenant, client: Client, slug: str, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, slug, language)


def test_country_without_plans_says_so(db: None, client: Client) -> None:
    html = page(client, "moldova")
    assert headline(html) == "No action plan with commitments has been published here yet."
    assert "Active member since 2012" in html


def test_unknown_country_is_not_found(db: None, client: Client) -> None:
    assert client.get("/en/atlantis/").status_code == 404


def test_country_never_shows_drafts_nor_other_countries(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    html = page(client)
    assert "Publish the register of owners" in html
    assert SECRET not in html
    assert "/ukraine/" not in html.partition("<main")[2].partition("</main>")[0]


def test_country_leads_with_the_finding_of_its_current_plan(georgia: Tenant, client: Client) -> None:
    html = page(client)
    assert headline(html).startswith("The government reports 1 of 1 ")
    assert 'href="/en/georgia/plans/5/"' in html


def test_country_leaves_withdrawn_commitments_out_of_its_figures(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        make_commitment(georgia.plan, key="3", number="3", state=CommitmentState.WITHDRAWN)
    assert "<dt>Commitments</dt><dd>1</dd>" in page(client)


def test_suspended_country_shows_date_basis_source_and_a_plan_on_hold(
    georgia: Tenant, client: Client
) -> None:
    html = page(client)
    assert "Suspended since October 2024" in html
    assert "Fifth action plan, 2024–2025: on hold" in html
    assert "In October 2024 the Steering Committee" in html
    assert 'href="https://www.opengovpartnership.org/members/georgia/"' in html


def test_country_says_that_the_basis_is_not_in_the_pages_language(georgia: Tenant, client: Client) -> None:
    assert fallback_notice("en", "uk", "uk") in page(client, language="uk")
    assert fallback_notice("en", "ka", "ka") not in page(client, language="ka")


def test_archived_country_expects_nothing_more(db: None, client: Client) -> None:
    country = Country.objects.get(slug="azerbaijan")
    with country_scope(country):
        plan = make_plan(
            country,
            key="3",
            number=3,
            state=PlanState.CLOSED,
            starts_on=dt.date(2020, 2, 27),
            ends_on=dt.date(2022, 12, 31),
        )
        row = make_commitment(plan)
        Milestone.objects.create(
            commitment=row,
            number="1",
            title_en="Never done",
            ends_on=dt.date(2022, 6, 30),
            ends_precision="day",
        )
    html = page(client, "azerbaijan")
    assert "Third action plan, 2020–2022: archive" in html
    assert "Not done by the end" in html
    assert "Due next" not in html
    assert "Permanently suspended since 17 August 2023" in html


def test_shadow_plan_speaks_without_a_government(db: None, client: Client) -> None:
    country = Country.objects.get(slug="belarus")
    with country_scope(country):
        made = making.make_plan(country, 0, kind=PlanKind.SHADOW)
        making.add_commitments(made, 1)
        row = made.commitments[0]
        row.updates.all().delete()
        row.codings.all().delete()
    html = page(client, "belarus")
    assert headline(html).startswith("Civil society finds 0 of 1 ")
    assert "The government takes no part in it." in html
    assert "Never a member" in html
    assert "Next report due" not in html


def test_country_lists_the_longest_late_milestones_first_and_eight_of_them(
    georgia: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        for number in range(2, 12):
            Milestone.objects.create(
                commitment=georgia.commitment,
                number=str(number),
                title_en=f"Step {number}",
                ends_on=dt.date(2024, 5, 31) + dt.timedelta(days=number),
                ends_precision="day",
                completed_on=dt.date(2024, 6, 1) if number == 3 else None,
            )
    late = page(client).partition('id="late"')[2].partition("</section>")[0]
    titles = re.findall(r'<a href="/en/georgia/plans/5/1/">(.*?)</a>', late)
    assert titles == ["First step", *(f"Step {number}" for number in (2, 4, 5, 6, 7, 8, 9))]
    assert "2 more" in late


def test_country_tells_demonstration_and_import_apart(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        years = {"starts_on": dt.date(2016, 1, 1), "ends_on": dt.date(2017, 12, 31), "number": 3}
        make_plan(georgia.country, key="3-demo", source=Source.DEMO, is_demo=True, **years)
        make_plan(georgia.country, key="3", source=Source.IMPORT, **years)
    html = page(client)
    sources = re.findall(
        r'href="/en/georgia/plans/([^"/]+)/">[^<]+</a></th>.*?data-h="Source">([^<]+)<', html
    )
    assert sorted(sources) == [("3", "OGP’s data"), ("3-demo", "demonstration data"), ("5", "entered here")]


def test_country_counts_approved_texts_by_language(georgia: Tenant, client: Client) -> None:
    commitment = georgia.commitment
    with country_scope(georgia.country):
        set_texts(commitment, "title", {"ka": "რეესტრი"})
        commitment.save()
        stale = {("title", "ka"): TextStatus.STALE}
        record(states_for(commitment, ["title", "summary"], source_language="en", states=stale))
    texts = page(client).partition('id="texts"')[2].partition("</section>")[0]
    assert re.findall(r'rowheader">([^<]+)</th><td[^>]*>([^<]+)</td>', texts) == [("English", "2 of 2")]
    assert "Nothing yet in these languages: Azerbaijani, Belarusian, Armenian, Georgian" in texts


def test_country_says_how_many_titles_are_not_in_the_pages_language(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        for row in (georgia.plan, georgia.milestone, georgia.commitment):
            set_texts(row, "title", {"en": "", "ka": "სათაური"})
            row.save()
    html = page(client)
    assert "3 titles on this page stand in another language" in html
    assert html.count('lang="ka">სათაური<') == 3
