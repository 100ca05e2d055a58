"""Where the voices disagree: the ranking against a slow reference, filters, parts, queries."""

import datetime as dt
import random
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, CommitmentArea, ProgressUpdate
from monitoring.enums import IrmIndicator
from monitoring.models import CsoRating, IrmCoding
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.public.pages.disagreement import PER_PAGE
from ogp_portal.tenancy import country_scope
from plans.enums import PeriodKind
from plans.models import ReportingPeriod
from tests.cast import SECRET, Tenant, make_commitment
from tests.public import making
from tests.public.test_area_pages import area, tag

QUERIES = 8
"""Four of the page: commitments, voices, plans, tags. One asks for the countries, three belong to the
transaction around the test: savepoint, release, the wall closed."""


def page(client: Client, path: str = "disagreement/", language: str = "en") -> str:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return [unescape(t) for t in re.findall(r'<div class="t"><a href="[^"]+"[^>]*>([^<]+)</a>', html)]


def distances(html: str) -> list[int]:
    return [int(steps) for steps in re.findall(r'<span class="soft">(\d) steps?</span>', html)]


def walk(client: Client, path: str, query: str = "") -> tuple[list[str], list[int]]:
    """All parts of the list, one after another."""
    found: list[str] = []
    apart: list[int] = []
    for number in range(1, 50):
        html = page(client, f"{path}?{query}&page={number}")
        found += titles(html)
        apart += distances(html)
        if 'rel="next"' not in html:
            return found, apart
    raise AssertionError("the list has no end")


# The reference: plain rows of who said what, and the rule once more, step by step.


def rate_at_random(tenant: Tenant, dice: random.Random, commitments: int) -> list[tuple[str, str, Any]]:
    """Commitments with random ratings in every state; gives (title, key, rows)."""
    country = tenant.country
    periods = [tenant.period] + [
        ReportingPeriod.objects.create(
            country=country,
            plan=tenant.plan,
            number=number,
            kind=PeriodKind.OWN,
            starts_on=dt.date(2024, 1, 1),
            ends_on=dt.date(2024, 6, number),
            due_on=dt.date(2024, 8, 1),
        )
        for number in (2, 3)
    ]
    csos = [
        Organisation.objects.create(country=country, kind=OrganisationKind.CSO, name_en=f"Watch {number}")
        for number in range(4)
    ]
    made = []
    for number in range(commitments):
        # Equal titles now and then, so that the order in which they were entered decides.
        title = f"Promise {dice.randrange(commitments // 2):03}"
        key = f"r{number}"
        state = dice.choice(["published"] * 5 + ["withdrawn", "draft"])
        row = make_commitment(tenant.plan, key=key, number=key, state=state, title_en=title)
        said = []
        for period in periods:
            if dice.random() < 0.5:
                said.append(_government(dice, row, period))
        for cso in csos:
            for _ in range(dice.randrange(3)):
                said.append(_cso(dice, row, cso, {s[1] for s in said if s[0] == "cso" and s[3] == cso.pk}))
        if dice.random() < 0.6:
            said.append(_irm(dice, row, tenant))
        made.append((title, key, (state, row.pk, said)))
    return made


def _day(dice: random.Random) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(days=dice.randrange(200))


def _state(dice: random.Random) -> str:
    return dice.choice(["published", "published", "published", "draft", "submitted", "returned"])


def _government(dice: random.Random, row: Commitment, period: ReportingPeriod) -> tuple[Any, ...]:
    on, state, level = _day(dice), _state(dice), dice.choice([0, 1, 2, 3, 4, None])
    ProgressUpdate.objects.create(
        commitment=row,
        period=period,
        completion=level,
        state=state,
        reported_on=on,
        published_at=timezone.now(),
    )
    return "government", on, level if state == "published" else None, period.pk


def _cso(dice: random.Random, row: Commitment, cso: Organisation, taken: set[dt.date]) -> tuple[Any, ...]:
    on = _day(dice)
    while on in taken:
        on += dt.timedelta(days=1)
    state, level = _state(dice), dice.randrange(5)
    CsoRating.objects.create(
        commitment=row,
        organisation=cso,
        completion=level,
        rated_on=on,
        state=state,
        published_at=timezone.now(),
    )
    return "cso", on, level if state == "published" else None, cso.pk


def _irm(dice: random.Random, row: Commitment, tenant: Tenant) -> tuple[Any, ...]:
    on, level = _day(dice), dice.choice([0, 1, 2, 3, 4, None])
    IrmCoding.objects.create(
        report=tenant.irm_report,
        commitment=row,
        indicator=IrmIndicator.COMPLETION,
        scale_version="2013-",
        label="Some label",
        level=level,
        coded_on=on,
    )
    return "irm", on, level, tenant.irm_report.pk


def slow_ranking(made: list[tuple[str, str, Any]]) -> list[tuple[str, int]]:
    """(title, distance) of all on which the voices differ, by the rule and nothing of the portal's."""
    ranked = []
    for title, _key, (state, pk, said) in made:
        if state != "published":
            continue
        levels = []
        for voice in ("government", "irm"):
            spoken = [
                (on, level, source) for v, on, level, source in said if v == voice and level is not None
            ]
            if spoken:
                levels.append(max(spoken)[1])
        newest: dict[int, tuple[dt.date, int]] = {}
        for voice, on, level, source in said:
            if voice == "cso" and level is not None and (source not in newest or on > newest[source][0]):
                newest[source] = (on, level)
        middle = sorted(level for _, level in newest.values())
        while len(middle) > 2:
            middle = middle[1:-1]
        levels += middle[:1]
        if len(levels) > 1 and max(levels) > min(levels):
            ranked.append((-(max(levels) - min(levels)), title, pk))
    return [(title, -apart) for apart, title, _ in sorted(ranked)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ranking_equals_the_slow_reference(
    georgia: Tenant, ukraine: Tenant, client: Client, seed: int
) -> None:
    dice = random.Random(seed)
    made = {}
    for tenant in (georgia, ukraine):
        with country_scope(tenant.country):
            made[tenant.country.slug] = rate_at_random(tenant, dice, 40)
            Commitment.objects.filter(pk=tenant.commitment.pk).update(state=CommitmentState.WITHDRAWN)
    for slug, rows in made.items():
        expected = slow_ranking(rows)
        assert len(expected) > 8
        found, apart = walk(client, f"{slug}/disagreement/")
        assert list(zip(found, apart, strict=True)) == expected
        found, apart = walk(client, "disagreement/", f"country={slug}")
        assert list(zip(found, apart, strict=True)) == expected
    everything = slow_ranking([row for rows in made.values() for row in rows])
    found, apart = walk(client, "disagreement/")
    assert list(zip(found, apart, strict=True)) == everything


@pytest.mark.parametrize("commitments", [1, 3, 60])
@pytest.mark.parametrize("path", ["disagreement/", "georgia/disagreement/"])
def test_disagreement_asks_as_often_for_any_number_of_commitments(
    georgia: Tenant, client: Client, commitments: int, path: str, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        making.make_plan(georgia.country, commitments)
    page(client, path)
    with django_assert_num_queries(QUERIES):
        page(client, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_disagreement_opens_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    for path in ("disagreement/", "georgia/disagreement/"):
        assert f'<html lang="{language}">' in page(client, path, language)


def test_an_empty_portal_says_so(db: None, client: Client) -> None:
    html = page(client)
    assert "No commitment has been rated by two voices yet." in html
    assert "There is no commitment here on which the voices differ." in html


def test_headline_counts_what_can_be_compared_and_says_what_is_left_out(
    georgia: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        make_commitment(georgia.plan, key="7", number="7", title_en="Nobody has spoken")
    html = page(client)
    assert "The voices differ on 1 of 1 commitment that at least two of them have rated." in html
    assert "1 commitment is left out: fewer than two voices have rated it" in html
    assert "Nobody has spoken" not in html


def test_not_assessed_no_evidence_and_not_started_are_three_things(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        row = make_commitment(georgia.plan, key="8", number="8", title_en="Three things")
        ProgressUpdate.objects.create(
            commitment=row,
            period=georgia.period,
            completion=0,
            state=ReportState.PUBLISHED,
            reported_on=dt.date(2024, 7, 1),
        )
        CsoRating.objects.create(
            commitment=row,
            organisation=georgia.cso,
            completion=1,
            rated_on=dt.date(2024, 7, 1),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
        )
    html = page(client)
    item = re.search(r"<li><div class=\"t\"><a[^>]*>Three things.*?</li>", html, re.DOTALL)
    assert item
    assert re.findall(r"#(\w+)\"", item[0]) == ["g0", "c1", "na"]
    for word in ("No evidence available", "Not started", "Not assessed", "1 step<"):
        assert word in item[0]


def test_filters_narrow_and_unknown_values_are_no_filter(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        tag(georgia.commitment, area("open-data"))
        assert CommitmentArea.objects.exists()
    both, one = titles(page(client)), titles(page(client, "disagreement/?area=open-data"))
    assert (len(both), len(one)) == (2, 1)
    assert len(titles(page(client, "disagreement/?country=ukraine"))) == 1
    assert titles(page(client, "disagreement/?country=ukraine&area=open-data")) == []
    assert len(titles(page(client, "disagreement/?country=nowhere&area=%27%22&page=x"))) == 2
    assert len(titles(page(client, "georgia/disagreement/?plan=5"))) == 1
    assert len(titles(page(client, "georgia/disagreement/?plan=9"))) == 1


def test_the_list_comes_in_parts(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        made = making.make_plan(georgia.country, PER_PAGE + 5)
        for row in made.commitments:
            CsoRating.objects.filter(commitment=row).update(completion=0)
            ProgressUpdate.objects.filter(commitment=row).update(completion=4)
    first = page(client)
    assert len(titles(first)) == PER_PAGE
    assert f"1–{PER_PAGE} of {PER_PAGE + 6}" in first
    assert 'rel="next" href="?page=2#c"' in first
    assert 'rel="prev"' not in first
    second = page(client, "disagreement/?page=2")
    assert len(titles(second)) == 6
    assert page(client, "disagreement/?page=99").count('rel="prev"') == 1


def test_drafts_are_never_compared(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        for level in (0, 4):
            CsoRating.objects.create(
                commitment=georgia.draft,
                organisation=georgia.cso,
                completion=level,
                rated_on=dt.date(2024, 3, 1 + level),
                state=ReportState.PUBLISHED,
                published_at=timezone.now(),
            )
        IrmCoding.objects.create(
            report=georgia.irm_report,
            commitment=georgia.draft,
            indicator=IrmIndicator.COMPLETION,
            scale_version="2013-",
            label="Not started",
            level=1,
        )
    assert SECRET not in page(client)
    assert len(titles(page(client))) == 1
