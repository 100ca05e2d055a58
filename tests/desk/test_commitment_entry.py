"""Entering a commitment: the officer's way to the public page, its fields, its parts, its costs."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from commitments.actions import publish_commitment
from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentIndicator, Milestone, PolicyArea, PublicChange
from ogp_portal.accounts.enums import OrganisationKind, Role
from ogp_portal.accounts.mail import written
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.desk.forms.commitment import SPECS
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from tests.cast import Tenant, complete, make_user
from tests.desk.entering import filled, form_in, signed_in

TEXTS = {
    "title": "რეესტრის გამოქვეყნება",
    "short_title": "რეესტრი",
    "summary": "ყველას შეუძლია ნახოს.",
    "problem": "რეესტრი დახურულია.",
    "causes": "კანონი არ ითხოვს.",
    "done_so_far": "მომზადდა პროექტი.",
    "solution": "გამოქვეყნდება.",
    "results": "რეესტრი ღიაა.",
    "transparency": "მონაცემები ღიაა.",
    "participation": "საზოგადოება ერთვება.",
    "accountability": "ანგარიში ქვეყნდება.",
}


@pytest.fixture
def officer(georgia: Tenant) -> User:
    return make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "officer of the ministry")


@pytest.fixture
def contact(georgian_contact: User) -> Client:
    return signed_in(georgian_contact)


def edit_url(commitment: Commitment, language: str) -> str:
    return reverse("desk:commitment_edit", kwargs={"pk": commitment.pk, "language": language})


def desk_url(commitment: Commitment) -> str:
    return reverse("desk:commitment", args=[commitment.pk])


def read(georgia: Tenant, commitment: Commitment) -> Commitment:
    with country_scope(georgia.country):
        return Commitment.objects.select_related("lead").get(pk=commitment.pk)


def enter(client: Client, georgia: Tenant, **changes: Any) -> Commitment:
    """A new draft through the form."""
    url = reverse("desk:commitment_new", args=[georgia.plan.pk])
    fields = {"number": "7", "ends": "2025 წლის დეკემბერი", "lead": "Ministry of georgia", **TEXTS, **changes}
    answer = client.post(url, filled(client.get(url).content, **fields))
    assert answer.status_code == 302, answer.content.decode()
    with country_scope(georgia.country):
        return Commitment.objects.latest("pk")


def test_an_officer_enters_and_corrects_and_the_contact_publishes(
    georgia: Tenant,
    officer: User,
    georgian_contact: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    writer, contact = signed_in(officer), signed_in(georgian_contact)
    draft = enter(writer, georgia)
    add = reverse("desk:milestone_new", kwargs={"commitment": draft.pk, "language": "ka"})
    for title in ("ერთი", "ორი", "სამი", "ოთხი"):
        answer = writer.post(add, filled(writer.get(add).content, title=title, ends="2025 წლის ივნისი"))
        assert answer.headers["Location"].endswith(f"/desk/commitments/{draft.pk}/#milestones")
    assert "Publish" not in writer.get(desk_url(draft)).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(reverse("desk:commitment_submit", args=[draft.pk]))
    assert "Return with a note" in contact.get(desk_url(draft)).content.decode()
    note = {"note": "Say by how much the register will grow."}
    contact.post(reverse("desk:commitment_return", args=[draft.pk]), note)
    assert note["note"] in writer.get(desk_url(draft)).content.decode()

    page = writer.get(edit_url(draft, "ka")).content
    writer.post(edit_url(draft, "ka"), filled(page, results="რეესტრში 100 ჩანაწერია."))
    writer.post(reverse("desk:commitment_submit", args=[draft.pk]))
    contact.post(reverse("desk:commitment_publish", args=[draft.pk]))

    saved = read(georgia, draft)
    assert (saved.state, saved.returned_note, saved.submitted_at) == (CommitmentState.PUBLISHED, "", None)
    assert (saved.key, saved.ends_text, saved.ends_on) == ("7", "2025 წლის დეკემბერი", dt.date(2025, 12, 31))
    public = Client().get(f"/ka/georgia/plans/5/{saved.key}/").content.decode()
    assert TEXTS["title"] in public
    assert "რეესტრში 100 ჩანაწერია." in public
    assert all(title in public for title in ("ერთი", "ორი", "სამი", "ოთხი"))
    assert "Паказана па-грузінску" in Client().get(f"/be/georgia/plans/5/{saved.key}/").content.decode()


def test_mails_tell_of_what_was_submitted_and_returned(georgia: Tenant) -> None:
    context = {"name": "N", "title": "1. T", "commitment": georgia.draft}
    georgia.draft.returned_note = "Add figures."
    subject, body = written("commitment_returned", language="en", context=context)
    assert subject == "A commitment was returned to you"
    assert "Add figures." in body
    assert f"/en/desk/commitments/{georgia.draft.pk}/" in body
    assert "submitted" in written("commitment_submitted", language="en", context=context)[0]


def test_a_draft_says_what_is_missing_and_refuses_with_the_same_sentences(
    georgia: Tenant, georgian_contact: User, contact: Client
) -> None:
    page = contact.get(desk_url(georgia.draft)).content.decode()
    with country_scope(georgia.country):
        missing = georgia.draft.missing
        assert len(missing) == 7
        assert [sentence for sentence in missing if sentence not in page] == []
        with pytest.raises(NotPossible, match="no milestone yet"):
            publish_commitment(georgia.draft, by=georgian_contact)
    answer = contact.post(reverse("desk:commitment_publish", args=[georgia.draft.pk]), follow=True)
    assert "no milestone yet" in answer.content.decode()
    assert read(georgia, georgia.draft).state == CommitmentState.DRAFT


def test_saving_twelve_translated_fields_stays_under_thirty_queries(
    georgia: Tenant, contact: Client, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(state=CommitmentState.WITHDRAWN)
        area = PolicyArea.objects.filter(tag_set="2024").earliest("pk")
    assert len(SPECS) + 1 == 12
    url = edit_url(georgia.commitment, "ka")
    data = filled(
        contact.get(url).content,
        **TEXTS,
        withdrawn_reason="გაერთიანდა.",
        ends="2026",
        support=["Watch of georgia"],
        areas=[area.name_en],  # type: ignore[attr-defined]
        values=["technology"],
    )
    with CaptureQueriesContext(connection) as captured:
        assert contact.post(url, data).status_code == 302
    assert len(captured) < 30
    with country_scope(georgia.country):
        assert TextState.objects.filter(object_id=georgia.commitment.pk, language="ka").count() == 12


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_for_one_row_and_for_three(georgia: Tenant, contact: Client, rows: int) -> None:
    with country_scope(georgia.country):
        for place in range(2, rows + 1):
            Milestone.objects.create(
                country=georgia.country,
                commitment=georgia.commitment,
                number=str(place),
                position=place,
                responsible=georgia.ministry,
            )
        for place in range(rows):
            CommitmentIndicator.objects.create(
                country=georgia.country, commitment=georgia.commitment, position=place, title_en=f"I{place}"
            )
            Organisation.objects.create(
                country=georgia.country, kind=OrganisationKind.GOVERNMENT, name_en=f"Agency {place}"
            )
    milestone = georgia.milestone.pk
    found = {}
    for name, url in {
        "commitment": desk_url(georgia.commitment),
        "edit": edit_url(georgia.commitment, "ka"),
        "milestone": reverse("desk:milestone_edit", kwargs={"pk": milestone, "language": "ka"}),
        "plan": reverse("desk:plan", args=[georgia.plan.pk]),
        "plans": reverse("desk:plan_list"),
    }.items():
        contact.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert contact.get(url).status_code == 200
        found[name] = len(captured)
    assert found == COUNTS


COUNTS = {"commitment": 14, "edit": 15, "milestone": 18, "plan": 11, "plans": 9}


def test_the_source_stands_beside_a_translation_with_its_state(georgia: Tenant, contact: Client) -> None:
    draft = enter(contact, georgia)
    english = edit_url(draft, "en")
    assert "missing translation" in contact.get(english).content.decode()
    contact.post(english, filled(contact.get(english).content, title="Publish the register"))
    page = contact.get(english).content.decode()
    assert f'<div lang="ka"><p>{TEXTS["title"]}</p></div>' in page
    assert "draft translation" in page
    assert "draft translation" not in contact.get(edit_url(draft, "ka")).content.decode()


@pytest.mark.parametrize("is_small", [False, True])
def test_a_small_edit_keeps_translations_valid(georgia: Tenant, contact: Client, is_small: bool) -> None:
    draft = enter(contact, georgia)
    english, georgian = edit_url(draft, "en"), edit_url(draft, "ka")
    contact.post(english, filled(contact.get(english).content, title="Publish the register"))
    changes: dict[str, Any] = {"title": f"{TEXTS['title']}."} | ({"is_small": "on"} if is_small else {})
    contact.post(georgian, filled(contact.get(georgian).content, **changes))
    assert ("stale translation" in contact.get(english).content.decode()) is not is_small


def test_an_unknown_institution_can_be_added_without_losing_anything(
    georgia: Tenant, contact: Client
) -> None:
    url = reverse("desk:commitment_new", args=[georgia.plan.pk])
    data = filled(contact.get(url).content, number="8", lead="Agency of Maps", **TEXTS)
    page = contact.post(url, data).content
    assert "“Agency of Maps” is not on the list" in page.decode()
    added = {"add": "Agency of Maps", "new-kind": "government", "new-office_email": "office@maps.example"}
    page = contact.post(url, filled(page, **added)).content
    again = form_in(page)
    assert [again[name] for name in TEXTS] == [[text] for text in TEXTS.values()]
    assert "is not on the list" not in page.decode()
    again.pop("add", None)
    assert contact.post(url, again).status_code == 302
    with country_scope(georgia.country):
        saved = Commitment.objects.select_related("lead").latest("pk")
        assert saved.lead.office_email == "office@maps.example"
        assert saved.lead.name_ka == "Agency of Maps"


def test_an_officer_enters_only_what_their_own_institution_leads(georgia: Tenant, officer: User) -> None:
    client = signed_in(officer)
    url = reverse("desk:commitment_new", args=[georgia.plan.pk])
    page = client.get(url).content
    assert form_in(page)["lead"] == ["Ministry of georgia"]
    answer = client.post(url, filled(page, number="9", lead="Watch of georgia", **TEXTS))
    assert "your own institution only" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "This field is required."),
        ({"key": "1"}, "Another commitment of this plan has this address already."),
        ({"key": "no spaces"}, "valid “slug”"),
        ({"office_email": "nobody"}, "valid email address"),
        ({"areas": ["Astrology"]}, "“Astrology” is not on the list"),
        ({"support": ["", "Nobody's office"]}, "“Nobody&#x27;s office” is not on the list"),
        ({"title": ""}, "This field is required."),
        ({"title": "a" * 1001}, "at most 1000 characters"),
    ],
)
def test_bad_input_gets_a_sentence_and_saves_nothing(
    georgia: Tenant, contact: Client, changes: dict[str, Any], sentence: str
) -> None:
    url = reverse("desk:commitment_new", args=[georgia.plan.pk])
    data = filled(contact.get(url).content, **{"number": "7", **TEXTS, **changes})
    answer = contact.post(url, data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    with country_scope(georgia.country):
        assert Commitment.objects.filter(plan=georgia.plan).count() == 2


@pytest.mark.parametrize("base", ["", "{", "[]", '{"texts": [1], "values": null}', "null"])
def test_a_base_that_nobody_sent_writes_over_nothing(georgia: Tenant, contact: Client, base: str) -> None:
    url = edit_url(georgia.commitment, "en")
    answer = contact.post(url, filled(contact.get(url).content, base=base, title="Something else"))
    assert "Somebody else has saved this too" in answer.content.decode()
    assert read(georgia, georgia.commitment).title_en == "Publish the register of owners"  # type: ignore[attr-defined]


def test_milestones_are_ordered_and_removed_while_it_is_a_draft(georgia: Tenant, contact: Client) -> None:
    with country_scope(georgia.country):
        complete(georgia.draft, georgia.ministry)
        second = Milestone.objects.create(
            country=georgia.country, commitment=georgia.draft, number="2", position=2, title_en="Second"
        )
        first = georgia.draft.milestones.get(number="1")
    contact.post(reverse("desk:milestone_move", args=[second.pk]), {"way": "up"})
    assert _numbers(georgia) == ["2", "1"]
    contact.post(reverse("desk:milestone_move", args=[second.pk]), {"way": "down"})
    contact.post(reverse("desk:milestone_move", args=[second.pk]), {"way": "down"})
    assert _numbers(georgia) == ["1", "2"]
    contact.post(reverse("desk:milestone_remove", args=[first.pk]))
    assert _numbers(georgia) == ["2"]


def _numbers(georgia: Tenant) -> list[str]:
    with country_scope(georgia.country):
        rows = Milestone.objects.filter(commitment=georgia.draft).order_by("position")
        return list(rows.values_list("number", flat=True))


def test_a_milestone_of_a_public_commitment_stays(georgia: Tenant, contact: Client) -> None:
    page = contact.get(desk_url(georgia.commitment)).content.decode()
    assert "can be changed but no longer removed" in page
    url = reverse("desk:milestone_remove", args=[georgia.milestone.pk])
    assert url not in page
    assert "no longer removed" in contact.post(url, follow=True).content.decode()
    with country_scope(georgia.country):
        assert Milestone.objects.filter(pk=georgia.milestone.pk).exists()


@pytest.mark.parametrize(
    ("typed", "stored"), [("12,5", "12.5000"), ("1 200.25", "1200.2500"), ("\u22123", "-3.0000")]
)
def test_an_indicators_numbers_are_read_with_comma_and_point(
    georgia: Tenant, contact: Client, typed: str, stored: str
) -> None:
    url = reverse("desk:indicator_new", kwargs={"commitment": georgia.commitment.pk, "language": "ka"})
    data = filled(contact.get(url).content, title="ჩანაწერები", kind="output", baseline="0", target=typed)
    assert contact.post(url, data).status_code == 302
    with country_scope(georgia.country):
        row = CommitmentIndicator.objects.get(commitment=georgia.commitment)
        assert str(row.target) == stored
    edit = reverse("desk:indicator_edit", kwargs={"pk": row.pk, "language": "ka"})
    assert contact.post(edit, form_in(contact.get(edit).content)).status_code == 302


@pytest.mark.parametrize("typed", ["many", "1e5", "NaN", "1" * 20])
def test_what_is_no_number_is_refused(georgia: Tenant, contact: Client, typed: str) -> None:
    url = reverse("desk:indicator_new", kwargs={"commitment": georgia.commitment.pk, "language": "ka"})
    data = filled(contact.get(url).content, title="ჩანაწერები", kind="output", target=typed)
    answer = contact.post(url, data).content.decode()
    assert "is not a number" in answer or "is too big" in answer


def test_an_amendment_is_seen_with_its_difference(georgia: Tenant, contact: Client) -> None:
    url = edit_url(georgia.commitment, "en")
    changes: dict[str, Any] = {
        "title": "Publish the register",
        "ends": "2026",
        "support": ["Watch of georgia"],
    }
    contact.post(url, filled(contact.get(url).content, **changes))
    add = reverse("desk:milestone_new", kwargs={"commitment": georgia.commitment.pk, "language": "en"})
    contact.post(add, filled(contact.get(add).content, title="Another step", ends="2026"))
    with country_scope(georgia.country):
        found = PublicChange.objects.filter(commitment=georgia.commitment)
        rows = set(found.values_list("model", "field", "before", "after"))
    assert rows == {
        ("commitments.commitment", "title_en", "Publish the register of owners", "Publish the register"),
        ("commitments.commitment", "ends_text", "", "2026"),
        ("commitments.commitment", "support", "", str(georgia.cso.pk)),
        ("commitments.milestone", "", "", ""),
    }


def test_a_withdrawn_commitment_can_be_published_again(georgia: Tenant, contact: Client) -> None:
    with country_scope(georgia.country):
        whole = {
            "title_ka": "სათაური",
            "summary_ka": "მოკლედ",
            "problem_ka": "პრობლემა",
            "solution_ka": "გეგმა",
        }
        rows = Commitment.objects.filter(pk=georgia.commitment.pk)
        rows.update(**whole, ends_text="2026", lead=georgia.ministry)
    url = reverse("desk:commitment_withdraw", args=[georgia.commitment.pk])
    contact.post(url, {"reason": "გაერთიანდა შემდეგ გეგმაში."})
    again = reverse("desk:commitment_publish", args=[georgia.commitment.pk])
    assert (
        f'action="{again}"'
        in contact.get(reverse("desk:commitment", args=[georgia.commitment.pk])).content.decode()
    )
    contact.post(again)
    with country_scope(georgia.country):
        assert Commitment.objects.get(pk=georgia.commitment.pk).state == CommitmentState.PUBLISHED


def test_a_withdrawn_commitment_says_why_in_the_main_language(georgia: Tenant, contact: Client) -> None:
    url = reverse("desk:commitment_withdraw", args=[georgia.commitment.pk])
    assert "everybody reads the reason" in contact.post(url, {"reason": " "}).content.decode()
    contact.post(url, {"reason": "გაერთიანდა შემდეგ გეგმაში."})
    saved = read(georgia, georgia.commitment)
    assert saved.state == CommitmentState.WITHDRAWN
    assert text_in(saved, "withdrawn_reason", "ka") == "გაერთიანდა შემდეგ გეგმაში."
    assert "გაერთიანდა შემდეგ გეგმაში." in Client().get("/ka/georgia/plans/5/1/").content.decode()


def test_the_preview_is_the_public_page_of_a_draft(georgia: Tenant, officer: User, contact: Client) -> None:
    with country_scope(georgia.country):
        complete(georgia.draft, georgia.ministry)
    url = reverse("public:commitment_preview", args=[georgia.draft.pk])
    answer = contact.get(url)
    page = answer.content.decode()
    assert "Nobody outside sees this yet." in page
    assert "The problem in the main language" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get(url).status_code == 302
    assert signed_in(officer).get(url).status_code == 200


def test_an_untouched_form_changes_nothing(georgia: Tenant, contact: Client, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        complete(georgia.draft, georgia.ministry)
    before = read(georgia, georgia.draft)
    for language in ("ka", "en"):
        url = edit_url(georgia.draft, language)
        assert contact.post(url, form_in(contact.get(url).content)).status_code == 302
    after = read(georgia, georgia.draft)
    names = [field.attname for field in Commitment._meta.concrete_fields]
    assert {n: getattr(before, n) for n in names} == {n: getattr(after, n) for n in names}
