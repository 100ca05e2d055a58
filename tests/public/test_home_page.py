"""The home page."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.enums import CommitmentState
from commitments.models import Milestone
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from plans.enums import PeriodKind, Source
from plans.models import ReportingPeriod
from tests.cast import SECRET, Tenant, make_commitment, make_plan, speak
from tests.public import making

QUERIES = 11
"""Three of them belong to the transaction around the test: savepoint, release, the wall closed."""


def page(client: Client, language: str = "en") -> str:
    answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    return answer.content.decode()


def headline(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert found
    return found[1]


def country_names(html: str) -> list[str]:
    return re.findall(r'<div class="nm"><h3><a href="[^"]+">([^<]+)</a>', html)


@pytest.mark.parametrize("commitments", [1, 30, 300])
def test_home_asks_as_often_for_any_number_of_commitments(
    georgia: Tenant, client: Client, commitments: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        making.make_plan(georgia.country, commitments)
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_opens_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, language)


def test_home_works_in_an_empty_portal(db: None, client: Client) -> None:
    html = page(client)
    assert headline(html) == "No action plan with commitments has been published here yet."
    assert len(country_names(html)) == 6
    assert html.count("No plan with commitments is published here.") == 6
    assert "Who says it is kept?" not in html


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Armenia Azerbaijan Belarus Georgia Moldova Ukraine"),
        ("az", "Azərbaycan Belarus Ermənistan Gürcüstan Moldova Ukrayna"),
        ("hy", "Ադրբեջան Բելառուս Հայաստան Մոլդովա Վրաստան Ուկրաինա"),
        ("ka", "აზერბაიჯანი ბელარუსი მოლდოვა საქართველო სომხეთი უკრაინა"),
        ("uk", "Азербайджан Білорусь Вірменія Грузія Молдова Україна"),
    ],
)
def test_home_orders_countries_by_the_languages_alphabet(
    db: None, client: Client, language: str, names: str
) -> None:
    assert country_names(page(client, language)) == names.split()


def test_home_never_shows_drafts(georgia: Tenant, ukraine: Tenant, client: Client) -> None:
    html = page(client)
    assert "Publish the register of owners" in html
    assert SECRET not in html


def test_home_counts_only_what_all_three_voices_have_rated(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        speak(georgia, make_commitment(georgia.plan, key="3", number="3"), government=4, cso=4)
        speak(georgia, make_commitment(georgia.plan, key="4", number="4"), government=3, cso=2, irm=3)
        speak(georgia, make_commitment(georgia.plan, key="5", number="5"), government=2, irm=4)
        withdrawn = make_commitment(georgia.plan, key="6", number="6", state=CommitmentState.WITHDRAWN)
        speak(georgia, withdrawn, government=4, cso=4, irm=4)
    html = page(client)
    assert headline(html) == (
        "Governments report 2 of 2 promises as kept or nearly kept. Independent reviewers count 1."
    )
    assert "that all three have rated, in: Georgia." in html


def test_home_says_that_reviewers_count_as_many(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        georgia.commitment.codings.update(level=4)
    assert headline(page(client)) == (
        "Governments report 1 of 1 promise as kept or nearly kept. Independent reviewers count as many."
    )


def test_home_lists_the_furthest_apart_first_then_by_title(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        for number, title, level in (
            ("3", "Beta", 1),
            ("4", "Alpha", 1),
            ("5", "Agreed", 4),
            ("6", "Wide", 0),
        ):
            row = make_commitment(georgia.plan, key=number, number=number, title_en=title)
            speak(georgia, row, government=4, irm=level)
    rows = re.findall(r'<div class="t"><a href="[^"]+">([^<]+)</a>', page(client))
    assert rows == [
        "Wide",
        "Alpha",
        "Beta",
        "Publish the register of owners",
        "Publish the register of owners",
    ]


def test_home_shows_what_is_due_within_sixty_days(georgia: Tenant, client: Client) -> None:
    today = timezone.localdate()
    with country_scope(georgia.country):
        for number, days in ((2, 60), (3, 61), (4, -1)):
            ReportingPeriod.objects.create(
                plan=georgia.plan,
                number=number,
                kind=PeriodKind.QUARTER,
                starts_on=dt.date(2020 + number, 7, 1),
                ends_on=dt.date(2020 + number, 9, 30),
                due_on=today + dt.timedelta(days=days),
            )
        for number, days, done in (("2", 5, None), ("3", 61, None), ("4", 6, today)):
            Milestone.objects.create(
                commitment=georgia.commitment,
                number=number,
                title_en=f"Step {number}",
                ends_on=today + dt.timedelta(days=days),
                ends_precision="day",
                completed_on=done,
            )
    ahead = page(client).partition(">Ahead</h3>")[2].partition("</ul>")[0]
    assert re.findall(r'<a href="([^"]+)">(.*?)</a>', ahead) == [
        ("/en/georgia/plans/5/1/", "Step 2"),
        ("/en/georgia/plans/5/", "progress reports due, period: 3rd quarter of 2022"),
    ]


def test_home_shows_what_the_voices_said_last(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        speak(georgia, make_commitment(georgia.plan, key="3", number="3"), cso=4)
    just_in = page(client).partition(">Just in</h3>")[2].partition("</ul>")[0]
    assert re.findall(r'<span>(.*?) <a href="/en/georgia/plans/5/">(.*?)</a>', just_in) == [
        ("Georgia:", "IRM rating of 1 commitment"),
        ("Georgia:", "civil society’s ratings of 2 commitments"),
        ("Georgia:", "government report on 1 commitment"),
    ]


def test_home_draws_one_box_for_two_editions_of_a_plan(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        years = {"starts_on": dt.date(2016, 1, 1), "ends_on": dt.date(2017, 12, 31), "number": 3}
        make_plan(georgia.country, key="3-demo", source=Source.DEMO, **years)
        make_plan(georgia.country, key="3", source=Source.IMPORT, **years)
    boxes = re.findall(r'<a href="(/en/georgia/plans/[^"]+)"><title>', page(client))
    assert boxes == ["/en/georgia/plans/3/", "/en/georgia/plans/5/"]


def test_home_takes_no_posts(db: None, client: Client) -> None:
    assert client.post("/en/").status_code == 405
