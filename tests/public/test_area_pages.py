"""Policy areas across countries."""

import re
from typing import Any

import pytest
from django.test import Client

from commitments.models import Commitment, CommitmentArea, PolicyArea
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.public.pages.area import MOST_PER_COUNTRY
from ogp_portal.tenancy import country_scope
from tests.cast import SECRET, Tenant, make_commitment
from tests.public import making

LIST_QUERIES, AREA_QUERIES = 6, 8
"""Three of each belong to the transaction around the test: savepoint, release, the wall closed."""


def area(slug: str, tag_set: str = "2024", **fields: Any) -> PolicyArea:
    defaults = {"name_en": f"Area {slug}", **fields}
    return PolicyArea.objects.get_or_create(tag_set=tag_set, slug=slug, defaults=defaults)[0]


def tag(commitment: Commitment, *areas: PolicyArea) -> None:
    CommitmentArea.objects.bulk_create(
        CommitmentArea(country=commitment.country, commitment=commitment, area=given) for given in areas
    )


def page(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("commitments", [1, 30, 300])
def test_areas_ask_as_often_for_any_number_of_commitments(
    georgia: Tenant, client: Client, commitments: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        slug = making.make_plan(georgia.country, commitments).areas[0].slug
    for path, count in (("areas/", LIST_QUERIES), (f"areas/{slug}/", AREA_QUERIES)):
        page(client, path)
        with django_assert_num_queries(count):
            page(client, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_areas_open_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    with country_scope(georgia.country):
        tag(georgia.commitment, area("test-area"))
    for path in ("areas/", "areas/test-area/"):
        assert f'<html lang="{language}">' in page(client, path, language)


def test_area_list_of_an_empty_portal_says_so(db: None, client: Client) -> None:
    assert "No commitment has been published here yet." in page(client, "areas/")


def test_unknown_area_is_not_found(db: None, client: Client) -> None:
    assert client.get("/en/areas/alchemy/").status_code == 404


def test_area_without_commitments_says_so(db: None, client: Client) -> None:
    area("test-area")
    assert "No commitment on this has been published here yet." in page(client, "areas/test-area/")


def test_areas_never_show_nor_count_drafts(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        tag(georgia.draft, area("secret-area"), area("test-area"))
        tag(georgia.commitment, area("test-area"))
    listed, shown = page(client, "areas/"), page(client, "areas/test-area/")
    assert "1 commitment · Georgia 1" in listed
    assert "Area secret-area" not in listed
    assert "Publish the register of owners" in shown
    assert SECRET not in shown


def test_one_slug_in_two_tag_sets_is_one_area(georgia: Tenant, ukraine: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        tag(georgia.commitment, area("test-area", "2014"), area("test-area", "2024"))
    with country_scope(ukraine.country):
        tag(ukraine.commitment, area("test-area", "2014"))
    listed, shown = page(client, "areas/"), page(client, "areas/test-area/")
    assert listed.count('href="/en/areas/test-area/"') == 1
    assert "2 commitments · Georgia 1 · Ukraine 1" in listed
    assert re.findall(r'<h2 id="(\w+)">', shown) == ["georgia", "ukraine"]
    assert shown.count('<div class="t">') == 2


def test_umbrella_counts_each_commitment_under_it_once(georgia: Tenant, client: Client) -> None:
    umbrella = area("umbrella")
    narrow, empty = area("narrow", parent=umbrella), area("empty", parent=umbrella)
    with country_scope(georgia.country):
        tag(georgia.commitment, umbrella, narrow)
        tag(make_commitment(georgia.plan, key="3", number="3", title_en="Only narrow"), narrow)
    listed, shown = page(client, "areas/"), page(client, "areas/umbrella/")
    assert "2 commitments · Georgia 2" in listed
    assert shown.count('<div class="t">') == 2
    assert 'href="/en/areas/narrow/"' in shown
    assert f'href="/en/areas/{empty.slug}/"' not in shown
    assert 'href="/en/areas/umbrella/">Area umbrella' in page(client, "areas/narrow/")


def test_umbrella_holds_what_the_older_tag_set_calls_the_same(georgia: Tenant, client: Client) -> None:
    area("narrow", parent=area("umbrella"))
    with country_scope(georgia.country):
        tag(georgia.commitment, area("narrow", "2014"))
    listed, shown = page(client, "areas/"), page(client, "areas/umbrella/")
    assert "1 commitment · Georgia 1" in listed
    assert shown.count('<div class="t">') == 1
    assert 'href="/en/areas/narrow/"' in shown


def test_areas_stand_in_the_order_of_the_languages_alphabet(georgia: Tenant, client: Client) -> None:
    names = {"a": "Ґрунти", "b": "Гідність", "c": "Дані", "d": "Їжа", "e": "Йод", "f": "Іспити"}
    with country_scope(georgia.country):
        tag(georgia.commitment, *(area(f"test-{key}", name_uk=name) for key, name in names.items()))
    html = page(client, "areas/", "uk")
    assert re.findall(r'<div class="t"><a href="[^"]+">([^<]+)</a>', html) == [
        "Гідність",
        "Ґрунти",
        "Дані",
        "Іспити",
        "Їжа",
        "Йод",
    ]


def test_area_caps_a_countrys_rows_and_leads_to_its_plans(georgia: Tenant, client: Client) -> None:
    given = area("test-area")
    with country_scope(georgia.country):
        for number in range(10, 10 + MOST_PER_COUNTRY + 3):
            tag(make_commitment(georgia.plan, key=str(number), number=str(number), position=number), given)
    html = page(client, "areas/test-area/")
    assert html.count('<div class="t">') == MOST_PER_COUNTRY
    assert "3 more" in html
    assert 'href="/en/georgia/plans/5/?area=test-area#c">Fifth action plan, 2024–2025</a> (15)' in html


def test_area_leads_with_what_the_irm_finds(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        tag(georgia.commitment, area("test-area"))
        tag(make_commitment(georgia.plan, key="3", number="3"), area("test-area"), area("unrated"))
    rated, unrated = page(client, "areas/test-area/"), page(client, "areas/unrated/")
    assert "<br>The IRM finds 0 of 1 commitment kept or nearly kept.</h1>" in rated
    assert "<dt>Government</dt><dd>kept or nearly: 1 of 1 rated</dd>" in rated
    assert "<br>1 commitment, which the IRM has not rated yet.</h1>" in unrated
