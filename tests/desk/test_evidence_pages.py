"""Evidence at the desk: written by an organisation, reviewed by editors, answered by a government."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from commitments.enums import ReportState
from monitoring.models import Evidence, EvidenceRejection
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.ledger import version_of
from tests.accounts.routes.evidence import make_evidence, make_watched
from tests.accounts.test_access import signed_in
from tests.cast import SECRET, Tenant, make_commitment, make_user

LIST_QUERIES = 10
"""Two of the page; the rest of the session, the person, its roles, the wall and the test's transaction."""


@pytest.fixture
def member(georgia: Tenant) -> User:
    return make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "Ana the author")


@pytest.fixture
def editor(db: None) -> User:
    return make_user(Role.ADMINISTRATOR)


def address(name: str, pk: int, **more: Any) -> str:
    # In English, whichever language the last page was read in.
    with override("en"):
        return reverse(f"desk:{name}", kwargs={"pk": pk, **more})


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def only(tenant: Tenant) -> Evidence:
    with country_scope(tenant.country):
        return Evidence.objects.get()


def test_from_the_public_page_to_the_public_page(georgia: Tenant, member: User, editor: User) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    watch, review, government, anybody = map(signed_in, (member, editor, contact, None))
    public = text(anybody, "/en/georgia/plans/5/1/")
    link = f"/en/desk/evidence/new/?commitment={georgia.commitment.pk}"
    assert f'href="{link}"' in public
    form = watch.get(link, follow=True)
    assert "Publish the register of owners" in form.content.decode()
    wrote = watch.post(
        form.redirect_chain[-1][0],
        {
            "organisation": georgia.cso.pk,
            "language": "ka",
            "title": "ნახევარი ცარიელია",
            "finding": "ვნახეთ.",
            "observed": "3 ოქტომბერი 2024",
            "milestone": georgia.milestone.pk,
            "completion": "0",
            "links": "https://example.org/a",
            "uploads": SimpleUploadedFile("notes.txt", b"seen\n", "text/plain"),
        },
    )
    draft = only(georgia)
    assert wrote.url == address("evidence", draft.pk)  # type: ignore[attr-defined]
    assert (text_in(draft, "title", "ka"), text_in(draft, "title", "en"), draft.completion) == (
        "ნახევარი ცარიელია",
        "",
        0,
    )
    assert (draft.observed_on, draft.author_id) == (dt.date(2024, 10, 3), member.pk)
    assert review.get(address("evidence", draft.pk)).status_code == 404

    watch.post(address("evidence_submit", draft.pk))
    assert "Publish</button>" in text(review, address("evidence", draft.pk))
    review.post(address("evidence_return", draft.pk), {"note": "Where did you look?"})
    assert "Where did you look?" in text(watch, address("evidence", draft.pk))
    edit = address("evidence_edit", draft.pk, language="ka")
    watch.post(
        edit,
        {
            "title": "ნახევარი ცარიელია",
            "base_title": version_of("ნახევარი ცარიელია"),
            "finding": "ვნახეთ ქუთაისში.",
            "base_finding": version_of("ვნახეთ."),
            "observed": "3 ოქტომბერი 2024",
            "completion": "",
        },
    )
    watch.post(address("evidence_submit", draft.pk))
    assert government.get(address("evidence", draft.pk)).status_code == 404
    review.post(address("evidence_publish", draft.pk))
    assert only(georgia).state == ReportState.PUBLISHED
    public = text(anybody, "/ka/georgia/plans/5/1/")
    assert "ვნახეთ ქუთაისში." in public

    answered = government.post(address("evidence_reply", draft.pk), {"reply": "ვასწორებთ."}, follow=True)
    assert "The reply is published." in answered.content.decode()
    public = text(anybody, "/ka/georgia/plans/5/1/")
    assert "ვასწორებთ." in public
    for private in ("Ana", member.email, "notes.txt", editor.full_name, contact.full_name):
        assert private not in public
        assert private == contact.full_name or private not in text(government, address("evidence", draft.pk))


def test_the_blocker_stands_before_the_button_and_refuses_all_the_same(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        draft = make_evidence(georgia, georgia.cso, ReportState.DRAFT, finding_en="")
    client = signed_in(member)
    sentence = "The finding is missing: say in the language of the title what you found."
    html = text(client, address("evidence", draft.pk))
    assert sentence in html
    assert address("evidence_submit", draft.pk) not in html
    answer = client.post(address("evidence_submit", draft.pk), follow=True)
    assert f'<p class="notice error" role="status">{sentence}</p>' in answer.content.decode()
    assert only(georgia).state == ReportState.DRAFT


def test_somebody_elses_words_are_shown_and_nothing_is_lost(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        draft = make_evidence(georgia, georgia.cso, ReportState.DRAFT, title_en="Theirs", finding_en="Found")
    client, edit = signed_in(member), address("evidence_edit", draft.pk, language="en")
    stale = {"title": "Mine", "base_title": version_of("Old"), "finding": "Found"}
    stale |= {"base_finding": version_of("Found"), "observed": "2024"}
    html = client.post(edit, stale).content.decode()
    assert "Somebody else has saved this text while you were writing" in html
    assert "<p>Theirs</p>" in html
    assert 'value="Mine"' in html
    assert text_in(only(georgia), "title", "en") == "Theirs"
    client.post(edit, {**stale, "base_title": version_of("Theirs")})
    assert text_in(only(georgia), "title", "en") == "Mine"


def test_an_upload_that_is_refused_says_so_in_one_sentence(georgia: Tenant, member: User) -> None:
    bad = SimpleUploadedFile("photo.jpg", b"<html><script>1</script></html>", "image/jpeg")
    write = reverse("desk:evidence_write", kwargs={"commitment": georgia.commitment.pk})
    data = {"organisation": georgia.cso.pk, "language": "en", "title": "Seen", "uploads": bad}
    html = signed_in(member).post(write, data).content.decode()
    assert 'id="id_uploads-error"' in html
    with country_scope(georgia.country):
        assert not Evidence.objects.exists()


def test_a_rejection_needs_a_reason_and_publishes_it(georgia: Tenant, editor: User) -> None:
    with country_scope(georgia.country):
        submitted = make_evidence(georgia, georgia.cso, ReportState.SUBMITTED)
    client, reject = signed_in(editor), address("evidence_reject", submitted.pk)
    html = client.post(reject, {"reason": "", "language": "en"}).content.decode()
    assert "Say why this is rejected." in html
    assert only(georgia).state == ReportState.SUBMITTED
    client.post(reject, {"reason": "It is about another plan.", "language": "en"})
    with country_scope(georgia.country):
        assert text_in(EvidenceRejection.objects.get(), "reason", "en") == "It is about another plan."


def test_a_correction_begins_with_all_that_is_published(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        published = make_evidence(georgia, georgia.cso, ReportState.PUBLISHED)
    client = signed_in(member)
    client.post(address("evidence_correct", published.pk))
    with country_scope(georgia.country):
        correction = Evidence.objects.get(corrects=published)
    html = text(client, address("evidence_edit", correction.pk, language="en"))
    assert 'value="Half of the register is empty"' in html
    assert "A correction of this evidence is already under way." in text(
        client, address("evidence", published.pk)
    )


def test_originals_are_for_the_organisation_and_the_editors(
    georgia: Tenant, member: User, editor: User
) -> None:
    things = make_watched(georgia, georgia.cso)
    path = address("evidence_file", things["draft evidence"].pk, file=things["evidence file"].pk)
    answer = signed_in(member).get(path)
    assert b"".join(answer.streaming_content) == f"{SECRET}\n".encode()  # type: ignore[attr-defined]
    assert signed_in(editor).get(path).status_code == 404
    signed_in(member).post(address("evidence_submit", things["draft evidence"].pk))
    assert signed_in(editor).get(path).status_code == 200
    for role in (Role.POINT_OF_CONTACT, Role.TRANSLATOR):
        assert signed_in(make_user(role, georgia.country)).get(path).status_code == 403
    rival = make_user(Role.CSO_MEMBER, georgia.country, other_cso(georgia), "rival")
    assert signed_in(rival).get(path).status_code == 404


def other_cso(tenant: Tenant) -> Organisation:
    with country_scope(tenant.country):
        return Organisation.objects.create(country=tenant.country, kind="cso", name_en="Rival")


def test_a_file_of_another_evidence_is_not_found(georgia: Tenant, member: User) -> None:
    things = make_watched(georgia, georgia.cso)
    path = address("evidence_file", things["published evidence"].pk, file=things["evidence file"].pk)
    assert signed_in(member).get(path).status_code == 404


def test_commitments_are_found_by_typing_in_any_language(georgia: Tenant, member: User) -> None:
    with country_scope(georgia.country):
        make_commitment(
            georgia.plan, key="7", number="7", title_en="Clean water", title_ka="სუფთა წყალი", position=7
        )
    client, new = signed_in(member), reverse("desk:evidence_new")
    assert text(client, new).count('class="t"') == 2
    for asked in ("წყალი", "clean WATER", "7"):
        html = client.get(new, {"q": asked}).content.decode()
        assert html.count('class="t"') == 1, asked
        assert "Clean water" in html
    assert "No public commitment has all these words" in client.get(new, {"q": "nowhere"}).content.decode()
    assert SECRET not in text(client, new)


def test_commitments_of_another_country_or_in_draft_take_no_evidence(
    georgia: Tenant, ukraine: Tenant, member: User
) -> None:
    client = signed_in(member)
    for commitment in (ukraine.commitment, georgia.draft):
        path = reverse("desk:evidence_write", kwargs={"commitment": commitment.pk})
        assert client.get(path).status_code == 404
        assert client.post(path, {"title": "x"}).status_code == 404
    chosen = client.get(reverse("desk:evidence_new"), {"commitment": "9" * 30})
    assert chosen.status_code == 404


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("who", ["member", "editor", "contact"])
def test_the_list_asks_as_often_for_any_number(
    georgia: Tenant, member: User, editor: User, who: str, many: int, django_assert_num_queries: Any
) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    user = {"member": member, "editor": editor, "contact": contact}[who]
    with country_scope(georgia.country):
        for _ in range(many):
            for state in ("draft", "submitted", "published"):
                make_evidence(georgia, georgia.cso, ReportState(state))
    client = signed_in(user)
    text(client, reverse("desk:evidence_list"))
    with django_assert_num_queries(LIST_QUERIES):
        text(client, reverse("desk:evidence_list"))


def test_a_government_sees_first_what_waits_longest_for_its_reply(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    with country_scope(georgia.country):
        for title, due in (("Later", dt.date(2099, 1, 1)), ("Late", dt.date.today() - dt.timedelta(days=4))):
            make_evidence(georgia, georgia.cso, ReportState.PUBLISHED, title_en=title, reply_due_on=due)
        make_evidence(georgia, georgia.cso, ReportState.SUBMITTED)
    html = text(signed_in(contact), reverse("desk:evidence_list"))
    assert html.index("Unanswered for 4 days") < html.index(">Late<") < html.index(">Later<")
    assert SECRET not in html
