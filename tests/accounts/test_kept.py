"""What is sent after a session has ended is given back, to the same person at the same browser only."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from tests.accounts.test_signing_in import PASSWORD, code_now, contact, give_password, sign_in  # noqa: F401
from tests.cast import Tenant, make_user

TYPED = {"plan": "1", "languages": ["ka", "en"], "text": "ვრცელი <ტექსტი>\r\nორი ხაზი"}
REPORTS = "/en/reports/"


def expired(client: Client) -> Client:
    """The session is over; the browser's other cookies stay."""
    Session.objects.all().delete()
    del client.cookies["portal_session"]
    return client


@pytest.fixture
def writer(contact: tuple[User, str]) -> tuple[Client, User, str]:  # noqa: F811
    """A contact who has a page open, whose session then ends."""
    user, secret = contact
    client = Client()
    client.force_login(user)
    assert client.get(REPORTS).status_code == 200
    return expired(client), user, secret


def fields_of(page: str) -> list[tuple[str, str]]:
    import html

    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    return [(name, html.unescape(value)) for name, value in found]


def test_what_was_sent_comes_back_after_both_steps_and_is_sent_again(
    writer: tuple[Client, User, str], georgia: Tenant
) -> None:
    client, user, secret = writer
    upload = SimpleUploadedFile("minutes.pdf", b"x")
    asked = client.post(REPORTS, {**TYPED, "file": upload}).headers["Location"]
    assert "kept for 12 hours" in client.get(asked).content.decode()
    assert client.post(asked, {"login": user.email, "password": PASSWORD}).status_code == 302
    kept = client.post("/en/account/sign-in/code/", {"code": code_now(secret)}).headers["Location"]
    page = client.get(kept).content.decode()
    assert fields_of(page) == [
        ("plan", "1"),
        ("languages", "ka"),
        ("languages", "en"),
        ("text", TYPED["text"]),
    ]
    assert "minutes.pdf" in page
    key = re.search(r'name="kept" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert client.post(REPORTS, {**TYPED, "kept": key}).status_code == 200
    assert "Nothing is waiting" in client.get(kept).content.decode()


def test_nobody_else_at_the_browser_is_shown_it(writer: tuple[Client, User, str], georgia: Tenant) -> None:
    client, _, _ = writer
    client.post(REPORTS, TYPED)
    other = give_password(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso))
    assert sign_in(client, other).headers["Location"] == "/en/desk/"
    assert "ვრცელი" not in client.get("/en/account/kept/").content.decode()


def test_another_browser_of_the_person_is_not_shown_it(writer: tuple[Client, User, str]) -> None:
    client, user, _ = writer
    client.post(REPORTS, TYPED)
    elsewhere = Client()
    elsewhere.force_login(user)
    assert "Nothing is waiting" in elsewhere.get("/en/account/kept/").content.decode()
    client.force_login(user)
    assert "ვრცელი" in client.get("/en/account/kept/").content.decode()


def test_a_stranger_fills_no_store(db: None) -> None:
    for cookie in ("", "1.forged:signature"):
        client = Client()
        if cookie:
            client.cookies["portal_browser"] = cookie
        answer = client.post(REPORTS, TYPED)
        assert answer.headers["Location"] == "/en/account/sign-in/"


def test_signing_out_leaves_nothing_behind(writer: tuple[Client, User, str]) -> None:
    client, user, _ = writer
    client.post(REPORTS, TYPED)
    client.force_login(user)
    client.post("/en/desk/sign-out/")
    assert client.cookies["portal_browser"].value == ""
    client.force_login(user)
    assert "Nothing is waiting" in client.get("/en/account/kept/").content.decode()


def test_what_is_not_needed_is_let_go(writer: tuple[Client, User, str]) -> None:
    client, user, _ = writer
    client.post(REPORTS, TYPED)
    client.force_login(user)
    page = client.get("/en/account/kept/").content.decode()
    key = re.search(r'name="kept" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert client.post("/en/account/kept/", {"discard": key}).status_code == 302
    assert "Nothing is waiting" in client.get("/en/account/kept/").content.decode()


def test_a_part_of_a_page_is_told_no_without_a_new_page(writer: tuple[Client, User, str]) -> None:
    client, _, _ = writer
    answer: Any = client.post(REPORTS, TYPED, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_an_old_page_after_signing_in_anew_loses_nothing(writer: tuple[Client, User, str]) -> None:
    before, user, _ = writer
    client = Client(enforce_csrf_checks=True)
    client.cookies = before.cookies
    client.force_login(user)
    answer = client.post(REPORTS, {**TYPED, "csrfmiddlewaretoken": "of the old page"})
    assert answer.headers["Location"] == "/en/account/kept/"
    assert "ვრცელი" in client.get("/en/account/kept/").content.decode()
    # No password is ever kept, and a form of another site comes without the cookie.
    assert client.post("/en/account/password/", {"oldpassword": "secret"}).status_code == 403
    assert "secret" not in client.get("/en/account/kept/").content.decode()
    del client.cookies["portal_browser"]
    assert client.post(REPORTS, TYPED).status_code == 403
