"""Every route, walked by every role, with two countries that hold the same numbers and keys."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports.actions import stored_path
from ogp_portal.accounts.access import ACCESS
from ogp_portal.accounts.checks import every_route_has_access, route_names
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from tests.cast import SECRET, Tenant, make_commitment, make_user

WALKERS = ["visitor", "officer", "georgian contact", "ukrainian contact", "georgian translator"]

# Answers per route on Georgia's rows, in the order of WALKERS.
EXPECTED: dict[str, list[int]] = {
    "health": [200, 200, 200, 200, 200],
    "ready": [200, 200, 200, 200, 200],
    "public:home": [200, 200, 200, 200, 200],
    "public:country": [200, 200, 200, 200, 200],
    "public:plan": [200, 200, 200, 200, 200],
    "public:commitment": [200, 200, 200, 200, 200],
    "public:area_list": [200, 200, 200, 200, 200],
    "public:area": [200, 200, 200, 200, 200],
    "public:three_voices": [200, 200, 200, 200, 200],
    "public:accessibility": [200, 200, 200, 200, 200],
    "public:report_check": [200, 200, 200, 200, 200],
    "public:report_check_one": [200, 200, 200, 200, 200],
    "desk:sign_out": [302, 302, 302, 302, 302],
    "desk:report_list": [302, 200, 200, 200, 403],
    "desk:report": [302, 200, 200, 404, 403],
    "desk:report_file": [302, 200, 200, 404, 403],
    "desk:report_retry": [302, 302, 302, 404, 403],
    "demo:cast": [200, 200, 200, 200, 200],
    "demo:sign_in": [404, 404, 404, 404, 404],
}
POSTED = {"desk:sign_out", "desk:report_retry", "demo:sign_in"}


@pytest.fixture
def walkers(georgia: Tenant, ukraine: Tenant) -> dict[str, User | None]:
    return {
        "visitor": None,
        "officer": make_user(Role.PROGRAMME_OFFICER),
        "georgian contact": make_user(Role.POINT_OF_CONTACT, georgia.country),
        "ukrainian contact": make_user(Role.POINT_OF_CONTACT, ukraine.country),
        "georgian translator": make_user(Role.TRANSLATOR, georgia.country),
    }


def make_report(tenant: Tenant) -> ProgressReport:
    """A finished report with one file in English; the file's text is the country's name."""
    with country_scope(tenant.country):
        report = ProgressReport.objects.create(
            country=tenant.country,
            plan=tenant.plan,
            languages=["en"],
            snapshot="{}",
            snapshot_sha256="0" * 64,
            data_as_of=dt.date(2025, 1, 1),
        )
        file = ReportFile.objects.create(
            country=tenant.country,
            report=report,
            language="en",
            state=JobState.DONE,
            path=f"{tenant.country.slug}/reports/{report.pk}-en.pdf",
            pages=1,
            size=1,
        )
    stored_path(file).parent.mkdir(parents=True, exist_ok=True)
    stored_path(file).write_bytes(f"%PDF of {tenant.country.slug}".encode())
    return report


def address(name: str, tenant: Tenant, report: ProgressReport) -> str:
    slug = tenant.country.slug
    arguments: dict[str, dict[str, Any]] = {
        "public:country": {"country": slug},
        "public:plan": {"country": slug, "plan": "5"},
        "public:commitment": {"country": slug, "plan": "5", "commitment": "1"},
        "public:area": {"slug": "open-data"},
        "public:report_check_one": {"sha256": report.snapshot_sha256},
        "desk:report": {"pk": report.pk},
        "desk:report_file": {"pk": report.pk, "language": "en"},
        "desk:report_retry": {"pk": report.pk, "language": "en"},
    }
    return reverse(name, kwargs=arguments.get(name))


def signed_in(user: User | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def test_the_table_expects_every_route() -> None:
    assert set(route_names()) == set(ACCESS) == set(EXPECTED)


def test_every_route_answers_every_role_as_expected(
    georgia: Tenant, ukraine: Tenant, walkers: dict[str, User | None]
) -> None:
    report = make_report(georgia)
    make_report(ukraine)
    found: dict[str, list[int]] = {}
    for name in EXPECTED:
        url = address(name, georgia, report)
        found[name] = []
        for walker in WALKERS:
            client = signed_in(walkers[walker])
            ask: Callable[[str], Any] = client.post if name in POSTED else client.get
            found[name].append(ask(url).status_code)
    assert found == EXPECTED


WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\b")


def test_a_get_never_writes(georgia: Tenant, walkers: dict[str, User | None]) -> None:
    report = make_report(georgia)
    client = signed_in(walkers["officer"])
    with CaptureQueriesContext(connection) as captured:
        for name in sorted(set(EXPECTED) - POSTED):
            assert client.get(address(name, georgia, report)).status_code == 200
    statements = [query["sql"] for query in captured]
    assert any("monitoring_progressreport" in sql for sql in statements)
    assert [sql for sql in statements if WRITES.search(sql)] == []


def test_the_list_of_reports_asks_as_much_for_three_as_for_one(
    georgia: Tenant, ukraine: Tenant, walkers: dict[str, User | None]
) -> None:
    client = signed_in(walkers["officer"])
    counted = []
    for tenants in ([georgia], [georgia, ukraine]):
        for tenant in tenants:
            make_report(tenant)
        client.get(reverse("desk:report_list"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("desk:report_list")).content.count(b"/en/reports/") > len(tenants)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_officer_reads_both_countries_reports(
    georgia: Tenant, ukraine: Tenant, walkers: dict[str, User | None]
) -> None:
    client = signed_in(walkers["officer"])
    for tenant in (georgia, ukraine):
        answer = client.get(address("desk:report_file", tenant, make_report(tenant)))
        assert b"".join(answer.streaming_content) == f"%PDF of {tenant.country.slug}".encode()  # type: ignore[attr-defined]


def test_a_contact_may_not_ask_for_a_report_on_another_country(
    georgia: Tenant, ukraine: Tenant, walkers: dict[str, User | None]
) -> None:
    client = signed_in(walkers["georgian contact"])
    answer = client.post(reverse("desk:report_list"), {"plan": ukraine.plan.pk, "languages": ["en"]})
    assert answer.status_code == 200
    assert "Choose an action plan from the list." in answer.content.decode()
    with country_scope(ukraine.country):
        assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("walker", WALKERS)
def test_no_public_page_shows_a_draft(
    georgia: Tenant, ukraine: Tenant, walkers: dict[str, User | None], walker: str
) -> None:
    client = signed_in(walkers[walker])
    report = make_report(georgia)
    for name in [name for name in EXPECTED if name.startswith("public:")]:
        assert SECRET not in client.get(address(name, georgia, report)).content.decode(), name
    for plan, commitment in [("5", "2"), ("9", "1")]:
        url = reverse(
            "public:commitment", kwargs={"country": "georgia", "plan": plan, "commitment": commitment}
        )
        assert client.get(url).status_code == 404
    assert client.get(reverse("public:plan", kwargs={"country": "georgia", "plan": "9"})).status_code == 404


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
