"""Every route, walked by every role, with two countries that hold the same numbers and keys."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.models import ProgressReport
from ogp_portal.accounts.access import ACCESS
from ogp_portal.accounts.checks import every_route_has_access, route_names
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from tests.accounts.routes import (
    accounts,
    dialogue,
    evidence,
    files,
    organisations,
    people,
    plans,
    progress,
    public,
    reports,
    texts,
)
from tests.accounts.routes.reports import make_report
from tests.accounts.routes.world import WALKERS, Route, Routes, World, make_world
from tests.cast import SECRET, Tenant, make_commitment

NOUNS = [accounts, dialogue, evidence, files, organisations, people, plans, progress, public, reports, texts]
"""A module per noun, each with its ROUTES and a `make` for what they need."""
ROUTES: Routes = {name: route for noun in NOUNS for name, route in noun.ROUTES.items()}


@pytest.fixture
def world(georgia: Tenant, ukraine: Tenant) -> World:
    world = make_world(georgia, ukraine)
    for noun in NOUNS:
        noun.make(world)
    return world


def signed_in(user: User | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def ask(name: str, route: Route, walker: str, world: World) -> int:
    """The status of one answer; what it changed is undone, so that every walker finds the same."""
    client = signed_in(world.people[walker])
    url = reverse(name, kwargs=route.kwargs(world))
    with transaction.atomic():
        answer = client.get(url) if route.data is None else client.post(url, route.data(world))
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_the_table_expects_every_route() -> None:
    assert set(route_names()) == set(ACCESS) == set(ROUTES)


def test_every_route_answers_every_walker_as_expected(world: World) -> None:
    found, expected = {}, {}
    for name, route in ROUTES.items():
        found[name] = {walker: ask(name, route, walker, world) for walker in WALKERS}
        expected[name] = dict(zip(WALKERS, route.expected, strict=True))
    wrong = {
        name: {w: (code, expected[name][w]) for w, code in answers.items() if code != expected[name][w]}
        for name, answers in found.items()
    }
    assert {name: answers for name, answers in wrong.items() if answers} == {}


WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\b")


def test_a_get_never_writes(world: World) -> None:
    clients = {walker: signed_in(world.people[walker]) for walker in WALKERS}
    with CaptureQueriesContext(connection) as captured:
        for name, route in ROUTES.items():
            # Some pages show themselves to nobody who only asks: they lead to signing in, or on.
            if route.data is None and 200 in route.expected:
                client = clients[WALKERS[route.expected.index(200)]]
                assert client.get(reverse(name, kwargs=route.kwargs(world))).status_code == 200
    statements = [query["sql"] for query in captured]
    assert any("monitoring_progressreport" in sql for sql in statements)
    assert [sql for sql in statements if WRITES.search(sql)] == []


def test_the_list_of_reports_asks_as_much_for_three_as_for_one(world: World) -> None:
    client = signed_in(world.people["programme officer"])
    counted = []
    for tenants in ([world.georgia], [world.georgia, world.ukraine]):
        for tenant in tenants:
            make_report(tenant)
        client.get(reverse("desk:report_list"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("desk:report_list")).content.count(b"/en/reports/") > len(tenants)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_officer_reads_both_countries_reports(world: World) -> None:
    client = signed_in(world.people["programme officer"])
    for tenant in (world.georgia, world.ukraine):
        url = reverse("desk:report_file", kwargs={"pk": make_report(tenant).pk, "language": "en"})
        answer = client.get(url)
        assert b"".join(answer.streaming_content) == f"%PDF of {tenant.country.slug}".encode()  # type: ignore[attr-defined]


def test_a_contact_may_not_ask_for_a_report_on_another_country(world: World) -> None:
    client = signed_in(world.people["georgian contact"])
    with country_scope(world.ukraine.country):
        before = ProgressReport.objects.count()
    answer = client.post(reverse("desk:report_list"), {"plan": world.ukraine.plan.pk, "languages": ["en"]})
    assert answer.status_code == 200
    assert "Choose an action plan from the list." in answer.content.decode()
    with country_scope(world.ukraine.country):
        assert ProgressReport.objects.count() == before


def test_no_public_page_shows_a_draft(world: World) -> None:
    for walker in WALKERS:
        client = signed_in(world.people[walker])
        for name, route in ROUTES.items():
            if name.startswith("public:") and route.data is None:
                answer = client.get(reverse(name, kwargs=route.kwargs(world)))
                assert SECRET.encode() not in answer.getvalue(), (walker, name)
        for plan, commitment in [("5", "2"), ("9", "1")]:
            arguments = {"country": "georgia", "plan": plan, "commitment": commitment}
            assert client.get(reverse("public:commitment", kwargs=arguments)).status_code == 404
        draft = reverse("public:plan", kwargs={"country": "georgia", "plan": "9"})
        assert client.get(draft).status_code == 404


def test_a_commitment_of_another_country_is_not_found(georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(ukraine.country):
        make_commitment(ukraine.plan, key="77", number="77", title_en="Only in Ukraine")
    arguments = {"plan": "5", "commitment": "77"}
    assert (
        Client().get(reverse("public:commitment", kwargs={"country": "ukraine", **arguments})).status_code
        == 200
    )
    assert (
        Client().get(reverse("public:commitment", kwargs={"country": "georgia", **arguments})).status_code
        == 404
    )


def test_a_route_without_a_line_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACCESS, "public:plan")
    assert [error.id for error in every_route_has_access(None)] == ["accounts.E001"]
