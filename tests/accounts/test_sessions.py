"""Signing in and out: whose sessions count, and what every answer tells the browser."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from ogp_portal.accounts.models import User
from tests.accounts.routes.reports import make_report
from tests.accounts.test_access import signed_in
from tests.cast import Tenant

REPORTS = "/en/reports/"


@pytest.fixture
def demo_officer(db: None) -> User:
    call_command("load_demo")
    found: User = User.objects.get(email="officer@demo.example")
    return found


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(demo_officer: User) -> None:
    client = Client()
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    client.cookies["portal_session"] = str(planted.session_key)
    client.post(reverse("demo:sign_in"), {"user": demo_officer.pk})
    own = client.cookies["portal_session"].value
    assert own != planted.session_key
    assert client.get(REPORTS).status_code == 200
    client.post(reverse("desk:sign_out"))
    assert Client(headers={"cookie": f"portal_session={own}"}).get(REPORTS).status_code == 302
    assert Client(headers={"cookie": f"portal_session={planted.session_key}"}).get(REPORTS).status_code == 302


@pytest.mark.parametrize("chosen", ["", "0", "-1", "x", "²", "1\x00", "9" * 40, "99"])
def test_a_choice_that_is_nobody_is_not_found(db: None, chosen: str) -> None:
    assert Client().post(reverse("demo:sign_in"), {"user": chosen}).status_code == 404


def test_an_old_session_of_the_cast_ends_with_the_demonstration(demo_officer: User, settings: Any) -> None:
    client = signed_in(demo_officer)
    assert client.get(REPORTS).status_code == 200
    settings.PORTAL_DEMO = False
    answer = client.get(REPORTS)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/en/account/sign-in/?next=%2Fen%2Freports%2F",
    )
    assert demo_officer.full_name not in client.get("/en/").content.decode()


def test_an_inactive_person_has_no_session(officer: User) -> None:
    client = signed_in(officer)
    assert client.get(REPORTS).status_code == 200
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get(REPORTS).status_code == 302


def test_every_post_wants_its_token(georgia: Tenant, officer: User) -> None:
    report = make_report(georgia)
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    retry = reverse("desk:report_retry", kwargs={"pk": report.pk, "language": "en"})
    for url in (REPORTS, reverse("demo:sign_in"), reverse("desk:sign_out"), retry):
        answer = client.post(url)
        assert answer.status_code == 403, url
        assert "Allow cookies for this site" in answer.content.decode()
    assert client.get(REPORTS).status_code == 200


def test_what_changes_something_is_no_get(officer: User, georgia: Tenant) -> None:
    report = make_report(georgia)
    client = signed_in(officer)
    retry = reverse("desk:report_retry", kwargs={"pk": report.pk, "language": "en"})
    for url in (reverse("demo:sign_in"), reverse("desk:sign_out"), retry):
        assert client.get(url).status_code == 405, url
    for url in ("/en/", "/en/georgia/", "/healthz", "/readyz", f"{REPORTS}{report.pk}/"):
        assert client.post(url).status_code == 405, url
        assert client.get(url).status_code == 200, url


def test_pages_of_the_signed_in_are_kept_by_nobody(officer: User, georgia: Tenant) -> None:
    client = signed_in(officer)
    file = reverse("desk:report_file", kwargs={"pk": make_report(georgia).pk, "language": "en"})
    for url in (REPORTS, "/en/", file, f"{REPORTS}999/", "/en/georgia/plans/no/"):
        assert client.get(url).headers["Cache-Control"] == "private, no-store", url


def test_odd_addresses_are_not_found(officer: User) -> None:
    client = signed_in(officer)
    for url in (f"{REPORTS}{'9' * 40}/", f"{REPORTS}1/%00.pdf", "/en/%00/", "/en/georgia/plans/%2e%2e/"):
        assert client.get(url).status_code == 404, url


def test_every_answer_carries_the_headers_of_safety(officer: User) -> None:
    for url, status in (("/en/", 200), ("/en/no-such-country/", 404), (REPORTS, 302)):
        answer = Client().get(url)
        assert answer.status_code == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_other_hosts_are_refused(db: None) -> None:
    assert Client(headers={"host": "ogp.example.org"}).get("/en/").status_code == 400
    assert Client(headers={"host": "127.0.0.1"}).get("/en/").status_code == 200
    forwarded = Client(headers={"x-forwarded-host": "ogp.example.org"}).get("/")
    assert forwarded.headers["Location"] == "/en/"


def test_cookies_are_for_the_server_alone(demo_officer: User) -> None:
    client = Client()
    client.get(reverse("demo:cast"))
    client.post(reverse("demo:sign_in"), {"user": demo_officer.pk})
    for name in ("portal_session", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name


def test_nobody_comes_to_the_cast_through_a_proxy(db: None) -> None:
    assert Client(headers={"x-forwarded-for": "10.0.0.7"}).get(reverse("demo:cast")).status_code == 404
    assert Client().get(reverse("demo:cast")).status_code == 200
