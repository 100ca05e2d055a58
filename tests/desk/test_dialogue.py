"""The dialogue at the desk: entering, publishing, moderating, answering."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.models import CommitmentOrigin
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.ledger import version_of
from plans.enums import ContributionState, Outcome
from plans.models import Consultation, Contribution, Forum, ForumMeeting, ForumMember, ReasonedResponse
from tests.cast import Tenant, make_user
from tests.plans.making import (
    TODAY,
    close,
    make_consultation,
    make_contribution,
    make_forum,
    make_meeting,
    make_response,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(georgian_contact: User) -> Client:
    browser = Client()
    browser.force_login(georgian_contact)
    return browser


def url(route: str, **kwargs: Any) -> str:
    return reverse(f"desk:{route}", kwargs=kwargs)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


# The forum


def test_a_forum_is_entered_given_a_member_and_published(desk: Client, georgia: Tenant) -> None:
    made: Any = desk.post(
        url("forum_new", country="georgia"), {"name": "საბჭო", "website": "forum.example.org"}
    )
    with country_scope(georgia.country):
        forum = Forum.objects.get()
    assert made.url == url("member_list", pk=forum.pk)
    assert (text_in(forum, "name", "ka"), forum.website) == ("საბჭო", "https://forum.example.org")
    seat = {"organisation": "watch of GEORGIA", "sector": "civil_society", "since": "1.9.2025"}
    assert desk.post(made.url, seat).status_code == 302
    desk.post(url("forum_publish", pk=forum.pk))
    with country_scope(georgia.country):
        assert ForumMember.objects.get().organisation_id == georgia.cso.pk
        assert Forum.objects.get().published_at


def test_an_organisation_that_is_not_in_the_list_is_named_in_the_sentence(
    desk: Client, georgia: Tenant, ukraine: Tenant
) -> None:
    with country_scope(georgia.country):
        forum = make_forum(georgia.country)
    page = text(
        desk.post(url("member_list", pk=forum.pk), {"organisation": "Watch of ukraine", "sector": "media"})
    )
    assert "“Watch of ukraine” is not in the list" in page
    assert 'value="Watch of georgia"' in page


def test_a_translation_is_written_beside_its_source(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        forum = make_forum(georgia.country, name_ka="საბჭო", name_en="")
    address = url("forum_edit", pk=forum.pk, language="en")
    page = text(desk.get(address))
    assert '<div lang="ka"><p>საბჭო</p></div>' in page
    desk.post(address, {"name": "Council", "base_name": "", "base_mandate": ""})
    with country_scope(georgia.country):
        forum.refresh_from_db()
    assert (text_in(forum, "name", "en"), text_in(forum, "name", "ka")) == ("Council", "საბჭო")


def test_the_second_of_two_writers_sees_both_versions(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        meeting = make_meeting(make_forum(georgia.country), minutes_en="As they wrote it.")
    address = url("meeting_edit", pk=meeting.pk, language="en")
    mine = {
        "title": text_in(meeting, "title", "en"),
        "base_title": version_of(text_in(meeting, "title", "en")),
        "minutes": "As I wrote it.",
        "base_minutes": "",
        "agenda": text_in(meeting, "agenda", "en"),
        "base_agenda": version_of(text_in(meeting, "agenda", "en")),
        "held_on": str(meeting.held_on),
    }
    page = text(desk.post(address, mine))
    assert "As they wrote it." in page
    assert "As I wrote it." in page
    seen = re.search(r'name="base_minutes" value="(\w+)"', page)
    assert seen
    assert desk.post(address, {**mine, "base_minutes": seen[1]}).status_code == 302
    with country_scope(georgia.country):
        meeting.refresh_from_db()
    assert text_in(meeting, "minutes", "en") == "As I wrote it."


def test_a_meeting_is_announced_with_papers_that_members_read_before(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        forum = make_forum(georgia.country)
    entered = {"title": "სხდომა", "held_on": str(TODAY() + 9 * DAY), "came_media": "2"}
    made: Any = desk.post(url("meeting_new", pk=forum.pk), entered)
    with country_scope(georgia.country):
        meeting = ForumMeeting.objects.get()
    paper = SimpleUploadedFile("Agenda by Nino.txt", b"1. The draft plan", "text/plain")
    desk.post(url("meeting_file_add", pk=meeting.pk), {"title": "Agenda", "uploads": paper})
    member = Client()
    member.force_login(make_user(Role.FORUM_MEMBER, georgia.country))
    page = text(member.get(made.url))
    assert "Agenda" in page
    assert "Publish the meeting" not in page
    with country_scope(georgia.country):
        address = url("meeting_file", pk=meeting.files.get().pk)
    assert b"".join(member.get(address).streaming_content) == b"1. The draft plan"  # type: ignore[attr-defined]
    public = reverse("public:forum", kwargs={"country": "georgia"})
    assert "სხდომა" not in text(Client().get(public))
    desk.post(url("meeting_publish", pk=meeting.pk))
    page = text(Client().get(public))
    assert "სხდომა" in page
    assert "Nino" not in page
    copy = re.search(r'href="(/en/georgia/files/[^"]+)"', page)
    assert copy
    assert Client().get(copy[1]).status_code == 200


def test_a_refused_file_is_said_in_one_sentence(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        meeting = make_meeting(make_forum(georgia.country))
    hostile = SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    page = text(desk.post(url("meeting_file_add", pk=meeting.pk), {"title": "A", "uploads": hostile}))
    assert 'class="wrong"' in page
    with country_scope(georgia.country):
        assert meeting.files.count() == 0


def test_why_minutes_cannot_be_published_stands_there_before_and_after(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        meeting = make_meeting(make_forum(georgia.country))
    sentence = "There are no minutes in one of the country&#x27;s languages yet."
    assert sentence in text(desk.get(url("meeting", pk=meeting.pk)))
    page = text(desk.post(url("minutes_publish", pk=meeting.pk), follow=True))
    assert page.count(sentence) == 2


# Consultations


def asked(**given: str) -> dict[str, str]:
    today = TODAY()
    return {
        "title": "იდეები",
        "description": "რა უნდა დაპირდეს გეგმა?",
        "kind": "ideas",
        "participation": "involve",
        "opens_on": str(today),
        "closes_on": str(today + 20 * DAY),
        "answers_due_on": str(today + 50 * DAY),
        **given,
    }


def test_a_consultation_is_entered_and_opened(desk: Client, georgia: Tenant) -> None:
    made: Any = desk.post(url("consultation_new", plan=georgia.plan.pk), asked(key="my-ideas"))
    with country_scope(georgia.country):
        row = Consultation.objects.get()
    assert made.url == url("consultation", pk=row.pk)
    assert row.key == "my-ideas"
    desk.post(url("consultation_publish", pk=row.pk))
    address = reverse("public:consultation", kwargs={"country": "georgia", "key": "my-ideas"})
    assert "რა უნდა დაპირდეს გეგმა?" in text(Client().get(address))


def test_a_short_consultation_is_refused_at_its_day(desk: Client, georgia: Tenant) -> None:
    page = text(
        desk.post(url("consultation_new", plan=georgia.plan.pk), asked(closes_on=str(TODAY() + 10 * DAY)))
    )
    assert "People need at least 14 days" in page
    with country_scope(georgia.country):
        assert Consultation.objects.count() == 0


def test_an_address_is_given_once(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    page = text(desk.post(url("consultation_new", plan=georgia.plan.pk), asked(key="ideas")))
    assert "Another consultation has the address “ideas” already" in page


# Contributions and responses


def ticked(desk: Client, consultation: Consultation, do: str, *rows: Contribution) -> Any:
    return desk.post(
        url("contribution_ticked", pk=consultation.pk), {"do": do, "c": [row.pk for row in rows]}
    )


def test_ticked_contributions_are_published_together(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        rows = [make_contribution(consultation, n, state=ContributionState.SUBMITTED) for n in (1, 2, 3)]
    ticked(desk, consultation, "publish", *rows[:2])
    with country_scope(georgia.country):
        assert list(Contribution.objects.published().order_by("number").values_list("number", flat=True)) == [
            1,
            2,
        ]


def test_contributions_of_elsewhere_cannot_be_ticked(desk: Client, georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
    with country_scope(ukraine.country):
        foreign = make_contribution(make_consultation(ukraine.plan), 1, state=ContributionState.SUBMITTED)
    ticked(desk, consultation, "publish", foreign)
    with country_scope(ukraine.country):
        foreign.refresh_from_db()
    assert foreign.state == ContributionState.SUBMITTED


def test_several_alike_get_one_reason_and_lead_to_one_commitment(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        rows = [make_contribution(consultation, n) for n in (1, 2, 3)]
        make_response(rows[2], reason_en="Answered before.")
    on = ticked(desk, consultation, "answer", *rows)
    page = text(desk.get(on.url))
    assert "One reasoned response to 2 contributions" in page
    assert "One that was ticked has a response already and is left out." in page
    assert 'value="1. Publish the register of owners"' in page
    answer = {
        "c": [row.pk for row in rows],
        "outcome": "partly",
        "reason": "ნაწილობრივ.",
        "commitment_0": "1. publish the register of owners",
        "publish": "1",
    }
    assert desk.post(on.url, answer).status_code == 302
    with country_scope(georgia.country):
        found = ReasonedResponse.objects.order_by("contribution__number")
        assert [(r.outcome, text_in(r, "reason", "ka")) for r in found] == [
            (Outcome.PARTLY, "ნაწილობრივ."),
            (Outcome.PARTLY, "ნაწილობრივ."),
            (Outcome.ACCEPTED, ""),
        ]
        assert all(response.published_at for response in found)
        assert CommitmentOrigin.objects.filter(commitment=georgia.commitment).count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": ""}, "Give the reason: a response without one is no reasoned response."),
        ({"outcome": ""}, "Say whether it is accepted."),
        ({"commitment_0": "Nothing like it"}, "“Nothing like it” is not in the list"),
        (
            {"outcome": "rejected", "commitment_0": "1. Publish the register of owners"},
            "What was not accepted led to no commitment",
        ),
    ],
)
def test_what_a_response_lacks_is_said(
    desk: Client, georgia: Tenant, given: dict[str, str], sentence: str
) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        row = make_contribution(consultation, 1)
    address = url("response", pk=consultation.pk, language="ka")
    posted = {"c": [row.pk], "outcome": "accepted", "reason": "კი", "publish": "1", **given}
    assert sentence in text(desk.post(address, posted))
    with country_scope(georgia.country):
        assert ReasonedResponse.objects.count() == 0


def test_an_unread_contribution_says_why_it_is_not_answered(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        row = make_contribution(consultation, 1, state=ContributionState.SUBMITTED)
    page = text(desk.get(f"{url('response', pk=consultation.pk, language='ka')}?c={row.pk}"))
    assert "publish it first" in page
    assert "<textarea" not in page


def test_a_contribution_is_hidden_with_a_reason_alone(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1)
    address = url("contribution_hide", pk=row.pk)
    assert "Say why the contribution is not published." in text(desk.post(address, {"reason": ""}))
    desk.post(address, {"reason": "It names a neighbour."})
    with country_scope(georgia.country):
        row.refresh_from_db()
    assert (row.state, row.hidden_reason) == (ContributionState.HIDDEN, "It names a neighbour.")


def test_who_contributed_is_sealed_for_the_contact_too(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        row = make_contribution(consultation, 1, name="Olena Secret", email="olena@example.org")
    for address in (
        url("contribution_list", pk=consultation.pk),
        f"{url('response', pk=consultation.pk, language='ka')}?c={row.pk}",
        url("contribution_hide", pk=row.pk),
        url("consultation", pk=consultation.pk),
    ):
        page = text(desk.get(address))
        assert "Olena" not in page
        assert "olena@" not in page
    assert "Proposal 1" in text(desk.get(url("contribution_list", pk=consultation.pk)))


def test_those_that_wait_come_first(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        make_response(make_contribution(consultation, 1))
        make_contribution(consultation, 2)
        make_contribution(consultation, 3, state=ContributionState.HIDDEN)
        make_contribution(consultation, 4, state=ContributionState.SUBMITTED)
        make_response(make_contribution(consultation, 5), published_at=None)
    address = url("contribution_list", pk=consultation.pk)
    order = re.findall(r'<li class="say" id="c(\d)">', text(desk.get(address)))
    assert order == ["4", "2", "5", "1", "3"]
    assert re.findall(r'<li class="say" id="c(\d)">', text(desk.get(address, {"state": "answered"}))) == ["1"]


def test_late_answers_are_marked_at_the_desk(desk: Client, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        close(consultation, days_ago=60)
        make_contribution(consultation, 1)
    page = text(desk.get(url("dialogue")))
    assert re.search(r'<li class="late">.*?1 unanswered', page)


def lists(georgia: Tenant) -> dict[str, tuple[str, Callable[[int], object]]]:
    """Each list's address, and what adds a row to it."""
    with country_scope(georgia.country):
        forum = make_forum(georgia.country)
        consultation = make_consultation(georgia.plan)

    def contribution(number: int) -> None:
        row = make_contribution(consultation, number)
        make_response(row)
        CommitmentOrigin.objects.create(
            country=georgia.country, commitment=georgia.commitment, contribution=row
        )

    def seat(number: int) -> None:
        ForumMember.objects.create(
            country=georgia.country,
            forum=forum,
            organisation=georgia.cso,
            sector="media",
            until=TODAY() - number * DAY,
        )

    def dialogue(number: int) -> None:
        make_meeting(forum)
        make_consultation(georgia.plan, key=f"k{number}")

    return {
        "contributions": (url("contribution_list", pk=consultation.pk), contribution),
        "members": (url("member_list", pk=forum.pk), seat),
        "dialogue": (url("dialogue"), dialogue),
    }


@pytest.mark.parametrize("name", ["contributions", "members", "dialogue"])
def test_lists_ask_as_much_for_three_as_for_one(desk: Client, georgia: Tenant, name: str) -> None:
    address, add = lists(georgia)[name]
    found = []
    for number in (1, 2, 3):
        with country_scope(georgia.country):
            add(number)
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            text(desk.get(address))
        found.append(len(queries))
    assert found[0] == found[2] < 25
