"""Organisations of civil society: registering, being let in, and standing under an alias."""

import datetime as dt
import re
import secrets
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.enums import ReportState
from monitoring.models import CsoRating
from ogp_portal.accounts.enums import OrganisationState, Role, SafetyMode
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, RoleAssignment, RoleChange, User
from ogp_portal.accounts.organisations import confirm_organisation, decline_organisation
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.languages.fields import set_texts, text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope, every_country
from ogp_portal.translation.editing import TextEdit, versions
from ogp_portal.translation.models import TextState
from ogp_portal.translation.organisations import (
    Newcomer,
    Registration,
    edit_organisation,
    forget_unproven,
    give_up_alias,
    register_by_newcomer,
    register_organisation,
    take_alias,
)
from ogp_portal.web.visitors import opened_at
from tests.cast import Tenant, make_user

TRUE_NAME = "Committee of Mothers of Marjanishvili Street"
ALIAS = "Observer 7"
PASSWORD = "a lantern under seven stairs"


def form(**more: str) -> dict[str, str]:
    """What a newcomer sends."""
    return {
        "text_language": "ka",
        "name": TRUE_NAME,
        "safety_mode": "open",
        "about": "We read registers.",
        "full_name": "Nino Beridze",
        "email": "nino@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "opened": opened_at(timezone.now().timestamp() - 60),
        **more,
    }


def somewhere() -> str:
    """A network of its own: visitors are counted in Redis, which outlives a test."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def register(client: Client, language: str = "en", network: str = "", **more: str) -> Any:
    url = f"/{language}/georgia/organisations/register/"
    return client.post(url, form(**more), REMOTE_ADDR=network or somewhere())


def registered(tenant: Tenant) -> list[Organisation]:
    with country_scope(tenant.country):
        return list(Organisation.objects.filter(registered_by__isnull=False).order_by("pk"))


def link_in(body: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+key=\S+)", body)
    assert found
    return found[1]


@pytest.fixture
def mails(django_capture_on_commit_callbacks: Any) -> Any:
    """Runs a step and gives the mails that it sent."""

    def sent(step: Any) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step()
        return list(mail.outbox)

    return sent


def test_a_newcomer_registers_an_organisation_that_waits(georgia: Tenant, client: Client, mails: Any) -> None:
    (sent,) = mails(lambda: register(client, "ka"))
    (organisation,) = registered(georgia)
    user = User.objects.get(email="nino@example.org")
    assert (text_in(organisation, "name", "ka"), text_in(organisation, "about", "ka")) == (
        TRUE_NAME,
        "We read registers.",
    )
    assert (organisation.state, organisation.safety_mode) == (OrganisationState.PENDING, SafetyMode.OPEN)
    assert (user.is_active, user.language, user.check_password(PASSWORD)) == (False, "ka", True)
    place = {"role": Role.CSO_MEMBER, "country": georgia.country, "organisation_id": organisation.pk}
    assert RoleAssignment.objects.filter(user=user, **place).count() == 1
    assert RoleChange.objects.filter(user=user, has_ended=False, **place).count() == 1
    assert sent.to == ["nino@example.org"]
    assert client.get(f"/en/georgia/organisations/{organisation.pk}/").status_code == 404


def test_the_link_of_the_mail_opens_the_account_once(georgia: Tenant, client: Client, mails: Any) -> None:
    (sent,) = mails(lambda: register(client))
    link, user = link_in(sent.body), User.objects.get(email="nino@example.org")
    assert client.get(link).status_code == 200
    user.refresh_from_db()
    assert not user.is_active, "a GET opens nothing"
    assert "You can sign in now." in client.post(link).content.decode()
    user.refresh_from_db()
    assert user.is_active
    user.is_active, user.last_login = False, timezone.now()
    user.save()
    assert "This link no longer opens the account." in client.post(link).content.decode()
    assert client.get(link.replace("key=", "key=9")).status_code == 404


def test_a_registration_that_nobody_confirms_is_forgotten_after_a_week(
    georgia: Tenant, client: Client, mails: Any
) -> None:
    mails(lambda: register(client))
    (proven,) = mails(lambda: register(client, email="tamar@example.org", name="Another register"))
    client.post(link_in(proven.body))
    assert forget_unproven(timezone.now()) == 0
    assert forget_unproven(timezone.now() + dt.timedelta(days=8)) == 1
    assert [row.registered_by.email for row in registered(georgia) if row.registered_by] == [
        "tamar@example.org"
    ]
    assert not User.objects.filter(email="nino@example.org").exists()
    with country_scope(georgia.country):
        known = set(
            TextState.objects.filter(model="accounts.organisation").values_list("object_id", flat=True)
        )
    assert known == {row.pk for row in registered(georgia)}


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(
    georgia: Tenant, client: Client, mails: Any
) -> None:
    known = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "known person")
    answers = []
    for email in ("unknown@example.org", known.email):
        sent = mails(lambda email=email: answers.append(register(client, email=email)))
        assert [m.to for m in sent] == [[email]]
    assert [(a.status_code, a.url) for a in answers] == [
        (302, "/en/georgia/organisations/register/sent/")
    ] * 2
    assert len(registered(georgia)) == 1
    assert "You have an account with it already" in sent[0].body


def test_whoever_owns_the_address_starts_anew_where_somebody_else_gave_it(
    georgia: Tenant, client: Client, mails: Any
) -> None:
    mails(lambda: register(client, name="Of somebody else", password1="x" * 14, password2="x" * 14))
    (sent,) = mails(lambda: register(client))
    (organisation,) = registered(georgia)
    assert text_in(organisation, "name", "ka") == TRUE_NAME
    client.post(link_in(sent.body))
    user = User.objects.get(email="nino@example.org")
    assert (user.is_active, user.check_password(PASSWORD)) == (True, True)


def test_robots_and_hasty_forms_are_sent_back(georgia: Tenant, client: Client) -> None:
    for wrong in ({"comment_link": "https://spam.example"}, {"opened": opened_at()}, {"opened": "forged"}):
        assert register(client, **wrong).status_code == 200
    assert registered(georgia) == []


def test_one_network_registers_five_an_hour(georgia: Tenant, client: Client) -> None:
    here = somewhere()
    statuses = [register(client, network=here, email=f"n{n}@example.org").status_code for n in range(6)]
    assert statuses == [302] * 5 + [429]
    assert register(client).status_code == 302, "another network is not counted with it"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"alias": ""}, "Type the alias"),
        ({"alias": f"{TRUE_NAME} 2"}, "The alias holds the name"),
        ({"about": f"We are the {TRUE_NAME}."}, "The text holds the organisation&#x27;s true name"),
        ({"website": "https://mothers.example"}, "Leave this empty under an alias"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "something else entirely"}, "not the same"),
        ({"text_language": "xx"}, "xx"),
    ],
)
def test_what_would_give_the_name_away_is_refused(
    georgia: Tenant, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = register(client, **{"safety_mode": "alias", "alias": ALIAS, **wrong})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert registered(georgia) == []


def member_and_organisation(tenant: Tenant, *, alias: str = "") -> tuple[User, Organisation]:
    user = User.objects.create_user("member@example.org", full_name="Member of It", password=PASSWORD)
    registration = Registration("en", TRUE_NAME, alias=alias, about="We read registers.", org_id="GE-1")
    with country_scope(tenant.country):
        made = register_organisation(registration, country_id=tenant.country.pk, by=user)
    return user, made


def test_a_contact_confirms_what_stands_under_its_own_name(
    georgia: Tenant, georgian_contact: User, client: Client, mails: Any
) -> None:
    user, organisation = member_and_organisation(georgia)
    client.force_login(georgian_contact)
    (sent,) = mails(lambda: client.post(reverse("desk:organisation_confirm", args=[organisation.pk])))
    assert (sent.to, TRUE_NAME in sent.body) == ([user.email], True)
    page = client.get(f"/en/georgia/organisations/{organisation.pk}/")
    assert (page.status_code, TRUE_NAME in page.content.decode()) == (200, True)
    with country_scope(georgia.country), pytest.raises(NotPossible, match="already confirmed"):
        confirm_organisation(organisation, by=georgian_contact)


def test_a_decline_has_a_reason_and_its_mail(
    georgia: Tenant, georgian_contact: User, client: Client, mails: Any
) -> None:
    _, organisation = member_and_organisation(georgia)
    client.force_login(georgian_contact)
    url = reverse("desk:organisation_decline", args=[organisation.pk])
    assert "Type the reason" in client.post(url, {}).content.decode()
    (sent,) = mails(lambda: client.post(url, {"reason": "No such street."}))
    assert "No such street." in sent.body
    with country_scope(georgia.country):
        organisation.refresh_from_db()
        assert organisation.state == OrganisationState.DECLINED
        with pytest.raises(NotPossible, match="waits to be confirmed"):
            decline_organisation(organisation, reason="Again", by=georgian_contact)


def test_nobody_decides_on_what_they_registered(georgia: Tenant) -> None:
    user, organisation = member_and_organisation(georgia)
    RoleAssignment.objects.create(user=user, role=Role.ADMINISTRATOR)
    with country_scope(georgia.country), pytest.raises(NotPossible, match="somebody else decides"):
        confirm_organisation(organisation, by=user)


def test_who_acts_for_the_government_registers_nothing(
    georgia: Tenant, georgian_contact: User, client: Client
) -> None:
    client.force_login(georgian_contact)
    assert "You act for the government" in client.get("/en/georgia/organisations/register/").content.decode()
    register(client)
    assert registered(georgia) == []


def test_a_pending_alias_waits_for_the_administrator_alone(
    georgia: Tenant, georgian_contact: User, client: Client
) -> None:
    _, organisation = member_and_organisation(georgia, alias=ALIAS)
    page = reverse("desk:organisation", args=[organisation.pk])
    client.force_login(georgian_contact)
    assert client.get(page).status_code == 404
    assert ALIAS not in client.get(reverse("desk:organisation_list")).content.decode()
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert TRUE_NAME in client.get(page).content.decode()
    assert ALIAS in client.get(reverse("desk:organisation_list")).content.decode()
    client.post(reverse("desk:organisation_confirm", args=[organisation.pk]))
    assert ALIAS in client.get(f"/en/georgia/organisations/{organisation.pk}/").content.decode()


def test_a_member_edits_in_one_language_and_the_ledger_knows(georgia: Tenant, client: Client) -> None:
    user, organisation = member_and_organisation(georgia)
    client.force_login(user)
    url = reverse("desk:organisation_edit", args=[organisation.pk, "uk"])
    with country_scope(georgia.country):
        base = versions(organisation, ["name", "about"], "uk")
    data = {
        "name": "Комітет",
        "about": "Читаємо реєстри.",
        "website": "https://example.org/",
        "office_email": "",
    }
    sent = {**data, **{f"base_{name}": version for name, version in base.items()}}
    assert client.post(url, sent).status_code == 302
    with country_scope(georgia.country):
        organisation.refresh_from_db()
        states = dict(
            TextState.objects.filter(model="accounts.organisation", object_id=organisation.pk).values_list(
                "language", "state"
            )
        )
    assert (text_in(organisation, "name", "uk"), organisation.website) == ("Комітет", "https://example.org/")
    assert states == {"en": "approved", "uk": "draft"}


def test_two_members_of_one_organisation_lose_nothing(georgia: Tenant, client: Client) -> None:
    user, organisation = member_and_organisation(georgia)
    client.force_login(user)
    with country_scope(georgia.country):
        base = versions(organisation, ["name", "about"], "en")
        edit = TextEdit("en", {"name": TRUE_NAME, "about": "Theirs."}, base)
        edit_organisation(organisation, edit, website="", office_email="", by=user)
    url = reverse("desk:organisation_edit", args=[organisation.pk, "en"])
    sent = {"name": TRUE_NAME, "about": "Yours.", **{f"base_{k}": v for k, v in base.items()}}
    page = client.post(url, sent).content.decode()
    assert "Theirs." in page
    assert "Yours." in page
    again = {**sent, "base_about": re.search(r'name="base_about" value="(\w+)"', page)[1]}  # type: ignore[index]
    assert client.post(url, again).status_code == 302


def test_an_alias_takes_the_place_of_the_name_everywhere_at_once(georgia: Tenant, client: Client) -> None:
    user, organisation = member_and_organisation(georgia)
    with country_scope(georgia.country):
        organisation.state = OrganisationState.CONFIRMED
        set_texts(organisation, "name", {"uk": "Комітет"})
        organisation.website = "https://example.org/"
        organisation.save()
    url = f"/en/georgia/organisations/{organisation.pk}/"
    assert TRUE_NAME in client.get(url).content.decode()
    client.force_login(user)
    page = reverse("desk:organisation_alias", args=[organisation.pk])
    assert client.post(page, {"alias": ALIAS, "language": "en"}).status_code == 302
    with country_scope(georgia.country):
        organisation.refresh_from_db()
        identity = OrganisationIdentity.objects.get(organisation=organisation)
        assert TextState.objects.filter(object_id=organisation.pk, field="name").count() == 1
    assert (identity.legal_name, identity.org_id) == (TRUE_NAME, "GE-1")
    assert (
        text_in(organisation, "name", "en"),
        text_in(organisation, "name", "uk"),
        organisation.org_id,
    ) == (ALIAS, "", "")
    for language in LANGUAGES:
        text = Client().get(f"/{language}/georgia/organisations/{organisation.pk}/").content.decode()
        assert (ALIAS in text, TRUE_NAME in text, "Комітет" in text) == (True, False, False)
    assert client.post(page, {"language": "en"}).status_code == 403, "only the administrator brings it back"
    with country_scope(georgia.country):
        give_up_alias(organisation, language="ka", by=make_user(Role.ADMINISTRATOR))
        organisation.refresh_from_db()
        assert (
            text_in(organisation, "name", "ka"),
            text_in(organisation, "name", "en"),
            organisation.org_id,
        ) == (TRUE_NAME, "", "GE-1")
        assert OrganisationIdentity.objects.count() == 0


def test_an_alias_is_refused_while_the_description_names_the_organisation(georgia: Tenant) -> None:
    user, organisation = member_and_organisation(georgia)
    with country_scope(georgia.country):
        set_texts(organisation, "about", {"ka": f"ჩვენ ვართ {TRUE_NAME}"})
        organisation.save()
        with pytest.raises(NotPossible, match="description names"):
            take_alias(organisation, alias=ALIAS, language="en", by=user)
        set_texts(organisation, "about", {"ka": ""})
        organisation.save()
        with pytest.raises(NotPossible, match="alias holds"):
            take_alias(organisation, alias=f"Not {TRUE_NAME}", language="en", by=user)


def test_no_page_mail_or_header_holds_a_true_name(
    georgia: Tenant, georgian_contact: User, ukrainian_contact: User, officer: User, mails: Any
) -> None:
    """Data that could leak: a confirmed organisation under an alias that has rated, with its identity."""
    user, organisation = member_and_organisation(georgia, alias=ALIAS)
    sent = []
    with country_scope(georgia.country):
        sent += mails(lambda: confirm_organisation(organisation, by=make_user(Role.ADMINISTRATOR)))
        CsoRating.objects.create(
            country=georgia.country,
            organisation=organisation,
            commitment=georgia.commitment,
            completion=2,
            rationale_en="Half of it.",
            rated_on=timezone.localdate(),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
        )
    assert sent
    assert not [m for m in sent if TRUE_NAME in f"{m.subject}{m.body}{m.extra_headers}"]
    rival = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "rival")
    forum = make_user(Role.FORUM_MEMBER, georgia.country)
    translator = make_user(Role.TRANSLATOR, georgia.country)
    for person in (None, georgian_contact, ukrainian_contact, officer, rival, forum, translator):
        found = crawled(person)
        assert any(ALIAS in text for text in found.values()), "the alias is read where the name would be"
        assert [path for path, text in found.items() if TRUE_NAME in text] == []
    desk = reverse("desk:organisation", args=[organisation.pk])
    for person in (user, User.objects.get(assignments__role=Role.ADMINISTRATOR)):
        client = Client()
        client.force_login(person)
        assert TRUE_NAME in client.get(desk).content.decode(), "positive control"


LINK = re.compile(r'href="(/en/[^"#]*)"')


def crawled(person: User | None) -> dict[str, str]:
    """Every page that links lead to, with its headers; from the home page, the country and the desk."""
    client = Client()
    if person is not None:
        client.force_login(person)
    found: dict[str, str] = {}
    ahead = ["/en/", "/en/georgia/", "/en/georgia/organisations/", "/en/desk/", "/en/desk/organisations/"]
    while ahead:
        # In rings around where it begins, and each page in one order only: a desk's lists have hundreds.
        path = ahead.pop(0).partition("?")[0]
        if path in found or len(found) > 400:
            continue
        answer = client.get(path)
        text = answer.getvalue().decode(errors="replace")
        found[path] = f"{answer.headers}{text}"
        ahead += LINK.findall(text) if answer.status_code == 200 else []
    return found


def test_the_identity_is_no_public_row(georgia: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('portal_anonymous', 'accounts_organisationidentity', 'SELECT')"
        )
        assert cursor.fetchone() == (False,)


def test_the_list_at_the_desk_asks_as_often_for_three_as_for_one(
    georgia: Tenant, georgian_contact: User, client: Client, django_assert_num_queries: Any
) -> None:
    client.force_login(georgian_contact)
    url = reverse("desk:organisation_list")
    client.get(url)
    counted = []
    for n in (1, 2):
        with country_scope(georgia.country):
            for k in range(n):
                Organisation.objects.create(country=georgia.country, kind="cso", name_en=f"More {n}{k}")
        with django_assert_num_queries(10, exact=False) as captured:
            assert client.get(url).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_registrations_of_one_country_stay_in_it(georgia: Tenant, ukraine: Tenant) -> None:
    newcomer = Newcomer("n@example.org", "N", PASSWORD)
    with country_scope(georgia.country):
        register_by_newcomer(Registration("ka", TRUE_NAME), newcomer, country_id=georgia.country.pk)
    assert len(registered(georgia)) == 1
    assert registered(ukraine) == []
    with every_country():
        assert Organisation.objects.filter(registered_by__isnull=False).count() == 1
