"""From the mail to the role: who may invite whom, and links that are good once."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from ogp_portal.accounts.actions import end_role
from ogp_portal.accounts.enums import ROLES_IN_THE_PROGRAMME, Role
from ogp_portal.accounts.invitations import (
    invite,
    may_give,
    renew_invitation,
    withdraw_invitation,
)
from ogp_portal.accounts.models import Invitation, RoleAssignment, RoleChange, User
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_user

Committing = Callable[..., AbstractContextManager[Any]]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def sent(georgia: Tenant, georgian_contact: User, django_capture_on_commit_callbacks: Committing) -> str:
    """The address in the mail of an invitation as Georgia's agency officer."""
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        invite(
            "Tamar@Example.org",
            "თამარ",
            Role.AGENCY_OFFICER,
            country=georgia.country,
            organisation=georgia.ministry,
            language="ka",
            by=georgian_contact,
        )
    return link_in(str(mail.outbox[-1].body))


def link_in(body: str) -> str:
    parts = urlsplit(re.search(r"http\S+\?key=\S+", body)[0])  # type: ignore[index]
    return f"{parts.path}?{parts.query}"


def accept(client: Client, link: str) -> Any:
    values = {"full_name": "თამარ", "language": "ka", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(link, values)


def test_an_invited_person_opens_an_account_and_is_led_to_the_second_factor(
    sent: str, georgia: Tenant, georgian_contact: User
) -> None:
    assert mail.outbox[-1].to == ["tamar@example.org"]
    assert sent.startswith("/ka/account/invitation/")
    client = Client()
    page = client.get(sent).content.decode()
    assert "Ministry of georgia" in page
    short = {"full_name": "T", "language": "ka", "password1": "short", "password2": "short"}
    assert client.post(sent, short).status_code == 200
    answer = accept(client, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ka/desk/")
    assert client.get("/ka/desk/").headers["Location"] == "/ka/account/second-factor/on/"
    assert client.get("/ka/account/second-factor/on/").status_code == 200
    user = User.objects.get(email="tamar@example.org")
    (held,) = user.assignments.all()
    assert (held.role, held.country_id, held.organisation_id) == (
        Role.AGENCY_OFFICER,
        georgia.country.pk,
        georgia.ministry.pk,
    )
    (change,) = RoleChange.objects.filter(user=user)
    assert (change.has_ended, change.changed_by) == (False, georgian_contact)


def test_the_database_does_not_hold_the_key(sent: str) -> None:
    row = Invitation.objects.values().get()
    assert sent.rpartition("=")[2] not in str(row)


def test_wrong_used_withdrawn_and_expired_links_look_alike(sent: str, georgian_contact: User) -> None:
    def gone(link: str) -> tuple[int, str]:
        answer = Client().get(link)
        return answer.status_code, answer.content.decode().replace(link.rpartition("=")[2], "KEY")

    wrong = gone("/ka/account/invitation/?key=wrong")
    assert wrong[0] == 404
    row = Invitation.objects.get()
    for change in (
        {"withdrawn_at": timezone.now()},
        {"expires_at": timezone.now() - dt.timedelta(seconds=1)},
        {"accepted_at": timezone.now()},
    ):
        before = {name: getattr(row, name) for name in change}
        Invitation.objects.filter(pk=row.pk).update(**change)
        assert gone(sent) == wrong
        assert accept(Client(), sent).status_code == 404
        Invitation.objects.filter(pk=row.pk).update(**before)
    assert User.objects.filter(email="tamar@example.org").exists() is False
    assert gone(sent)[0] == 200


def test_sending_again_makes_a_new_link_and_the_old_one_void(
    sent: str, georgian_contact: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        renew_invitation(Invitation.objects.get(), by=georgian_contact)
    again = link_in(str(mail.outbox[-1].body))
    assert Client().get(sent).status_code == 404
    assert Client().get(again).status_code == 200
    withdraw_invitation(Invitation.objects.get(), by=georgian_contact)
    assert Client().get(again).status_code == 404
    with pytest.raises(NotPossible):
        renew_invitation(Invitation.objects.get(), by=georgian_contact)


def test_who_has_an_account_takes_the_role_with_it(sent: str, georgia: Tenant) -> None:
    tamar = make_user(Role.FORUM_MEMBER, georgia.country, name="tamar")
    assert tamar.email == "tamar@example.org"
    client = Client()
    page = client.get(sent).content.decode()
    assert "/ka/account/sign-in/?next=/ka/account/invitation/" in page.replace("%2F", "/")
    assert client.post(sent).status_code == 200
    other = Client()
    other.force_login(make_user(Role.TRANSLATOR, georgia.country))
    other.post(sent)
    assert list(tamar.assignments.values_list("role", flat=True)) == [Role.FORUM_MEMBER]
    client.force_login(tamar)
    assert client.post(sent).status_code == 302
    assert set(tamar.assignments.values_list("role", flat=True)) == {Role.FORUM_MEMBER, Role.AGENCY_OFFICER}
    assert client.get(sent).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_a_contact_invites_within_the_own_country_only(
    georgia: Tenant, ukraine: Tenant, georgian_contact: User, role: Role
) -> None:
    allowed = role not in {*ROLES_IN_THE_PROGRAMME, Role.IRM_RESEARCHER, Role.CSO_MEMBER}
    assert may_give(georgian_contact, role, georgia.country.pk) is allowed
    assert may_give(georgian_contact, role, ukraine.country.pk) is False
    assert may_give(georgian_contact, role, None) is False
    assert may_give(make_user(Role.ADMINISTRATOR), role, ukraine.country.pk) is True
    assert may_give(make_user(Role.TRANSLATOR, georgia.country), role, georgia.country.pk) is False


def test_into_civil_society_only_the_administrator_invites(georgia: Tenant, georgian_contact: User) -> None:
    """A government that could would read the drafts of whoever watches it."""
    with country_scope(georgia.country):
        place: dict[str, Any] = {"country": georgia.country, "organisation": georgia.cso, "language": "ka"}
        with pytest.raises(NotPossible):
            invite("a@example.org", "A", Role.CSO_MEMBER, by=georgian_contact, **place)
        invite("a@example.org", "A", Role.CSO_MEMBER, by=make_user(Role.ADMINISTRATOR), **place)


def test_a_role_is_offered_once(georgia: Tenant, georgian_contact: User) -> None:
    values: dict[str, Any] = {"country": georgia.country, "language": "ka", "by": georgian_contact}
    invite("a@example.org", "A", Role.TRANSLATOR, **values)
    with pytest.raises(NotPossible, match="invited already"):
        invite("A@example.org", "A", Role.TRANSLATOR, **values)
    holder = make_user(Role.TRANSLATOR, georgia.country)
    with pytest.raises(NotPossible, match="holds the role"):
        invite(holder.email, "B", Role.TRANSLATOR, **values)


def test_an_officer_belongs_to_a_public_body_and_a_member_to_civil_society(
    georgia: Tenant, ukraine: Tenant, georgian_contact: User
) -> None:
    values: dict[str, Any] = {"country": georgia.country, "language": "ka", "by": georgian_contact}
    for role, organisation in [
        (Role.AGENCY_OFFICER, georgia.cso),
        (Role.CSO_MEMBER, georgia.ministry),
        (Role.AGENCY_OFFICER, ukraine.ministry),
        (Role.AGENCY_OFFICER, None),
    ]:
        with pytest.raises(NotPossible):
            invite("a@example.org", "A", role, organisation=organisation, **values)
    assert Invitation.objects.count() == 0


def test_the_last_administrator_stays(georgia: Tenant, georgian_contact: User) -> None:
    first = make_user(Role.ADMINISTRATOR, name="first")
    held = RoleAssignment.objects.get(user=first)
    with pytest.raises(NotPossible, match="last administrator"):
        end_role(held, by=first)
    make_user(Role.ADMINISTRATOR, name="second")
    end_role(held, by=first)
    assert RoleChange.objects.get(user=first).has_ended
    contact = RoleAssignment.objects.get(user=georgian_contact)
    with pytest.raises(NotPossible, match="invite a successor"):
        end_role(contact, by=georgian_contact)


def test_the_first_administrator_is_invited_from_the_command_line(
    db: None, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        call_command("invite_administrator", "Jonas@Example.org", "Jonas", stdout=StringIO())
    accept(Client(), link_in(str(mail.outbox[-1].body)))
    assert User.objects.get(email="jonas@example.org").roles.is_administrator


def test_the_command_says_what_an_address_looks_like(db: None) -> None:
    with pytest.raises(CommandError, match=r"name@example\.org"):
        call_command("invite_administrator", "jonas", "Jonas")
