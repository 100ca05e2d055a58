"""Evidence on its way: who may, why not, what is told to whom, and what the public gets."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.enums import CommitmentState, ReportState
from monitoring.actions import evidence as actions
from monitoring.actions.evidence import Facts
from monitoring.models import Evidence, EvidenceFile, EvidenceRejection
from monitoring.models.evidence import EvidenceQuerySet
from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, User
from ogp_portal.files.models import PublicCopy, StoredFile
from ogp_portal.languages.dates import parse_loose
from ogp_portal.languages.fields import columns, text_in
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import Conflicting, TextEdit, versions
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from plans.enums import PlanKind
from plans.models import ActionPlan
from tests.accounts.routes.evidence import make_evidence
from tests.cast import SECRET, Tenant, make_user

Committing = Callable[..., AbstractContextManager[Any]]
FACTS = Facts(parse_loose("3 October 2024"), 2, None, ["https://example.org/register"])


def texts(title: str, finding: str = "We looked.", language: str = "en") -> TextEdit:
    return TextEdit(language, {"title": title, "finding": finding}, {"title": "", "finding": ""})


@pytest.fixture
def member(georgia: Tenant) -> User:
    return make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Ana the author")


@pytest.fixture
def editor(db: None) -> User:
    return make_user(Role.ADMINISTRATOR)


def written(tenant: Tenant, by: User, **more: Any) -> Evidence:
    return actions.draft_evidence(
        tenant.commitment, texts("Half is empty"), FACTS, organisation=tenant.cso, by=by, **more
    )


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("ana at home.txt", b"seen from her window\n", "text/plain")


def as_shown() -> EvidenceQuerySet:
    """Evidence with what the anonymous role may read of it."""
    texts = (*columns("title"), *columns("reply"))
    return Evidence.objects.only("version", "superseded_at", "replied_at", "reply_amended_at", *texts)


def test_evidence_goes_from_draft_to_the_public(
    georgia: Tenant, georgian_contact: User, member: User, editor: User
) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member, uploads=[photo()])
        with public_scope():
            assert not Evidence.objects.exists()
            assert not EvidenceFile.objects.exists()
        actions.submit_evidence(draft, by=member)
        with public_scope():
            assert not Evidence.objects.exists()
        actions.publish_evidence(draft, by=editor)
        published = Evidence.objects.get()
    assert published.state == ReportState.PUBLISHED
    due = today_in(country_by_id(georgia.country.pk)) + dt.timedelta(days=30)
    assert published.reply_due_on == due
    with public_scope():
        assert text_in(as_shown().get(), "title", "en") == "Half is empty"
        copy = PublicCopy.objects.get()
        assert (copy.name.startswith("evidence-"), "ana" in copy.name) == (True, False)


def test_texts_are_approved_originals_in_the_ledger(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member)
        rows = TextState.objects.filter(model="monitoring.evidence", object_id=draft.pk)
        assert set(rows.values_list("field", "language", "source_language", "state")) == {
            ("title", "en", "en", "approved"),
            ("finding", "en", "en", "approved"),
        }


BLOCKED: list[tuple[str, dict[str, Any], str]] = [
    ("title", {"title_en": ""}, "The evidence has no title yet."),
    (
        "finding",
        {"finding_en": ""},
        "The finding is missing: say in the language of the title what you found.",
    ),
    ("no day", {"observed_text": "", "observed_on": None}, "Say when this was observed."),
    (
        "unclear day",
        {"observed_text": "last week", "observed_on": None},
        "“last week” is no certain date: write when this was observed like 31.12.2026, March 2026 or 2026.",
    ),
    (
        "tomorrow",
        {"observed_text": "2099", "observed_on": dt.date(2099, 1, 1)},
        "The day of observation lies in the future.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), [row[1:] for row in BLOCKED], ids=[r[0] for r in BLOCKED])
def test_submit_is_refused_with_a_sentence(
    georgia: Tenant, member: User, fields: dict[str, Any], sentence: str
) -> None:
    with country_scope(georgia.country):
        draft = make_evidence(georgia, georgia.cso, ReportState.DRAFT, **fields)
        assert draft.submit_blocker == sentence
        with pytest.raises(NotPossible, match="^" + sentence[:20]):
            actions.submit_evidence(draft, by=member)
        assert Evidence.objects.get().state == ReportState.DRAFT


def test_an_unconfirmed_organisation_writes_drafts_and_submits_none(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        Organisation.objects.filter(pk=georgia.cso.pk).update(state=OrganisationState.PENDING)
        draft = Evidence.objects.get(pk=written(georgia, member).pk)
        assert draft.submit_blocker.startswith("Your organisation has not been confirmed yet.")
        Organisation.objects.filter(pk=georgia.cso.pk).update(state=OrganisationState.CONFIRMED)
        assert Evidence.objects.get(pk=draft.pk).submit_blocker == ""


def test_what_is_not_public_takes_no_evidence(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        on_draft = make_evidence(georgia, georgia.cso, ReportState.DRAFT, commitment=georgia.draft)
        assert georgia.draft.state == CommitmentState.DRAFT
        assert on_draft.submit_blocker == "This commitment is not public."
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(published_at=None)
        draft = Evidence.objects.get(pk=make_evidence(georgia, georgia.cso, ReportState.DRAFT).pk)
        assert draft.submit_blocker == "The plan of this commitment is not public."


def test_returned_evidence_comes_back_with_its_note(georgia: Tenant, member: User, editor: User) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member)
        actions.submit_evidence(draft, by=member)
        actions.return_evidence(draft, note="Say where you looked.", by=editor)
        returned = Evidence.objects.get()
        assert (returned.state, returned.returned_note) == ("returned", "Say where you looked.")
        actions.submit_evidence(returned, by=member)
        assert Evidence.objects.get().state == ReportState.SUBMITTED


def test_rejected_evidence_stays_private_and_its_reason_is_public(
    georgia: Tenant, member: User, editor: User
) -> None:
    with country_scope(georgia.country):
        draft = make_evidence(georgia, georgia.cso, ReportState.SUBMITTED)
        actions.reject_evidence(draft, reason="The files show another place.", language="en", by=editor)
        assert Evidence.objects.get().state == ReportState.REJECTED
        with pytest.raises(NotPossible):
            actions.publish_evidence(draft, by=editor)
    with public_scope():
        assert text_in(EvidenceRejection.objects.get(), "reason", "en") == "The files show another place."
        assert not Evidence.objects.exists()


@pytest.mark.parametrize("state", ["draft", "returned", "published", "rejected"])
def test_only_what_was_submitted_is_reviewed(georgia: Tenant, editor: User, state: str) -> None:
    with country_scope(georgia.country):
        found = make_evidence(georgia, georgia.cso, ReportState(state))
        steps: list[Callable[[], object]] = [
            lambda: actions.publish_evidence(found, by=editor),
            lambda: actions.return_evidence(found, note="No.", by=editor),
            lambda: actions.reject_evidence(found, reason="No.", language="en", by=editor),
        ]
        for step in steps:
            with pytest.raises(NotPossible, match="Only what has been submitted is reviewed"):
                step()
        assert Evidence.objects.get().state == state


def test_published_evidence_never_changes(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        published = make_evidence(georgia, georgia.cso, ReportState.PUBLISHED)
        with pytest.raises(NotPossible, match="Submit a correction instead"):
            actions.edit_evidence(published, texts("Other words"), FACTS, by=member)


def test_two_people_on_one_draft_lose_nothing(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member)
        with pytest.raises(Conflicting) as clash:
            actions.edit_evidence(draft, texts("Mine from a stale form"), FACTS, by=member)
        assert [c.theirs for c in clash.value.conflicts if c.field == "title"] == ["Half is empty"]
        actions.edit_evidence(draft, texts("ნახევარი ცარიელია", "ვნახეთ.", "ka"), FACTS, by=member)
        found = Evidence.objects.get()
        assert (text_in(found, "title", "en"), text_in(found, "title", "ka")) == (
            "Half is empty",
            "ნახევარი ცარიელია",
        )


def test_a_shadow_plan_has_nobody_to_reply(
    georgia: Tenant, georgian_contact: User, editor: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with country_scope(georgia.country), django_capture_on_commit_callbacks(execute=True):
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(kind=PlanKind.SHADOW)
        draft = make_evidence(georgia, georgia.cso, ReportState.SUBMITTED)
        actions.publish_evidence(draft, by=editor)
        published = Evidence.objects.get()
        assert published.reply_due_on is None
        assert published.days_unanswered(dt.date(2099, 1, 1)) == 0
        assert published.reply_blocker.startswith("This plan was written by civil society")
        assert not Evidence.objects.unanswered().exists()
    assert [m for m in mail.outbox if georgian_contact.email in m.to] == []


def test_a_country_without_a_contact_is_not_asked(georgia: Tenant, editor: User) -> None:
    with country_scope(georgia.country):
        actions.publish_evidence(make_evidence(georgia, georgia.cso, ReportState.SUBMITTED), by=editor)
        assert Evidence.objects.get().reply_due_on is None


def test_a_reply_is_public_at_once_and_its_correction_is_seen(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        published = make_evidence(georgia, georgia.cso, ReportState.PUBLISHED)
        assert published.days_unanswered(dt.date(2024, 11, 11)) == 10
        reply = TextEdit("ka", {"reply": "ვასწორებთ."}, {"reply": ""})
        actions.reply_to_evidence(published, reply, by=georgian_contact)
        answered = Evidence.objects.get()
        assert (text_in(answered, "reply", "ka"), answered.reply_amended_at) == ("ვასწორებთ.", None)
        assert answered.days_unanswered(dt.date(2024, 11, 11)) == 0
        with pytest.raises(Conflicting):
            actions.reply_to_evidence(
                answered, TextEdit("ka", {"reply": "არა."}, {"reply": ""}), by=georgian_contact
            )
        from_form = TextEdit("ka", {"reply": "გასწორდა."}, versions_of_reply(answered))
        actions.reply_to_evidence(answered, from_form, by=georgian_contact)
    with public_scope():
        corrected = as_shown().get()
    assert text_in(corrected, "reply", "ka") == "გასწორდა."
    assert corrected.reply_amended_at is not None
    assert corrected.replied_at == answered.replied_at


def versions_of_reply(evidence: Evidence) -> dict[str, str]:
    return versions(evidence, ["reply"], "ka")


def test_a_correction_is_a_version_and_the_older_stays(
    georgia: Tenant, georgian_contact: User, member: User, editor: User
) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member, uploads=[photo()])
        actions.submit_evidence(draft, by=member)
        actions.publish_evidence(draft, by=editor)
        first = Evidence.objects.get()
        correction = actions.correct_evidence(first, by=member)
        assert (correction.version, correction.corrects_id, correction.state) == (2, first.pk, "draft")
        assert (text_in(correction, "title", "en"), correction.links) == (
            text_in(first, "title", "en"),
            first.links,
        )
        assert correction.files.get().file_id == first.files.get().file_id
        ledger = TextState.objects.filter(object_id=correction.pk, model="monitoring.evidence")
        assert set(ledger.values_list("field", "state")) == {("title", "approved"), ("finding", "approved")}
        with pytest.raises(NotPossible, match="already under way"):
            actions.correct_evidence(first, by=member)
        with public_scope():
            assert as_shown().get().version == 1
        actions.submit_evidence(correction, by=member)
        actions.publish_evidence(correction, by=editor)
        with pytest.raises(NotPossible, match="correct that"):
            actions.correct_evidence(Evidence.objects.get(pk=first.pk), by=member)
        assert [e.pk for e in Evidence.objects.unanswered()] == [correction.pk]
        third = actions.correct_evidence(Evidence.objects.get(pk=correction.pk), by=member)
        assert (third.version, third.corrects_id) == (3, first.pk)
    with public_scope():
        public = as_shown().order_by("version")
        assert [(e.version, e.superseded_at is not None) for e in public] == [(1, True), (2, False)]


def test_a_file_that_an_earlier_version_holds_is_never_deleted(
    georgia: Tenant, member: User, editor: User
) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member, uploads=[photo()])
        actions.submit_evidence(draft, by=member)
        actions.publish_evidence(draft, by=editor)
        correction = actions.correct_evidence(Evidence.objects.get(), by=member)
        actions.remove_evidence_file(correction.files.get(), by=member)
        assert StoredFile.objects.count() == 1
        actions.discard_evidence(correction, by=member)
        assert StoredFile.objects.count() == 1
        alone = written(georgia, member, uploads=[photo()])
        actions.discard_evidence(alone, by=member)
        assert (StoredFile.objects.count(), Evidence.objects.count()) == (1, 1)


def test_submitted_evidence_is_taken_back_not_changed(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        draft = written(georgia, member)
        actions.submit_evidence(draft, by=member)
        with pytest.raises(NotPossible, match="Take it back to change it"):
            actions.edit_evidence(draft, texts("Other"), FACTS, by=member)
        with pytest.raises(NotPossible, match="Only a draft can be discarded"):
            actions.discard_evidence(draft, by=member)
        actions.take_back_evidence(draft, by=member)
        assert Evidence.objects.get().state == ReportState.DRAFT


def test_mails_tell_organisation_and_government_and_name_nobody(
    georgia: Tenant,
    georgian_contact: User,
    ukrainian_contact: User,
    member: User,
    editor: User,
    django_capture_on_commit_callbacks: Committing,
) -> None:
    officer = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "the officer")
    with country_scope(georgia.country), django_capture_on_commit_callbacks(execute=True):
        OrganisationIdentity.objects.create(organisation=georgia.cso, legal_name="The true name")
        georgia.commitment.officer = officer
        georgia.commitment.save()
        draft = written(georgia, member, uploads=[photo()])
        actions.submit_evidence(draft, by=member)
        actions.publish_evidence(draft, by=editor)
    sent = {message.to[0]: message for message in mail.outbox}
    assert set(sent) == {member.email, georgian_contact.email, officer.email}
    assert "reply" in sent[officer.email].body
    assert f"/en/desk/evidence/{draft.pk}/" in sent[georgian_contact.email].body
    for message in sent.values():
        text = f"{message.subject} {message.body}"
        assert "Half is empty" in text
        for private in ("Ana", "The true name", editor.full_name, "window", member.email):
            assert private not in text, (private, text)


def test_a_country_sees_none_of_another(georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(ukraine.country):
        make_evidence(ukraine, ukraine.cso, ReportState.PUBLISHED)
    with country_scope(georgia.country):
        assert not Evidence.objects.exists()
        make_evidence(georgia, georgia.cso, ReportState.SUBMITTED)
    with public_scope(georgia.country):
        assert not Evidence.objects.filter(title_en=SECRET).exists()
