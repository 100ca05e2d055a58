"""Translators at work: the queue, a text beside its source, approving several, completeness."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.enums import ReportState
from commitments.models import Commitment, Milestone, ProgressUpdate
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.editing import TextEdit, locked, save_texts, versions
from ogp_portal.translation.ledger import version_of
from ogp_portal.translation.models import TextState
from tests.cast import Tenant, make_commitment, make_user

KA, KA_LATER = "მონაცემები მოწმდება მხოლოდ შერჩევით", "მონაცემები მოწმდება მხოლოდ საჩივრის შემთხვევაში"
EN = "The data are checked only by sampling"


@pytest.fixture
def translator(georgia: Tenant) -> User:
    return make_user(Role.TRANSLATOR, georgia.country, name="Nino the translator")


@pytest.fixture
def client(translator: User) -> Client:
    return signed_in(translator)


@pytest.fixture
def commitment(georgia: Tenant) -> Commitment:
    """Three texts in Georgian; the title is translated, the summary a draft, the problem missing."""
    with country_scope(georgia.country):
        row = make_commitment(georgia.plan, key="7", number="7", position=7, title_en="", summary_en="")
    write(row, "ka", title="რეესტრის გამოქვეყნება", summary=KA, problem="არავინ იცის")
    write(row, "en", approve=True, title="Publish the register")
    write(row, "en", summary=EN)
    return row


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def write(row: Any, language: str, *, approve: bool = False, is_small: bool = False, **texts: str) -> None:
    with country_scope(Country.objects.get(pk=row.country_id)):
        now = locked(row)
        edit = TextEdit(language, texts, versions(now, texts, language), is_small)
        save_texts(now, edit, by=None, main_language="ka", approve=approve)


def state(row: Any, field: str, language: str = "en") -> str:
    with country_scope(Country.objects.get(pk=row.country_id)):
        found = TextState.objects.filter(object_id=row.pk, field=field, language=language)
        return str(found.values_list("state", flat=True).first() or "missing")


def queue(client: Client, **asked: str) -> str:
    answer = client.get(reverse("desk:text_queue"), {"to": "en", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def beside(commitment: Commitment, to: str = "en") -> str:
    return reverse("desk:text_object", args=["commitment", commitment.pk, to])


def counts(page: str) -> dict[str, int]:
    """The ledger line."""
    line = page[page.index('class="ledger"') : page.index("</ul>", page.index('class="ledger"'))]
    return {word: int(count) for count, word in re.findall(r"<b>(\d+)</b> (\w+)", line)}


def sent(client: Client, commitment: Commitment, do: str, **texts: str) -> Any:
    """What the browser sends: all boxes of the page, with the versions that the page showed."""
    page = client.get(beside(commitment))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "do"}
    return client.post(beside(commitment), {**data, **texts, "do": do})


# The queue


def test_queue_counts_texts_by_state(client: Client, commitment: Commitment) -> None:
    page = queue(client)
    found = counts(page)
    assert (found["draft"], found["missing"], found["stale"], found["machine"]) == (1, 1, 0, 0)
    assert "2 texts are still to be translated or approved" in page
    assert "1 draft, 1 missing" in page


def test_queue_shows_what_a_later_change_of_the_source_made_stale(
    client: Client, commitment: Commitment
) -> None:
    write(commitment, "en", approve=True, summary=EN)
    write(commitment, "ka", summary=KA_LATER)
    page = queue(client)
    assert counts(page)["stale"] == 1
    assert "1 stale" in queue(client, state="stale")


def test_queue_knows_that_a_small_edit_keeps_translations_valid(
    client: Client, commitment: Commitment
) -> None:
    write(commitment, "en", approve=True, summary=EN)
    write(commitment, "ka", is_small=True, summary=f"{KA}.")
    page = queue(client)
    assert counts(page)["stale"] == 0
    assert "unless the change was marked as a small edit" in page


def test_queue_follows_the_order_of_the_plan(client: Client, georgia: Tenant, commitment: Commitment) -> None:
    with country_scope(georgia.country):
        earlier = make_commitment(georgia.plan, key="6", number="6", position=6, title_en="", title_ka="ადრე")
        Milestone.objects.create(
            country=georgia.country, commitment=earlier, number="1", position=1, title_ka="ეტაპი"
        )
    page = queue(client, state="missing")
    assert page.index("ადრე") < page.index("ეტაპი") < page.index("Commitment 7")


def test_queue_is_filtered_by_state_and_language(client: Client, commitment: Commitment) -> None:
    assert "Commitment 7" in queue(client, state="draft")
    assert "Commitment 7" not in queue(client, state="machine")
    assert counts(queue(client, to="az"))["missing"] > counts(queue(client))["missing"]


def test_queue_leads_to_drafts_of_the_own_plans_too(client: Client, georgia: Tenant) -> None:
    write(georgia.draft, "ka", title="პროექტი")
    assert reverse("desk:text_object", args=["commitment", georgia.draft.pk, "ka"]) in queue(
        client, to="ka", state="all"
    )


def test_queue_never_shows_what_civil_society_has_not_published(client: Client, georgia: Tenant) -> None:
    secret = "a witness in the ministry said"
    with country_scope(georgia.country):
        parts: dict[str, Any] = {"commitment": georgia.commitment, "organisation": georgia.cso}
        hidden = [
            Evidence.objects.create(title_en=secret, state=state, **parts)
            for state in (
                ReportState.DRAFT,
                ReportState.SUBMITTED,
                ReportState.RETURNED,
                ReportState.REJECTED,
            )
        ]
        rating = CsoRating.objects.create(
            completion=1, rationale_en=secret, rated_on="2024-01-01", state=ReportState.SUBMITTED, **parts
        )
        unfinished = ProgressUpdate.objects.create(
            commitment=georgia.draft, period=georgia.period, narrative_en=secret
        )
        public = Evidence.objects.create(
            title_en="Half of it is empty",
            state=ReportState.PUBLISHED,
            published_at="2024-01-01T00:00Z",
            **parts,
        )
    for to in ("ka", "en"):
        page = queue(client, to=to, state="all")
        assert secret not in page
        assert "Half of it is empty" in page
    pages = [("evidence", row.pk) for row in hidden]
    for slug, pk in [*pages, ("csorating", rating.pk), ("progressupdate", unfinished.pk)]:
        assert client.get(reverse("desk:text_object", args=[slug, pk, "ka"])).status_code == 404
    assert client.get(reverse("desk:text_object", args=["evidence", public.pk, "ka"])).status_code == 200


def test_queue_asks_as_much_for_three_commitments_as_for_one(
    client: Client, georgia: Tenant, commitment: Commitment
) -> None:
    counted = []
    for keys in ((), ("11", "12")):
        for key in keys:
            with country_scope(georgia.country):
                row = make_commitment(georgia.plan, key=key, number=key, title_en="", title_ka="სათაური")
                Milestone.objects.create(
                    country=georgia.country, commitment=row, number="1", position=1, title_ka="ეტაპი"
                )
        queue(client)
        with CaptureQueriesContext(connection) as captured:
            queue(client)
        counted.append(len(captured))
    assert counted[0] == counted[1] < 25


# Beside the source


def test_beside_its_source_stands_each_text_with_its_state(client: Client, commitment: Commitment) -> None:
    page = client.get(beside(commitment)).content.decode()
    assert re.findall(r'class="pair (\w+)"', page) == ["approved", "draft", "missing"]
    assert "readers see: Georgian" in page
    assert f'<div lang="ka"><p>{KA}</p></div>' in page


def test_beside_its_source_stands_what_changed_in_it(client: Client, commitment: Commitment) -> None:
    write(commitment, "en", approve=True, summary=EN)
    write(commitment, "ka", summary=KA_LATER)
    page = re.sub(r"<span class=\"vh\".*?</span>", "", client.get(beside(commitment)).content.decode())
    assert "<del>შერჩევით</del> <ins>საჩივრის შემთხვევაში</ins>" in page
    assert "the source changed on" in page


def test_a_text_is_approved_and_the_others_are_kept_as_drafts(
    client: Client, commitment: Commitment, translator: User
) -> None:
    answer = sent(client, commitment, "approve:summary", problem="Nobody knows")
    assert answer.status_code == 302
    assert (state(commitment, "summary"), state(commitment, "problem")) == ("approved", "draft")
    page = client.get(answer["Location"]).content.decode()
    assert "Approved: Brief description." in page
    assert "Saved as draft: The problem." in page
    assert translator.full_name in page


def test_all_texts_are_approved_at_once(client: Client, commitment: Commitment) -> None:
    sent(client, commitment, "approve", problem="Nobody knows")
    assert [state(commitment, name) for name in ("title", "summary", "problem")] == ["approved"] * 3


def test_an_original_cannot_be_changed_here(client: Client, commitment: Commitment) -> None:
    page = client.get(beside(commitment, "ka")).content.decode()
    assert "<textarea" not in page
    client.post(beside(commitment, "ka"), {"do": "approve", "title": "სხვა", "base_title": version_of("x")})
    with country_scope(commitment.country):
        assert Commitment.objects.values_list("title_ka", flat=True).get(pk=commitment.pk) != "სხვა"


def test_a_text_that_is_too_long_is_said_and_kept_in_its_box(client: Client, commitment: Commitment) -> None:
    long = "word " * 300
    answer = sent(client, commitment, "draft", title=long)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "At most 1000 characters; these are 1499." in page
    assert long.strip() in page


def test_two_translators_on_one_text_lose_nothing(
    client: Client, commitment: Commitment, georgian_contact: User
) -> None:
    other = signed_in(georgian_contact)
    form = client.get(beside(commitment)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "do"}
    sent(other, commitment, "draft", summary="They are checked by sample")
    answer = client.post(beside(commitment), {**data, "do": "approve", "summary": "Checked by sampling only"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else saved while you translated" in page
    assert "Checked by sampling only" in page
    assert "They are" in page
    assert state(commitment, "summary") == "draft"
    # Sent again, with theirs seen.
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields if name != "do"}
    assert client.post(beside(commitment), {**again, "do": "approve"}).status_code == 302
    with country_scope(commitment.country):
        text = Commitment.objects.values_list("summary_en", flat=True).get(pk=commitment.pk)
    assert (text, state(commitment, "summary")) == ("Checked by sampling only", "approved")


def test_a_source_that_changes_meanwhile_leaves_the_translation_stale(
    client: Client, commitment: Commitment
) -> None:
    form = client.get(beside(commitment)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "do"}
    write(commitment, "ka", summary=KA_LATER)
    answer = client.post(beside(commitment), {**data, "do": "approve:summary", "summary": "Checked"})
    assert "The source changed while you translated" in client.get(answer["Location"]).content.decode()
    assert state(commitment, "summary") == "stale"


def test_a_report_of_a_locked_period_is_translated_but_not_rewritten(client: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        report = ProgressUpdate.objects.get(commitment=georgia.commitment)
        type(georgia.period).objects.update(locked_on="2024-08-01")
    # Its original is English here, so Georgian is what was reported and can no longer come in by this door.
    url = reverse("desk:text_object", args=["progressupdate", report.pk, "ka"])
    data = {"do": "draft", "narrative": "რეესტრი ღიაა", "base_narrative": "", "source_narrative": ""}
    assert "The reporting period is locked" in client.post(url, data).content.decode()
    with country_scope(georgia.country):
        assert ProgressUpdate.objects.get(pk=report.pk).narrative_ka == ""  # type: ignore[attr-defined]


def test_members_of_civil_society_are_not_named_to_translators(
    client: Client, georgia: Tenant, commitment: Commitment
) -> None:
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Brave Witness")
    with country_scope(georgia.country):
        evidence = Evidence.objects.create(
            commitment=georgia.commitment,
            organisation=georgia.cso,
            title_ka="ცარიელია",
            title_en="It is empty",
            state=ReportState.PUBLISHED,
            published_at="2024-01-01T00:00Z",
        )
        edit = TextEdit("en", {"title": "It is half empty"}, versions(evidence, ["title"], "en"))
        save_texts(locked(evidence), edit, by=member, main_language="ka")
    url = reverse("desk:text_object", args=["evidence", evidence.pk, "en"])
    page = client.get(url).content.decode()
    assert "Brave Witness" not in page
    assert "a member of a civil society organisation" in page
    administrator = signed_in(make_user(Role.ADMINISTRATOR))
    assert "Brave Witness" in administrator.get(url).content.decode()


# Several at once


def ticks(page: str) -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)"', page)


def test_a_government_puts_no_words_of_civil_society_into_another_language(
    client: Client, georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        row = Evidence.objects.create(
            commitment=georgia.commitment,
            organisation=georgia.cso,
            state="published",
            published_at="2024-01-01T00:00Z",
        )
    write(row, "ka", title="რეესტრი ნახევრად ცარიელია", finding="21 რაიონი 63-დან")
    url = reverse("desk:text_object", args=["evidence", row.pk, "en"])
    assert [cell.field for cell in client.get(url).context["form"].cells.values()] == ["title", "finding"]
    contact = signed_in(georgian_contact)
    assert contact.get(url).status_code == 404
    assert contact.post(url, {"do": "approve", "title": "All is well"}).status_code == 404
    assert "Evidence by" in queue(client)
    assert "Evidence by" not in queue(contact)
    write(row, "ka", reply="გვპასუხობს")
    assert list(contact.get(url).context["form"].cells) == ["reply"]
    contact.post(url, {"do": "approve", "title": "All is well", "reply": "It will be filled"})
    with country_scope(georgia.country):
        row.refresh_from_db()
    assert (text_in(row, "title", "en"), text_in(row, "reply", "en")) == ("", "It will be filled")


def test_drafts_of_ticked_lines_are_approved(client: Client, commitment: Commitment) -> None:
    found = [tick for tick in ticks(queue(client)) if f":{commitment.pk}:" in tick]
    answer = client.post(reverse("desk:text_approve"), {"to": "en", "tick": found})
    assert "1 text approved." in client.get(answer["Location"]).content.decode()
    assert (state(commitment, "summary"), state(commitment, "problem")) == ("approved", "missing")


def test_a_line_with_a_stale_text_is_refused_by_name(client: Client, commitment: Commitment) -> None:
    write(commitment, "ka", title="სრული რეესტრის გამოქვეყნება")
    found = [tick for tick in ticks(queue(client)) if f":{commitment.pk}:" in tick]
    answer = client.post(reverse("desk:text_approve"), {"to": "en", "tick": found})
    page = client.get(answer["Location"]).content.decode()
    assert "Commitment 7, Publish the register: 1 text is stale" in page
    assert (state(commitment, "title"), state(commitment, "summary")) == ("stale", "draft")


def test_a_line_that_changed_since_is_refused_by_name(client: Client, commitment: Commitment) -> None:
    found = [tick for tick in ticks(queue(client)) if f":{commitment.pk}:" in tick]
    write(commitment, "en", summary="Something else")
    answer = client.post(reverse("desk:text_approve"), {"to": "en", "tick": found})
    assert "it has changed since the list was opened" in client.get(answer["Location"]).content.decode()
    assert state(commitment, "summary") == "draft"


def test_nothing_of_another_country_is_approved(
    commitment: Commitment, client: Client, ukrainian_contact: User
) -> None:
    found = [tick for tick in ticks(queue(client)) if f":{commitment.pk}:" in tick]
    stranger = signed_in(ukrainian_contact)
    stranger.post(reverse("desk:text_approve"), {"to": "en", "tick": [*found, "nonsense", "commitment:x:y"]})
    assert state(commitment, "summary") == "draft"


# Completeness


def test_coverage_counts_as_the_queue_does(client: Client, georgia: Tenant, commitment: Commitment) -> None:
    answer = client.get(reverse("desk:text_coverage"))
    table = answer.context["table"]
    line = next(line for line in table.lines if line.total)
    english = next(cell for cell in line.cells if cell.coverage.language == "en")
    assert (english.coverage.approved, line.total) == (1, 3)
    assert english.url.replace("&", "&amp;") in answer.content.decode()
    assert "1 of 3" in answer.content.decode()


def test_coverage_asks_as_much_for_two_plans_as_for_one(client: Client, commitment: Commitment) -> None:
    client.get(reverse("desk:text_coverage"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("desk:text_coverage"))
    assert len(one) < 12
