"""Who changed what, for those who may know; an earlier text put back as a new change."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.enums import ReportState
from commitments.models import Commitment, ProgressUpdate, PublicChange
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from tests.cast import Tenant, make_user

FIRST, THEN, LAST = "Publish the register of owners", "Publish the whole register", "Hide the register"


@pytest.fixture
def commitment(georgia: Tenant, georgian_contact: User) -> Commitment:
    """Its English title was changed twice, its lead once."""
    for title in (THEN, LAST):
        change(georgia.commitment, georgian_contact, title=title)
    with country_scope(georgia.country), acting(georgian_contact):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(
            lead=None, ends_text="2025-12-31", values=["civic_participation"]
        )
    return georgia.commitment


def change(row: Any, by: User, language: str = "en", **texts: str) -> None:
    with country_scope(row.country), acting(by):
        now = locked(row)
        save_texts(now, TextEdit(language, texts, versions(now, texts, language)), by=by, main_language="ka")


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def url(row: Any, name: str = "history") -> str:
    return reverse(f"desk:{name}", args=[row._meta.model_name, row.pk])


def read(user: User, row: Any) -> str:
    answer = signed_in(user).get(url(row))
    assert answer.status_code == 200
    return re.sub(r'<span class="vh".*?</span>', "", answer.content.decode())


def test_history_says_who_changed_which_field_from_what_to_what(
    commitment: Commitment, georgian_contact: User
) -> None:
    page = read(georgian_contact, commitment)
    assert "<del>Publish</del> <ins>Hide</ins> the <del>whole</del> register" in page
    assert "English" in page
    assert georgian_contact.full_name in page
    assert "<del>Ministry of georgia</del>" in page
    assert "<ins>civic participation</ins>" in page
    assert "<ins>31 December 2025</ins>" in page


def test_history_shows_translators_the_texts_alone(commitment: Commitment, georgia: Tenant) -> None:
    page = read(make_user(Role.TRANSLATOR, georgia.country), commitment)
    assert "<ins>Hide</ins>" in page
    assert "Ministry of georgia" not in page


def test_history_asks_as_much_for_thirty_changes_as_for_two(georgia: Tenant, georgian_contact: User) -> None:
    commitment, client, counted = georgia.commitment, signed_in(georgian_contact), []
    for titles in (range(2), range(40)):
        for title in titles:
            change(commitment, georgian_contact, title=f"Title {title}")
        client.get(url(commitment))
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url(commitment))
        counted.append(len(captured))
    assert counted[0] == counted[1] < 20
    assert "Earlier changes" in answer.content.decode()
    later = client.get(url(commitment), {"page": "2"}).content.decode()
    assert "Entered" in later
    assert "Earlier changes" not in later


def test_history_of_evidence_is_its_organisations_and_the_administrators(
    georgia: Tenant, georgian_contact: User, officer: User
) -> None:
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Brave Witness")
    with country_scope(georgia.country), acting(member):
        evidence = Evidence.objects.create(
            commitment=georgia.commitment, organisation=georgia.cso, title_en="A witness said"
        )
        Evidence.objects.filter(pk=evidence.pk).update(
            state=ReportState.PUBLISHED, published_at="2024-01-01T00:00Z", title_en="It is empty"
        )
    for outsider in (georgian_contact, officer, make_user(Role.TRANSLATOR, georgia.country)):
        assert signed_in(outsider).get(url(evidence)).status_code == 404
    assert "A witness said" in read(member, evidence)
    assert "Brave Witness" in read(make_user(Role.ADMINISTRATOR), evidence)


def test_members_of_civil_society_are_not_named_to_officers_and_governments(
    georgia: Tenant, georgian_contact: User, officer: User
) -> None:
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Brave Witness")
    change(georgia.commitment, member, title="Changed by a member")
    for reader in (officer, georgian_contact):
        page = read(reader, georgia.commitment)
        assert "Changed" in page
        assert "Brave Witness" not in page
        assert "a member of a civil society organisation" in page
    # Nor when the role has ended: it stands in the log of roles.
    assert "Brave Witness" in read(make_user(Role.ADMINISTRATOR), georgia.commitment)


def restore(user: User, row: Any, nth: int = 0) -> Any:
    """Press the button beside the nth text that can be put back, counted from the newest."""
    page = signed_in(user).get(url(row)).content.decode()
    form = page.split(f'action="{url(row, "history_restore")}"')[1 + nth].split("</form>")[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return signed_in(user).post(url(row, "history_restore"), data)


def title(row: Any) -> str:
    with country_scope(row.country):
        return str(Commitment.objects.values_list("title_en", flat=True).get(pk=row.pk))


def test_an_earlier_text_is_put_back_as_a_new_change(
    commitment: Commitment, georgia: Tenant, georgian_contact: User
) -> None:
    assert restore(georgian_contact, commitment).status_code == 302
    assert title(commitment) == THEN
    page = read(georgian_contact, commitment)
    assert page.index("<del>Hide</del>") < page.index("<ins>Hide</ins>")
    with country_scope(georgia.country):
        logged = PublicChange.objects.filter(commitment=commitment, field="title_en").order_by("pk")
        assert [(row.before, row.after) for row in logged] == [(FIRST, THEN), (THEN, LAST), (LAST, THEN)]


def test_the_first_text_can_be_put_back_too(commitment: Commitment, georgian_contact: User) -> None:
    restore(georgian_contact, commitment, nth=1)
    assert title(commitment) == FIRST


def test_putting_back_writes_over_nobody(commitment: Commitment, georgian_contact: User) -> None:
    client = signed_in(georgian_contact)
    page = client.get(url(commitment)).content.decode()
    form = page.split(f'action="{url(commitment, "history_restore")}"')[1].split("</form>")[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    change(commitment, georgian_contact, title="Somebody else was faster")
    answer = client.post(url(commitment, "history_restore"), data)
    assert title(commitment) == "Somebody else was faster"
    assert "nothing was put back" in client.get(answer["Location"]).content.decode()


def test_a_text_of_another_row_cannot_be_put_back(
    commitment: Commitment, georgia: Tenant, georgian_contact: User
) -> None:
    change(georgia.draft, georgian_contact, title="Another row")
    page = signed_in(georgian_contact).get(url(georgia.draft)).content.decode()
    form = page.split(f'action="{url(georgia.draft, "history_restore")}"')[1].split("</form>")[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert signed_in(georgian_contact).post(url(commitment, "history_restore"), data).status_code == 404
    assert title(commitment) == LAST


def test_translators_put_back_translations_only(commitment: Commitment, georgia: Tenant) -> None:
    translator = make_user(Role.TRANSLATOR, georgia.country)
    # The English is the original here.
    assert "Put the earlier text back" not in read(translator, commitment)
    change(commitment, translator, "ka", title="რეესტრი")
    change(commitment, translator, "ka", title="სხვა რეესტრი")
    assert restore(translator, commitment).status_code == 302
    with country_scope(georgia.country):
        assert Commitment.objects.get(pk=commitment.pk).title_ka == "რეესტრი"  # type: ignore[attr-defined]


def test_reports_are_not_put_back_here(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        report = ProgressUpdate.objects.get(commitment=georgia.commitment)
    change(report, georgian_contact, narrative="Something else was done")
    assert "Put the earlier text back" not in read(georgian_contact, report)
