"""User administration: who sees whom, and what an ended role leaves behind."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.models import Commitment
from ogp_portal.accounts.actions import end_role, give_role
from ogp_portal.accounts.enums import Role, SafetyMode
from ogp_portal.accounts.models import Invitation, RoleAssignment, RoleChange, User
from ogp_portal.desk.models import Draft
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_user

Committing = Callable[..., AbstractContextManager[Any]]
PEOPLE = "/en/desk/people/"


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def agency(georgia: Tenant) -> User:
    """Who reports on Georgia's commitment."""
    user = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "Agency")
    with country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(officer=user)
        Draft.objects.create(country=georgia.country, user=user, form="commitment:1:ka", values={"a": "b"})
    return user


def test_a_contact_sees_the_people_of_the_own_country_only(
    georgia: Tenant, georgian_contact: User, ukrainian_contact: User, agency: User
) -> None:
    administrator = make_user(Role.ADMINISTRATOR, name="Adm Inistrator")
    client = client_of(georgian_contact)
    page = client.get(PEOPLE).content.decode()
    assert agency.full_name in page
    for hidden in (ukrainian_contact, administrator):
        assert hidden.full_name not in page
        assert client.get(reverse("desk:person", args=[hidden.pk])).status_code == 404
    everybody = client_of(administrator).get(PEOPLE).content.decode()
    assert ukrainian_contact.full_name in everybody
    assert agency.full_name in everybody


@pytest.mark.parametrize("mode", SafetyMode)
def test_members_of_civil_society_are_known_to_no_government(
    georgia: Tenant, georgian_contact: User, mode: SafetyMode
) -> None:
    with country_scope(georgia.country):
        georgia.cso.safety_mode = mode
        georgia.cso.save()
    watcher = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Hidden Watcher")
    held = RoleAssignment.objects.get(user=watcher)
    client = client_of(georgian_contact)
    assert "Hidden Watcher" not in client.get(PEOPLE).content.decode()
    assert client.get(reverse("desk:person", args=[watcher.pk])).status_code == 404
    assert client.get(reverse("desk:role_end", args=[held.pk])).status_code == 404
    assert "Watch of georgia" not in client.get(reverse("desk:invite")).content.decode()
    # In a role of the country they are known, and still not as the watchers they are.
    give_role(watcher, Role.FORUM_MEMBER, georgia.country.pk, None, by=None)
    page = client.get(reverse("desk:person", args=[watcher.pk])).content.decode()
    assert "forum member" in page
    assert "member of a civil society organisation" not in page
    assert "Last signed in" not in page
    administrator = client_of(make_user(Role.ADMINISTRATOR))
    assert "Watch of georgia" in administrator.get(reverse("desk:person", args=[watcher.pk])).content.decode()


def test_a_contact_invites_and_the_mail_is_in_the_invited_persons_language(
    georgia: Tenant, georgian_contact: User, django_capture_on_commit_callbacks: Committing
) -> None:
    client = client_of(georgian_contact)
    values = {
        "email": "new@example.org",
        "full_name": "ახალი",
        "role": Role.AGENCY_OFFICER.value,
        "country": georgia.country.pk,
        "organisation": georgia.ministry.pk,
        "language": "ka",
    }
    refused = client.post(reverse("desk:invite"), {**values, "organisation": ""}).content.decode()
    assert "Choose an organisation of the country." in refused
    beyond = client.post(reverse("desk:invite"), {**values, "role": Role.ADMINISTRATOR.value})
    assert beyond.status_code == 200
    assert Invitation.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("desk:invite"), values).headers["Location"] == PEOPLE
    (sent,) = mail.outbox
    assert "/ka/account/invitation/" in sent.body
    assert "ახალი" in client.get(PEOPLE).content.decode()


def test_ending_a_role_shows_what_is_left_and_hands_it_over(
    georgia: Tenant,
    georgian_contact: User,
    agency: User,
    django_capture_on_commit_callbacks: Committing,
) -> None:
    successor = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "Successor")
    elsewhere = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.cso, "Elsewhere")
    held = RoleAssignment.objects.get(user=agency)
    url = reverse("desk:role_end", args=[held.pk])
    client = client_of(georgian_contact)
    page = client.get(url).content.decode()
    assert "Publish the register of owners" in page
    assert "1 form typed and not saved" in page
    assert "Successor" in page
    assert "Elsewhere" not in page
    assert client.post(url, {"handed_to": elsewhere.pk}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"handed_to": successor.pk}).headers["Location"] == PEOPLE
    with country_scope(georgia.country):
        assert Commitment.objects.get(pk=georgia.commitment.pk).officer == successor
        assert Draft.objects.get().user == successor
    change = RoleChange.objects.get(user=agency)
    assert (change.has_ended, change.handed_to, change.changed_by) == (True, successor, georgian_contact)
    assert [sent.to for sent in mail.outbox] == [[agency.email]]
    assert not agency.assignments.exists()


def test_what_a_watcher_typed_goes_to_nobody_in_another_role(georgia: Tenant, georgian_contact: User) -> None:
    watcher = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Watcher")
    colleague = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Colleague")
    seat = give_role(watcher, Role.FORUM_MEMBER, georgia.country.pk, None, by=None)
    other = make_user(Role.FORUM_MEMBER, georgia.country, name="Other")
    with country_scope(georgia.country):
        for form in ("evidence:new:1", "rating:2:ka", "plan:1:ka"):
            Draft.objects.create(country=georgia.country, user=watcher, form=form)
    url = reverse("desk:role_end", args=[seat.pk])
    client_of(georgian_contact).post(url, {"handed_to": other.pk})
    with country_scope(georgia.country):
        assert list(Draft.objects.filter(user=other).values_list("form", flat=True)) == ["plan:1:ka"]
    held = RoleAssignment.objects.get(user=watcher)
    url = reverse("desk:role_end", args=[held.pk])
    assert client_of(georgian_contact).get(url).status_code == 404
    client_of(make_user(Role.ADMINISTRATOR)).post(url, {"handed_to": colleague.pk})
    with country_scope(georgia.country):
        forms = Draft.objects.filter(user=colleague).order_by("form").values_list("form", flat=True)
        assert list(forms) == ["evidence:new:1", "rating:2:ka"]


def test_without_a_successor_the_page_says_so(georgia: Tenant, georgian_contact: User, agency: User) -> None:
    held = RoleAssignment.objects.get(user=agency)
    url = reverse("desk:role_end", args=[held.pk])
    client = client_of(georgian_contact)
    assert "Nobody else holds this role here." in client.get(url).content.decode()
    client.post(url)
    with country_scope(georgia.country):
        assert Commitment.objects.get(pk=georgia.commitment.pk).officer is None


def test_the_last_administrator_cannot_be_ended_or_closed(db: None) -> None:
    user = make_user(Role.ADMINISTRATOR)
    client = client_of(user)
    url = reverse("desk:role_end", args=[RoleAssignment.objects.get(user=user).pk])
    assert "last administrator" in client.get(url).content.decode()
    client.post(url)
    client.post(reverse("desk:person_account", args=[user.pk]))
    user.refresh_from_db()
    assert user.is_active
    assert user.assignments.exists()


def test_a_closed_account_has_no_session_left(georgia: Tenant, agency: User) -> None:
    administrator, session = client_of(make_user(Role.ADMINISTRATOR)), client_of(agency)
    assert session.get("/en/account/").status_code == 200
    url = reverse("desk:person_account", args=[agency.pk])
    administrator.post(url)
    assert session.get("/en/account/").status_code == 302
    administrator.post(url)
    assert session.get("/en/account/").status_code == 302
    assert client_of(agency).get("/en/account/").status_code == 200


def test_the_log_names_nobody_beyond_the_country(
    georgia: Tenant, georgian_contact: User, agency: User
) -> None:
    administrator = make_user(Role.ADMINISTRATOR, name="Adm Inistrator")
    give_role(agency, Role.FORUM_MEMBER, georgia.country.pk, None, by=administrator)
    end_role(
        RoleAssignment.objects.get(user=agency, role=Role.FORUM_MEMBER),
        by=georgian_contact,
        handed_to=georgian_contact,
    )
    url = reverse("desk:person", args=[agency.pk])
    page = client_of(georgian_contact).get(url).content.decode()
    assert "Role ended" in page
    assert "Adm Inistrator" not in page
    assert "Adm Inistrator" in client_of(administrator).get(url).content.decode()


def test_the_lists_ask_as_much_for_three_as_for_one(
    georgia: Tenant, georgian_contact: User, agency: User
) -> None:
    client = client_of(georgian_contact)
    person = reverse("desk:person", args=[agency.pk])
    counted = []
    for round_ in range(2):
        for number in range(2 * round_ + 1):
            name = f"Member {round_} {number}"
            member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, name)
            give_role(member, Role.FORUM_MEMBER, georgia.country.pk, None, by=georgian_contact)
            client.post(
                reverse("desk:invite"),
                {
                    "email": f"i{round_}{number}@example.org",
                    "full_name": name,
                    "role": Role.FORUM_MEMBER.value,
                    "country": georgia.country.pk,
                    "language": "ka",
                },
            )
        for url in (PEOPLE, person):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counted.append(len(captured))
    assert counted[:2] == counted[2:]
    assert max(counted) < 20
