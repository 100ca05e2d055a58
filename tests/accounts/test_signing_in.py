"""Signing in: password, second factor, and what is told to whom."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from ogp_portal.accounts.enums import STAFF_ROLES, Role
from ogp_portal.accounts.models import RoleAssignment, User
from ogp_portal.accounts.sessions import NOWHERE
from tests.cast import Tenant, make_user

Committing = Callable[..., AbstractContextManager[Any]]
PASSWORD = "correct horse battery staple"
SIGN_IN = "/en/account/sign-in/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def member(georgia: Tenant) -> User:
    """Of a CSO: a role that needs no second factor."""
    return give_password(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso))


@pytest.fixture
def contact(georgian_contact: User) -> tuple[User, str]:
    """A point of contact with a password, and the secret of their app."""
    secret = generate_totp_secret()
    Authenticator.objects.filter(user=georgian_contact).delete()
    TOTP.activate(georgian_contact, secret)
    return give_password(georgian_contact), secret


def sign_in(client: Client, user: User, password: str = PASSWORD, **query: str) -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": password, **query})


def test_a_member_signs_in_with_address_and_password(member: User) -> None:
    client = Client(headers={"user-agent": FIREFOX})
    answer = client.post(SIGN_IN, {"login": f" {member.email.replace('m', 'M')} ", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/desk/")
    assert client.get("/en/desk/").status_code == 200


def test_signing_in_leads_home_in_the_persons_language(member: User) -> None:
    member.language = "ka"
    member.save()
    assert sign_in(Client(), member).headers["Location"] == "/ka/desk/"


def test_a_second_factor_is_asked_for_before_anything_opens(contact: tuple[User, str]) -> None:
    user, secret = contact
    client = Client()
    assert sign_in(client, user, next="/en/reports/").headers["Location"] == "/en/account/sign-in/code/"
    assert client.get("/en/reports/").status_code == 302
    wrong = client.post("/en/account/sign-in/code/", {"code": "000000"})
    assert "The code is not right." in wrong.content.decode()
    answer = client.post("/en/account/sign-in/code/", {"code": code_now(secret)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/reports/")
    assert client.get("/en/reports/").status_code == 200


def test_a_recovery_code_opens_once(contact: tuple[User, str]) -> None:
    user, _ = contact
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        sign_in(client, user)
        assert client.post("/en/account/sign-in/code/", {"code": code}).status_code == expected


def test_a_wrong_password_and_an_unknown_address_are_told_alike(member: User, georgia: Tenant) -> None:
    gone = give_password(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "gone"))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    nobody = User(email="nobody@example.org")
    pages = []
    for user, password in [(member, "wrong"), (nobody, PASSWORD), (gone, PASSWORD)]:
        answer = sign_in(Client(), user, password)
        assert answer.status_code == 200
        page = answer.content.decode().replace(user.email, "ADDRESS")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page))
    assert pages[0] == pages[1] == pages[2]
    assert "The e-mail address or the password is not right." in pages[0]


def test_the_demonstrations_cast_has_no_way_in_once_it_is_off(member: User, settings: Any) -> None:
    User.objects.filter(pk=member.pk).update(is_demo=True)
    assert sign_in(Client(), member).status_code == 302
    settings.PORTAL_DEMO = False
    assert sign_in(Client(), member).status_code == 200


def test_guessing_is_stopped_for_a_while(member: User) -> None:
    client = Client()
    for _ in range(5):
        assert "is not right" in sign_in(client, member, "guess").content.decode()
    assert "Too many attempts." in sign_in(client, member).content.decode()


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_without_a_second_factor_is_led_to_it(georgia: Tenant, role: Role) -> None:
    country = (
        None
        if role in {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.GRANT_MANAGER, Role.ASSESSOR}
        else georgia.country
    )
    organisation = georgia.ministry if role == Role.AGENCY_OFFICER else None
    user = make_user(role, country, organisation)
    Authenticator.objects.filter(user=user).delete()
    client = Client()
    client.force_login(user)
    answer = client.get("/en/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/account/second-factor/on/")
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/en/desk/").status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - STAFF_ROLES))
def test_others_may_do_without(georgia: Tenant, role: Role) -> None:
    user = make_user(role, georgia.country, georgia.cso if role == Role.CSO_MEMBER else None)
    client = Client()
    client.force_login(user)
    assert client.get("/en/desk/").status_code == 200


def test_turning_on_the_second_factor_gives_codes_once_and_leads_on(
    georgian_contact: User, django_capture_on_commit_callbacks: Committing
) -> None:
    Authenticator.objects.all().delete()
    give_password(georgian_contact)
    client = Client()
    assert sign_in(client, georgian_contact).headers["Location"] == "/en/desk/"
    activate = client.get("/en/reports/").headers["Location"]
    page = client.get(activate)
    assert page.status_code == 200
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    assert "The code is not right." in client.post(activate, {"code": "000000"}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(activate, {"code": code_now(secret)})
    assert done.headers["Location"] == "/en/account/recovery-codes/"
    assert [sent.subject for sent in mail.outbox] == ["The second factor is on"]
    shown = client.get("/en/account/recovery-codes/")
    codes = shown.context["unused_codes"]
    assert len(set(codes)) == 10
    assert 'href="/en/reports/"' in shown.content.decode()
    again = client.get("/en/account/recovery-codes/").content.decode()
    assert [code for code in codes if code in again] == []
    assert client.get("/en/reports/").status_code == 200
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)


def test_turning_it_off_ends_the_other_sessions(contact: tuple[User, str]) -> None:
    user, _ = contact
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    off = "/en/account/second-factor/off/"
    asked = clients[0].get(off).headers["Location"]
    assert asked.startswith("/en/account/again/password/")
    assert clients[0].post(asked, {"password": "wrong"}).status_code == 200
    assert clients[0].post(asked, {"password": PASSWORD}).headers["Location"] == off
    assert clients[0].post(off).status_code == 302
    assert clients[0].get("/en/account/").status_code == 200
    assert clients[1].get("/en/account/").status_code == 302
    assert clients[0].get("/en/desk/").headers["Location"] == "/en/account/second-factor/on/"


def test_a_new_password_comes_by_mail_in_the_persons_language(
    member: User, django_capture_on_commit_callbacks: Committing
) -> None:
    User.objects.filter(pk=member.pk).update(language="ka")
    client = Client()
    pages = []
    for address in (member.email, "nobody@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/en/account/password/reset/", {"email": address}, follow=True)
        pages.append(answer.content)
    assert pages[0] == pages[1]
    (sent,) = mail.outbox
    assert sent.to == [member.email]
    link = urlsplit(re.search(r"http\S+/password/reset/\S+", str(sent.body))[0]).path  # type: ignore[index]
    assert link.startswith("/ka/account/")
    fresh = Client()
    form = fresh.get(link).headers["Location"]
    assert "set-password" in form
    for first, second in [
        ("short", "short"),
        ("123456789012", "123456789012"),
        ("one good password", "another"),
    ]:
        assert fresh.post(form, {"password1": first, "password2": second}).status_code == 200
    new = "a wholly new password"
    assert fresh.post(form, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(Client(), member, new).status_code == 302
    assert sign_in(Client(), member).status_code == 200
    used = Client().get(link)
    assert used.status_code == 200
    assert reverse("account_reset_password") not in used.headers.get("Location", "")


def test_changing_the_password_ends_other_sessions(member: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, member)
    new = "a wholly new password"
    values = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    wrong = here.post("/en/account/password/", {**values, "oldpassword": "x"})
    assert "This is not your present password." in wrong.content.decode()
    assert here.post("/en/account/password/", values).status_code == 302
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302


def test_the_list_of_sessions_knows_kind_and_day_only(member: User) -> None:
    here = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.7")
    there = Client(headers={"user-agent": "Mozilla/5.0 Chrome/120 Safari/537"})
    for client in (here, there):
        sign_in(client, member)
    rows = list(UserSession.objects.filter(user=member))
    assert sorted((row.user_agent, row.ip, row.created_at.hour, row.created_at.minute) for row in rows) == [
        ("Chrome", NOWHERE, 0, 0),
        ("Firefox", NOWHERE, 0, 0),
    ]
    page = here.get("/en/account/sessions/").content.decode()
    assert page.count("Firefox") == page.count("Chrome") == 1
    assert "203.0.113.7" not in page
    here.post("/en/account/sessions/")
    assert here.get("/en/account/sessions/").status_code == 200
    assert there.get("/en/account/").status_code == 302


def test_somebody_anonymous_is_led_to_sign_in_and_back(member: User) -> None:
    client = Client()
    asked = client.get("/en/desk/?a=1&b=2").headers["Location"]
    assert urlsplit(asked).path == SIGN_IN
    assert parse_qs(urlsplit(asked).query)["next"] == ["/en/desk/?a=1&b=2"]
    assert sign_in(client, member, next="/en/desk/?a=1&b=2").headers["Location"] == "/en/desk/?a=1&b=2"


def test_nobody_is_led_to_another_site(member: User) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert sign_in(Client(), member, next=elsewhere).headers["Location"] == "/en/desk/"


def test_a_person_without_roles_reaches_their_account(member: User) -> None:
    RoleAssignment.objects.all().delete()
    client = Client()
    assert sign_in(client, member).headers["Location"] == "/en/account/"
    assert client.get("/en/account/").status_code == 200
    assert client.get("/en/desk/").status_code == 403


def test_logs_and_headers_hold_no_secret(contact: tuple[User, str], caplog: pytest.LogCaptureFixture) -> None:
    user, secret = contact
    client = Client()
    sign_in(client, user, "a wrong secret password")
    answer = sign_in(client, user)
    client.post("/en/account/sign-in/code/", {"code": "123123"})
    told = caplog.text + str(answer.headers)
    for hidden in (user.email, PASSWORD, "a wrong secret password", secret, "123123"):
        assert hidden not in told
