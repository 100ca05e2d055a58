"""The public change log: what changed, in words, never who, and nothing that was taken back."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, CommitmentIndicator, Milestone, ProgressUpdate, PublicChange
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.enums import OrganisationKind, Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.context import acting
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from tests.cast import Tenant, make_commitment, make_user

ADDRESS = "/en/georgia/plans/5/1/changes/"


def read(client: Client, address: str = ADDRESS) -> str:
    """The page without the words that are only heard."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r'<span class="vh".*?</span>', "", answer.content.decode())


def change(row: Any, **fields: Any) -> None:
    with country_scope(row.country):
        type(row).objects.filter(pk=row.pk).update(**fields)


def write(row: Any, language: str, by: User | None = None, *, approve: bool = False, **texts: str) -> None:
    with country_scope(row.country), acting(by):
        now = locked(row)
        edit = TextEdit(language, texts, versions(now, texts, language))
        save_texts(now, edit, by=by, main_language="ka", approve=approve)


def test_a_commitment_that_never_changed_says_so(client: Client, georgia: Tenant) -> None:
    page = read(client)
    assert "Nothing has changed since publication" in page
    assert "Published: " in page


def test_changes_of_texts_are_shown_word_by_word_with_field_and_language(
    client: Client, georgia: Tenant
) -> None:
    change(georgia.commitment, title_en="Publish the whole register of owners", title_ka="რეესტრი")
    page = read(client)
    assert "2 changes since publication" in page
    assert "Publish the <ins>whole</ins> register of owners" in page
    assert "Title (English)" in page
    assert '<p lang="ka"><ins>რეესტრი</ins></p>' in page


def test_changes_of_values_are_shown_in_words(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        other = Organisation.objects.create(
            country=georgia.country, kind=OrganisationKind.GOVERNMENT, name_en="Ministry of Finance"
        )
        update = ProgressUpdate.objects.get(commitment=georgia.commitment)
        indicator = CommitmentIndicator.objects.create(
            commitment=georgia.commitment, title_en="Registers open", target=40
        )
    change(
        georgia.commitment,
        lead=other,
        values=["civic_participation", "technology"],
        ends_text="2026-03-31",
        state=CommitmentState.WITHDRAWN,
    )
    change(georgia.milestone, completed_on=dt.date(2025, 5, 9), ends_text="end of 2026")
    change(update, completion=2, nothing_new=True, links=["https://example.org/a"])
    change(indicator, target=20)
    page = read(client)
    for words in (
        "<del>Ministry of georgia</del> <ins>Ministry of Finance</ins>",
        "<ins>civic participation, technology and innovation</ins>",
        "<ins>31 March 2026</ins>",
        "Withdrawn from the plan.",
        "<ins>9 May 2025</ins>",
        "<del>Complete</del> <ins>Limited</ins>",
        "<del>no</del> <ins>yes</ins>",
        "<ins>https://example.org/a</ins>",
        "<del>40</del> <ins>20</ins>",
        "Milestone 1",
        "First step",
        "Report, 1st half of 2024",
    ):
        assert words in page, words
    assert "withdrawn" not in page.replace("Withdrawn from the plan.", "")


def test_links_that_are_logged_by_their_ids_are_named(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        PublicChange.objects.create(
            country=georgia.country,
            commitment=georgia.commitment,
            model="commitments.commitment",
            object_id=georgia.commitment.pk,
            field="support",
            before="",
            after=f"{georgia.cso.pk},{georgia.ministry.pk}",
        )
    page = read(client)
    assert "Supporting institutions and organisations" in page
    assert "<ins>Watch of georgia, Ministry of georgia</ins>" in page


def test_what_becomes_public_is_said(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        parts: dict[str, Any] = {"commitment": georgia.commitment, "organisation": georgia.cso}
        evidence = Evidence.objects.create(title_en="Half of it is empty", **parts)
    assert "Half of it is empty" not in read(client)
    change(evidence, state=ReportState.PUBLISHED, published_at=timezone.now())
    page = read(client)
    assert "Evidence by Watch of georgia" in page
    assert "Half of it is empty" in page
    assert "Published." in page


def test_changes_are_grouped_by_the_day_in_the_country(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        for hour, title in ((21, "In the night"), (9, "In the morning")):
            row = PublicChange.objects.create(
                country=georgia.country,
                commitment=georgia.commitment,
                model="commitments.commitment",
                object_id=georgia.commitment.pk,
                field="title_en",
                after=title,
            )
            moment = dt.datetime(2025, 3, 4, hour, tzinfo=dt.UTC)
            PublicChange.objects.filter(pk=row.pk).update(changed_at=moment)
    page = read(client)
    # At nine in the evening in London it is the next day in Tbilisi.
    assert page.index("5 March 2025") < page.index("In the night") < page.index("4 March 2025")


def test_the_log_names_no_person(client: Client, georgia: Tenant, georgian_contact: User) -> None:
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Brave Witness")
    with country_scope(georgia.country), acting(member):
        evidence = Evidence.objects.create(
            commitment=georgia.commitment, organisation=georgia.cso, author=member, title_en="It is empty"
        )
        update = ProgressUpdate.objects.get(commitment=georgia.commitment)
        Evidence.objects.filter(pk=evidence.pk).update(
            state=ReportState.PUBLISHED, published_at=timezone.now(), returned_note="Ask Brave Witness"
        )
    with country_scope(georgia.country), acting(georgian_contact):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(
            officer=georgian_contact, title_en="A new title", returned_note="Not for the public"
        )
        ProgressUpdate.objects.filter(pk=update.pk).update(
            submitted_by=georgian_contact, completion=1, returned_note="Not for the public"
        )
    page = read(client)
    assert "A new title" in page
    assert "Evidence by Watch of georgia" in page
    for secret in ("Brave Witness", "Not for the public", georgian_contact.full_name, member.email):
        assert secret not in page
    with country_scope(georgia.country):
        kept = str(list(PublicChange.objects.values()))
        assert not [s for s in ("Brave Witness", "Not for the public", "officer") if s in kept]


def test_what_was_taken_back_is_gone_from_the_log(client: Client, georgia: Tenant) -> None:
    danger = "the witness sits in room 12"
    with country_scope(georgia.country):
        evidence = Evidence.objects.create(
            commitment=georgia.commitment, organisation=georgia.cso, title_en="It is empty"
        )
    change(evidence, state=ReportState.PUBLISHED, published_at=timezone.now())
    change(evidence, reply_en=danger)
    assert danger in read(client)
    change(evidence, state=ReportState.REJECTED)
    page = read(client)
    assert danger not in page
    assert "Watch of georgia" not in page
    with public_scope(georgia.country):
        assert danger not in str(list(PublicChange.objects.values()))


def test_drafts_leave_no_trace_in_the_log(client: Client, georgia: Tenant) -> None:
    change(georgia.draft, title_en="Still secret")
    with country_scope(georgia.country):
        step = Milestone.objects.create(commitment=georgia.draft, number="1", title_en="Secret step")
    change(step, title_en="Another secret step")
    with country_scope(georgia.country):
        assert not PublicChange.objects.filter(commitment=georgia.draft).exists()
    assert client.get("/en/georgia/plans/5/2/changes/").status_code == 404


def test_another_countrys_changes_are_not_there(client: Client, georgia: Tenant, ukraine: Tenant) -> None:
    change(ukraine.commitment, title_en="Only in Ukraine")
    assert "Only in Ukraine" in read(client, "/en/ukraine/plans/5/1/changes/")
    assert "Only in Ukraine" not in read(client)


def test_a_row_of_many_changes_is_parted_into_pages(client: Client, georgia: Tenant) -> None:
    for number in range(70):
        change(georgia.commitment, title_en=f"Title {number:03}")
    page = read(client)
    assert "70 changes since publication" in page
    assert "Title <ins>069</ins>" not in page
    assert page.count("<ins>") == 60
    assert "Earlier changes" in page
    assert read(client, f"{ADDRESS}?page=2").count("<ins>") == 10
    assert client.get(f"{ADDRESS}?page=3").status_code == 404
    assert client.get(f"{ADDRESS}?page=x").status_code == 200


def test_changes_ask_as_much_for_thirty_as_for_one(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        steps = [
            Milestone.objects.create(commitment=georgia.commitment, number=str(n), title_en=f"Step {n}")
            for n in range(2, 32)
        ]
    counted = []
    for some in (steps[:1], steps[1:]):
        for step in some:
            change(step, title_en="Changed", responsible=georgia.ministry)
        read(client)
        with CaptureQueriesContext(connection) as captured:
            read(client)
        counted.append(len(captured))
    assert counted[0] == counted[1] < 14


def test_the_commitment_page_leads_to_its_changes(client: Client, georgia: Tenant) -> None:
    page = client.get("/en/georgia/plans/5/1/").content.decode()
    assert f'<a href="{ADDRESS}">Changes since publication</a>' in page


def test_a_later_change_of_the_georgian_is_said_on_the_public_page(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_commitment(georgia.plan, key="7", number="7", title_en="", summary_en="")
    write(row, "ka", title="რეესტრი", problem="ვინ რას ფლობს, უცნობია")
    write(row, "en", approve=True, title="The register", problem="Nobody knows who owns what")
    said = "The original has changed since this was translated"
    assert said not in read(client, "/en/georgia/plans/5/7/")
    write(row, "ka", problem="ვინ რას ფლობს, საჯარო არ არის")
    assert said in read(client, "/en/georgia/plans/5/7/")


@pytest.mark.parametrize("language", ["ka", "uk", "hy"])
def test_the_page_is_read_in_every_language(client: Client, georgia: Tenant, language: str) -> None:
    change(georgia.commitment, title_en="Publish the whole register of owners")
    assert "<ins>" in read(client, ADDRESS.replace("/en/", f"/{language}/"))


def test_ratings_are_logged_with_their_reasons(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        rating = CsoRating.objects.get(commitment=georgia.commitment)
    change(rating, completion=3, rationale_en="Most of the register is empty.")
    page = read(client)
    assert "Rating by Watch of georgia" in page
    assert "<del>Limited</del> <ins>Substantial</ins>" in page
