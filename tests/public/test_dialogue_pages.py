"""The forum's page, consultations and contributing, as everybody sees and uses them."""

import datetime as dt
import re
import time
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.models import CommitmentOrigin
from commitments.origins import answer
from ogp_portal.accounts.enums import Role, SafetyMode
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.stamps import client as redis_client
from ogp_portal.translation.editing import TextEdit
from ogp_portal.web.visitors import OPENED, TRAP, opened_at
from plans.enums import ContributionState, MeetingState, Outcome, Sector
from plans.models import Contribution, ContributionAuthor, ForumMember, MeetingAttendance
from tests.cast import SECRET, Tenant, make_commitment, make_user
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
PAGES = {"forum": {}, "consultation_list": {}, "consultation": {"key": "ideas"}}
QUERIES = {"forum": 11, "consultation_list": 7, "consultation": 12}
"""Four of them are the transaction around the page and its scope."""


def url(page: str, language: str = "en", **parts: Any) -> str:
    return reverse(f"public:{page}", kwargs={"country": "georgia", **parts}).replace(
        "/en/", f"/{language}/", 1
    )


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def counted(address: str) -> int:
    read(address)
    with CaptureQueriesContext(connection) as queries:
        read(address)
    return len(queries)


# The forum


def test_the_forum_page_says_who_sits_there_and_when_it_met(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        forum = make_forum(georgia.country, website="https://forum.example.org/")
        ForumMember.objects.create(
            country=georgia.country,
            forum=forum,
            organisation=georgia.cso,
            sector="civil_society",
            is_chair=True,
        )
        ForumMember.objects.create(
            country=georgia.country,
            forum=forum,
            organisation=georgia.ministry,
            sector="government",
            until=TODAY() - DAY,
        )
        meeting = make_meeting(forum, minutes_en="Not public yet.")
        MeetingAttendance.objects.create(
            country=georgia.country, meeting=meeting, sector="civil_society", people=12
        )
        make_meeting(forum, title_en="The next one", held_on=TODAY() + 9 * DAY)
        make_meeting(forum, title_en="Called off", held_on=TODAY() - 5 * DAY, state=MeetingState.CANCELLED)
        make_meeting(forum, title_en=SECRET, published_at=None)
    page = read(url("forum"))
    assert "The forum meets at least every six months, as OGP asks." in page
    assert "Watch of georgia" in page
    assert "Ministry of georgia" not in page
    assert "Minutes late since" in page
    assert "Not public yet." not in page
    assert page.index("The next one") < page.index("Meeting of the council")
    assert ">12</b>" in page
    assert "cancelled" in page
    assert SECRET not in page


def test_minutes_appear_once_they_are_published(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        meeting = make_meeting(make_forum(georgia.country), minutes_en="It was decided.")
        meeting.minutes_published_at = meeting.published_at
        meeting.save()
    page = read(url("forum"))
    assert "It was decided." in page
    assert "late" not in page.split("<main", 1)[1]


def test_a_country_without_a_forum_says_so(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_forum(georgia.country, name_en=SECRET, published_at=None)
    page = read(url("forum"))
    assert "No multi-stakeholder forum has been published here yet." in page
    assert SECRET not in page


# Consultations


def test_a_draft_consultation_is_invisible(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan, published_at=None, title_en=SECRET)
    assert SECRET not in read(url("consultation_list"))
    for page in ("consultation", "contribute"):
        assert Client().get(url(page, key="ideas")).status_code == 404
    assert Client().post(url("contribute_send", key="ideas"), {}).status_code == 404


def test_a_consultation_on_a_draft_plan_does_not_name_it(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.draft_plan)
    page = read(url("consultation", key="ideas"))
    assert "What should the plan promise?" in page
    assert SECRET not in page
    assert "Ninth action plan" not in page


def test_unanswered_contributions_are_red_after_the_day_they_were_due(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        close(consultation, days_ago=60)
        make_response(make_contribution(consultation, 1))
        make_contribution(consultation, 2)
    page = read(url("consultation", key="ideas"))
    assert re.search(r'<p class="small wait">Unanswered since [^<]+</p>', page)
    assert "1 of 2 contributions unanswered since" in page
    assert '<span class="wait">late</span>' in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"answered": "yes"}, [1, 2]),
        ({"answered": "no"}, [3]),
        ({"outcome": "rejected"}, [2]),
        ({"language": "ka"}, [3]),
        ({"outcome": "nonsense", "language": "xx", "page": "-1"}, [1, 2, 3]),
        ({"answered": "no", "language": "en"}, []),
    ],
)
def test_contributions_are_found_by_answer_and_language(
    georgia: Tenant, query: dict[str, str], numbers: list[int]
) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        make_response(make_contribution(consultation, 1))
        make_response(make_contribution(consultation, 2), outcome=Outcome.REJECTED)
        make_contribution(consultation, 3, language="ka")
    page = Client().get(url("consultation", key="ideas"), query).content.decode()
    assert [int(n) for n in re.findall(r'<article class="say" id="c(\d+)"', page)] == numbers


def test_what_people_wrote_is_marked_with_its_language_and_runs_nothing(georgia: Tenant) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan, title_en=hostile, description_en=hostile)
        row = make_contribution(
            consultation, 1, language="hy", title=hostile, body=hostile, signed=hostile, on_behalf_of=hostile
        )
        make_response(row, reason_en=hostile)
        CommitmentOrigin.objects.create(
            country=georgia.country, commitment=georgia.commitment, contribution=row
        )
    pages = [
        url("consultation", key="ideas"),
        url("contribution", key="ideas", number=1),
        url("contribute", key="ideas"),
        url("consultation_list"),
        url("commitment", plan="5", commitment="1"),
    ]
    for address in pages:
        page = read(address)
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert "&lt;script&gt;" in page, address
    assert '<div class="prose" lang="hy">' in read(pages[0])


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_as_much_for_one_as_for_three(georgia: Tenant, page: str) -> None:
    found = []
    with country_scope(georgia.country):
        forum = make_forum(georgia.country)
        consultation = make_consultation(georgia.plan)
    for number in (1, 2, 3):
        with country_scope(georgia.country):
            make_meeting(forum, minutes_en="Minutes", minutes_published_at="2026-01-01T00:00Z")
            ForumMember.objects.create(
                country=georgia.country,
                forum=forum,
                organisation=Organisation.objects.create(
                    country=georgia.country, kind="cso", name_en=f"Watch {number}"
                ),
                sector="civil_society",
            )
            row = make_contribution(consultation, number)
            make_response(row)
            made = make_commitment(georgia.plan, key=f"k{number}", number=f"k{number}")
            CommitmentOrigin.objects.create(country=georgia.country, commitment=made, contribution=row)
            make_consultation(georgia.plan, key=f"more-{number}")
        if number in (1, 3):
            found.append(counted(url(page, **PAGES[page])))
    assert found == [QUERIES[page]] * 2


# From idea to commitment


def test_a_commitment_says_what_it_began_as_at_no_cost(georgia: Tenant) -> None:
    address = url("commitment", plan="5", commitment="1")
    before = counted(address)
    assert "Began as" not in read(address)
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        for number in (1, 2):
            row = make_contribution(consultation, number, language="ka", title=f"იდეა {number}")
            CommitmentOrigin.objects.create(
                country=georgia.country, commitment=georgia.commitment, contribution=row
            )
        hidden = make_contribution(consultation, 3, state=ContributionState.HIDDEN, title=SECRET)
        CommitmentOrigin.objects.create(
            country=georgia.country, commitment=georgia.commitment, contribution=hidden
        )
    page = read(address)
    assert counted(address) == before
    link = url("contribution", key="ideas", number=1)
    assert f'<dt>Began as</dt><dd><a href="{link}"><span lang="ka">იდეა 1</span></a></dd>' in page
    assert SECRET not in page


def test_a_draft_commitment_is_not_named_where_it_began(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1)
        make_response(row)
        CommitmentOrigin.objects.create(country=georgia.country, commitment=georgia.draft, contribution=row)
    assert SECRET not in read(url("consultation", key="ideas"))


def test_forty_contributions_in_four_languages_get_forty_responses_and_three_commitments_trace_back(
    georgia: Tenant, georgian_contact: User, django_capture_on_commit_callbacks: Any
) -> None:
    languages, outcomes = ("ka", "en", "hy", "az"), list(Outcome)
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        rows = [
            make_contribution(
                consultation,
                number,
                language=languages[number % 4],
                sector=list(Sector)[number % 8],
                email=f"person{number}@example.org" if number % 2 else "",
            )
            for number in range(1, 41)
        ]
        commitments = [
            make_commitment(georgia.plan, key=f"t{n}", number=f"1{n}", title_en=f"Promise {n}")
            for n in range(3)
        ]
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        for at in range(0, 40, 8):
            led_to = [commitments[at // 8]] if at // 8 < 3 else []
            answer(
                rows[at : at + 8],
                TextEdit("ka", {"reason": f"მიზეზი {at}"}, {}),
                outcome=Outcome.ACCEPTED if led_to else outcomes[(at // 8) % 3],
                commitments=led_to,
                is_published=True,
                by=georgian_contact,
            )
    pages = [read(f"{url('consultation', key='ideas')}?page={page}") for page in (1, 2)]
    shown = [re.findall(r'<article class="say" id="c(\d+)" *>', page) for page in pages]
    assert [int(n) for page in shown for n in page] == list(range(1, 41))
    assert sum(page.count("reasoned response of") for page in pages) == 40
    assert "All contributions have a reasoned response" in pages[0]
    for commitment in commitments:
        assert f"Promise {commitment.key[1]}" in pages[0]
        own = read(url("commitment", plan="5", commitment=commitment.key))
        assert len(re.findall(r"/consultations/ideas/\d+/", own)) == 8
    assert counted(url("consultation", key="ideas")) == QUERIES["consultation"]
    assert len(mail.outbox) == 20
    assert {message.to[0] for message in mail.outbox} == {f"person{n}@example.org" for n in range(1, 41, 2)}
    everything = "".join(pages) + "".join(
        read(url("commitment", plan="5", commitment=commitment.key)) for commitment in commitments
    )
    assert "@example.org" not in everything


# Contributing


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    """Each test begins as if nobody had sent anything from here."""
    for key in redis_client().keys("portal:visitors:contribute:*"):
        redis_client().delete(key)


def form(**given: Any) -> dict[str, Any]:
    return {
        "language": "uk",
        "sector": "citizens",
        "title": "Відкрийте реєстр",
        "body": "Усі дані мають бути відкриті.",
        "consent": "on",
        OPENED: opened_at(time.time() - 60),
        **given,
    }


def send(browser: Client | None = None, **given: Any) -> Any:
    return (browser or Client()).post(url("contribute_send", key="ideas"), form(**given))


def problem(**given: Any) -> str:
    answer = send(**given)
    assert answer.status_code == 200
    listed = re.search(r'<div class="wrong".*?</div>', answer.content.decode(), re.DOTALL)
    assert listed
    return re.sub(r"<[^>]+>", " ", listed.group(0))


def test_anybody_contributes_and_gets_a_number(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    sent = send(name="Olena Secret", email="olena@example.org")
    assert sent.status_code == 302
    assert sent.url == url("contribute_thanks", key="ideas", number=1)
    assert "Your contribution has number 1" in read(sent.url)
    with country_scope(georgia.country):
        row, author = Contribution.objects.get(), ContributionAuthor.objects.get()
    assert (row.language, row.state, row.signed) == ("uk", ContributionState.SUBMITTED, "")
    assert (author.name, author.email, author.user) == ("Olena Secret", "olena@example.org", None)
    assert "Відкрийте реєстр" not in read(url("consultation", key="ideas"))


def test_a_contributors_name_and_address_are_nowhere_public(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        consultation = make_consultation(georgia.plan)
        row = make_contribution(consultation, 1, name="Olena Secret", email="olena@example.org")
        make_response(row)
        CommitmentOrigin.objects.create(
            country=georgia.country, commitment=georgia.commitment, contribution=row
        )
    for address in (
        url("consultation_list"),
        url("consultation", key="ideas"),
        url("contribution", key="ideas", number=1),
        url("commitment", plan="5", commitment="1"),
        url("country"),
    ):
        found = Client().get(address)
        text = found.content.decode() + str(found.headers)
        assert "Olena" not in text, address
        assert "olena@" not in text, address
    assert "Proposal 1" in read(url("contribution", key="ideas", number=1))


def test_a_member_speaks_for_the_organisation_under_its_alias(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
        Organisation.objects.filter(pk=georgia.cso.pk).update(safety_mode=SafetyMode.ALIAS, name_en="Group A")
    browser = Client()
    browser.force_login(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso))
    assert "Group A" in browser.get(url("contribute", key="ideas")).content.decode()
    assert send(browser, organisation=str(georgia.cso.pk), on_behalf_of="Typed").status_code == 302
    with country_scope(georgia.country):
        row = Contribution.objects.get()
        assert (row.organisation_id, row.on_behalf_of) == (georgia.cso.pk, "")


def test_nobody_speaks_for_an_organisation_that_is_not_theirs(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    send(organisation=str(georgia.cso.pk))
    with country_scope(georgia.country):
        assert Contribution.objects.get().organisation_id is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"consent": ""}, "Without your consent the text cannot be published."),
        ({"title": ""}, "Say in one sentence what you propose."),
        ({"body": "x" * 5230}, "The text has 5230 characters: shorten it by 230 characters."),
        ({"shows_name": "on"}, "Give the name that should be shown"),
        ({TRAP: "https://spam.example"}, "has to stay empty"),
        ({OPENED: "forged"}, "open for more than a day"),
        ({"language": "fr"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(georgia: Tenant, given: dict[str, str], sentence: str) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    assert sentence in problem(**given)
    with country_scope(georgia.country):
        assert Contribution.objects.count() == 0


def test_what_was_written_is_still_there_when_something_is_wrong(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    assert "Усі дані мають бути відкриті." in send(consent="").content.decode()


def test_five_thousand_characters_fit_whatever_the_line_ends(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    assert send(body="x\r\n" * 2499 + "xx").status_code == 302


def test_the_same_text_is_not_taken_twice(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    send()
    assert "This text has been sent already: it is contribution 1." in problem()


def test_a_network_that_sends_too_much_waits(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    for number in range(5):
        assert send(body=f"Text {number}").status_code == 302
    assert "Too much has come from your network within an hour." in problem(body="One more")
    with country_scope(georgia.country):
        assert Contribution.objects.count() == 5


def test_a_closed_consultation_takes_nothing(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        close(make_consultation(georgia.plan), days_ago=2)
    assert "it takes no more contributions" in read(url("contribute", key="ideas"))
    answer = send()
    assert answer.status_code == 200
    with country_scope(georgia.country):
        assert Contribution.objects.count() == 0


def test_contributing_leaves_cached_pages_alone(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_consultation(georgia.plan)
    before = redis_client().hgetall("portal:stamps")
    assert send().status_code == 302
    assert redis_client().hgetall("portal:stamps") == before


def test_the_country_page_leads_to_the_dialogue(georgia: Tenant) -> None:
    page = read(url("country"))
    assert url("forum") in page
    assert url("consultation_list") in page
