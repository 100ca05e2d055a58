"""Forum, meetings, consultations, contributions and responses: what may be done when, and what it does."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from commitments.models import CommitmentOrigin
from commitments.origins import answer
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.editing import Conflicting, TextEdit
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from plans.actions.consultation import (
    Said,
    Terms,
    answer_contributions,
    contribute,
    erase_contributor,
    hide_contribution,
    open_consultation,
    publish_consultation,
    publish_contributions,
    publish_responses,
    save_consultation,
    withdraw_consultation,
)
from plans.actions.forum import (
    Seat,
    add_member,
    cancel_meeting,
    open_forum,
    plan_meeting,
    publish_forum,
    publish_meeting,
    publish_minutes,
    save_meeting,
)
from plans.enums import ContributionState, MeetingState, Outcome, Sector
from plans.models import Contribution, ContributionAuthor, ForumMeeting, ReasonedResponse
from tests.cast import Tenant
from tests.plans.making import TODAY, make_consultation, make_contribution, make_forum, make_meeting

DAY = dt.timedelta(days=1)


def terms(**given: Any) -> Terms:
    today = TODAY()
    days = {
        "opens_on": today,
        "closes_on": today + 20 * DAY,
        "answers_due_on": today + 50 * DAY,
    }
    return Terms(**{"kind": "ideas", "participation": "consult", **days, **given})


def texts(language: str = "ka", **given: str) -> TextEdit:
    return TextEdit(language, given, {})


def said(**given: Any) -> Said:
    return Said(
        **{
            "language": "uk",
            "sector": Sector.CITIZENS,
            "title": "Відкрийте реєстр",
            "body": "Усі дані мають бути відкриті.",
            **given,
        }
    )


# The forum


def test_a_country_has_one_forum(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        open_forum(georgia.country.pk, texts(name="საბჭო"), website="", by=georgian_contact)
        with pytest.raises(NotPossible, match="has a forum already"):
            open_forum(georgia.country.pk, texts(name="მეორე"), website="", by=georgian_contact)


def test_an_organisation_holds_one_seat_at_a_time(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        forum = make_forum(georgia.country)
        seat = Seat(georgia.cso, Sector.CIVIL_SOCIETY, since=dt.date(2024, 1, 1), until=dt.date(2024, 12, 31))
        add_member(forum, seat, by=georgian_contact)
        add_member(forum, Seat(georgia.cso, Sector.CIVIL_SOCIETY), by=georgian_contact)
        with pytest.raises(NotPossible, match="has a seat in the forum already"):
            add_member(forum, Seat(georgia.cso, Sector.CIVIL_SOCIETY), by=georgian_contact)


def test_a_meeting_goes_from_plan_to_minutes(georgia: Tenant, georgian_contact: User) -> None:
    today = TODAY()
    with country_scope(georgia.country):
        forum = make_forum(georgia.country, published_at=None)
        meeting = plan_meeting(
            forum,
            texts(title="სხდომა", agenda="1. გეგმა"),
            held_on=today + DAY,
            attendance={},
            by=georgian_contact,
        )
        assert meeting.minutes_due_on == today + 15 * DAY
        with pytest.raises(NotPossible, match="forum itself is not published"):
            publish_meeting(meeting, by=georgian_contact)
        publish_forum(forum, by=georgian_contact)
        meeting = ForumMeeting.objects.get(pk=meeting.pk)
        publish_meeting(meeting, by=georgian_contact)
        with pytest.raises(NotPossible, match="has not taken place yet"):
            publish_minutes(meeting, by=georgian_contact)
        meeting = save_meeting(
            meeting,
            TextEdit("ka", {"minutes": "გადაწყდა."}, {}),
            held_on=today,
            attendance={Sector.CIVIL_SOCIETY: 7, Sector.GOVERNMENT: 3},
            by=georgian_contact,
        )
        assert meeting.state == MeetingState.HELD
        assert meeting.minutes_due_on == today + 14 * DAY
        publish_minutes(meeting, by=georgian_contact)
        assert dict(meeting.attendance.values_list("sector", "people")) == {
            "civil_society": 7,
            "government": 3,
        }
        with pytest.raises(NotPossible, match="its minutes are public"):
            cancel_meeting(meeting, by=georgian_contact)
    with public_scope(georgia.country):
        assert ForumMeeting.objects.count() == 1


def test_two_people_in_one_text_lose_nothing(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        meeting = make_meeting(make_forum(georgia.country), minutes_en="As the other one wrote it.")
        edit = TextEdit("en", {"minutes": "As I wrote it."}, {"minutes": ""})
        with pytest.raises(Conflicting) as found:
            save_meeting(meeting, edit, held_on=meeting.held_on, attendance={}, by=georgian_contact)
        assert found.value.conflicts[0].theirs == "As the other one wrote it."


# Consultations


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"closes_on": TODAY() + 13 * DAY}, "People need at least 14 days"),
        ({"answers_due_on": TODAY() + 10 * DAY}, "Answers cannot be due before"),
    ],
)
def test_a_consultation_gives_two_weeks(
    georgia: Tenant, georgian_contact: User, given: dict[str, Any], sentence: str
) -> None:
    with country_scope(georgia.country), pytest.raises(NotPossible, match=sentence):
        open_consultation(georgia.plan, texts(title="იდეები"), terms(**given), key="", by=georgian_contact)


def test_a_consultation_is_given_an_address_of_its_own(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        keys = [
            open_consultation(georgia.plan, texts(title="იდეები"), terms(), key="", by=georgian_contact).key
            for _ in range(3)
        ]
    month = f"ideas-{TODAY():%Y-%m}"
    assert keys == [month, f"{month}-2", f"{month}-3"]


def test_a_consultation_begun_late_is_not_published_for_less_than_two_weeks(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        late = make_consultation(georgia.plan, published_at=None)
        with pytest.raises(NotPossible, match="People need at least 14 days"):
            publish_consultation(late, by=georgian_contact)


def test_an_open_consultation_can_be_prolonged_not_shortened(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        days = {"opens_on": row.opens_on, "answers_due_on": row.answers_due_on}
        with pytest.raises(NotPossible, match="can be prolonged, not shortened"):
            shorter = terms(**days, closes_on=row.closes_on - DAY)
            save_consultation(row, texts("en"), shorter, by=georgian_contact)
        with pytest.raises(NotPossible, match="its first day stays"):
            earlier = terms(**{**days, "opens_on": row.opens_on - DAY}, closes_on=row.closes_on)
            save_consultation(row, texts("en"), earlier, by=georgian_contact)
        with pytest.raises(NotPossible, match="as many days as the closing day"):
            later = terms(**{**days, "answers_due_on": row.answers_due_on + DAY}, closes_on=row.closes_on)
            save_consultation(row, texts("en"), later, by=georgian_contact)
        longer = terms(**days, closes_on=row.closes_on + 5 * DAY)
        assert save_consultation(row, texts("en"), longer, by=georgian_contact).closes_on == longer.closes_on


def test_a_consultation_with_contributions_stays(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        make_contribution(row, 1, state=ContributionState.SUBMITTED)
        with pytest.raises(NotPossible, match="People have contributed already"):
            withdraw_consultation(row, by=georgian_contact)


# Contributions


def test_a_contribution_waits_unseen_and_its_author_is_sealed(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        sent = contribute(row, said(name="Olena Secret", email="olena@example.org"), by=None)
        assert (sent.number, sent.state, sent.signed) == (1, ContributionState.SUBMITTED, "")
        assert ContributionAuthor.objects.get().email == "olena@example.org"
        assert contribute(row, said(body="Ще одне."), by=None).number == 2
    with public_scope(georgia.country):
        assert Contribution.objects.count() == 0


def test_a_name_is_shown_only_when_its_owner_wants_that(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        assert contribute(row, said(name="Olena", shows_name=True), by=None).signed == "Olena"


def test_the_history_of_a_contribution_names_nobody(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        sent = contribute(make_consultation(georgia.plan), said(), by=georgian_contact)
        (event,) = sent.events.select_related("pgh_context")  # type: ignore[attr-defined]
        assert event.pgh_context.metadata["user"] is None


def test_a_contributor_who_asks_is_forgotten_in_the_history_too(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        sent = contribute(row, said(name="Olena Known", email="olena@example.org", shows_name=True), by=None)
        other = contribute(row, said(name="Taras", body="Ще одне.", shows_name=True), by=None)
        erase_contributor(sent, by=georgian_contact)
        assert ContributionAuthor.objects.get().contribution == other
        assert list(Contribution.objects.order_by("pk").values_list("signed", flat=True)) == ["", "Taras"]
        assert {event.signed for event in sent.events.all()} == {""}  # type: ignore[attr-defined]
        assert {event.signed for event in other.events.all()} == {"Taras"}  # type: ignore[attr-defined]


def test_the_same_text_twice_is_one_contribution(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        contribute(row, said(), by=None)
        with pytest.raises(NotPossible, match="it is contribution 1"):
            contribute(row, said(title="Again"), by=None)


@pytest.mark.parametrize(("shift", "sentence"), [(11, "closed on"), (-11, "opens on")])
def test_nobody_contributes_out_of_time(georgia: Tenant, shift: int, sentence: str) -> None:
    with country_scope(georgia.country):
        row = make_consultation(georgia.plan)
        row.opens_on, row.closes_on = row.opens_on - shift * DAY, row.closes_on - shift * DAY
        row.save()
        with pytest.raises(NotPossible, match=sentence):
            contribute(row, said(), by=None)


def test_what_is_hidden_is_not_public_and_can_come_back(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1)
        hide_contribution(row, reason="It names a neighbour.", by=georgian_contact)
    with public_scope(georgia.country):
        assert Contribution.objects.count() == 0
    with country_scope(georgia.country):
        assert publish_contributions([row], by=georgian_contact) == 1
    with public_scope(georgia.country):
        assert Contribution.objects.count() == 1


# Responses


def test_an_unread_contribution_is_not_answered(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1, state=ContributionState.SUBMITTED)
        with pytest.raises(NotPossible, match="publish it first"):
            answer_contributions([row], texts(reason="კი"), outcome=Outcome.ACCEPTED, by=georgian_contact)


def test_a_response_without_a_reason_is_not_published(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1)
        responses = answer_contributions(
            [row], texts(reason=""), outcome=Outcome.REJECTED, by=georgian_contact
        )
        with pytest.raises(NotPossible, match="gives no reason"):
            publish_responses(responses, by=georgian_contact)


def test_a_published_response_is_told_in_the_contributors_language(
    georgia: Tenant, georgian_contact: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        consultation = make_consultation(georgia.plan, title_uk="Ідеї до плану")
        row = make_contribution(consultation, 7, language="uk", title="Реєстр", email="olena@example.org")
        silent = make_contribution(consultation, 8)
        answer(
            [row, silent],
            texts(reason="გავითვალისწინეთ."),
            outcome=Outcome.PARTLY,
            commitments=[georgia.commitment],
            is_published=True,
            by=georgian_contact,
        )
        assert CommitmentOrigin.objects.count() == 2
        assert TextState.objects.filter(model="plans.reasonedresponse", language="ka").count() == 2
    (sent,) = mail.outbox
    assert sent.to == ["olena@example.org"]
    assert "Ідеї до плану" in sent.body
    assert "გავითვალისწინეთ." in sent.body
    assert f"/uk/georgia/consultations/{consultation.key}/7/" in sent.body


def test_a_response_is_public_with_its_contribution_alone(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        row = make_contribution(make_consultation(georgia.plan), 1)
        responses = answer_contributions(
            [row], texts(reason="კი"), outcome=Outcome.ACCEPTED, by=georgian_contact
        )
    with public_scope(georgia.country):
        assert ReasonedResponse.objects.count() == 0
    with country_scope(georgia.country):
        publish_responses(responses, by=georgian_contact)
    with public_scope(georgia.country):
        assert ReasonedResponse.objects.count() == 1
    with country_scope(georgia.country):
        hide_contribution(row, reason="Advertising.", by=georgian_contact)
    with public_scope(georgia.country):
        assert ReasonedResponse.objects.count() == 0
