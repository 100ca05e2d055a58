"""The forum and its meetings, consultations with what people said and the answers."""

from django.utils import timezone

from commitments.models import CommitmentOrigin
from ogp_portal.accounts.models import Organisation
from ogp_portal.demo.content import Entry
from ogp_portal.demo.load.loading import Loading, moment, texts_of
from plans.enums import ContributionState, MeetingState, Sector
from plans.models import (
    Consultation,
    Contribution,
    ContributionAuthor,
    Forum,
    ForumMeeting,
    ForumMember,
    MeetingAttendance,
    ReasonedResponse,
)
from plans.translation import CONSULTATION_TEXTS, FORUM_TEXTS, MEETING_TEXTS, RESPONSE_TEXTS


def load_dialogue(loading: Loading, content: Entry) -> None:
    """All of it; a country without a forum has none of the meetings."""
    if "forum" in content.data:
        forum = _forum(loading, content.entry("forum"))
        for entry in content.entries("meetings"):
            _meeting(loading, forum, entry)
    for entry in content.entries("consultations"):
        _consultation(loading, entry)


def _forum(loading: Loading, entry: Entry) -> Forum:
    row = Forum(
        country=loading.country,
        website=entry.text("website"),
        published_at=moment(loading.plan.starts_on),
        is_demo=True,
    )
    forum = loading.saved(row, texts_of(entry, FORUM_TEXTS))
    ForumMember.objects.bulk_create(
        ForumMember(
            country=loading.country,
            forum=forum,
            organisation=loading.organisations[seat.text("organisation")],
            sector=Sector(seat.text("sector")),
            is_chair=bool(seat.data.get("is_chair", False)),
            since=loading.plan.starts_on,
        )
        for seat in entry.entries("members")
    )
    return forum


def _meeting(loading: Loading, forum: Forum, entry: Entry) -> None:
    row = ForumMeeting(
        country=loading.country,
        forum=forum,
        held_on=entry.day("held"),
        minutes_due_on=entry.date("minutes_due"),
        minutes_published_at=moment(entry.date("minutes_published")),
        state=MeetingState(entry.text("state")),
        published_at=moment(min(entry.day("held"), entry.today)),
    )
    meeting = loading.saved(row, texts_of(entry, MEETING_TEXTS))
    MeetingAttendance.objects.bulk_create(
        MeetingAttendance(country=loading.country, meeting=meeting, sector=Sector(sector), people=people)
        for sector, people in entry.data.get("attendance", {}).items()
    )


def _consultation(loading: Loading, entry: Entry) -> None:
    row = Consultation(
        country=loading.country,
        plan=loading.plan,
        key=entry.text("key"),
        kind=entry.text("kind"),
        participation=entry.text("participation"),
        opens_on=entry.day("opens"),
        closes_on=entry.day("closes"),
        answers_due_on=entry.day("answers_due"),
        published_at=moment(entry.day("opens")),
        is_demo=True,
    )
    consultation = loading.saved(row, texts_of(entry, CONSULTATION_TEXTS))
    for number, said in enumerate(entry.entries("contributions"), start=1):
        _contribution(loading, consultation, number, said)


def _contribution(loading: Loading, consultation: Consultation, number: int, entry: Entry) -> None:
    contribution = Contribution.objects.create(
        country=loading.country,
        consultation=consultation,
        number=number,
        language=entry.text("language"),
        sector=Sector(entry.text("sector")),
        organisation=_organisation(loading, entry),
        signed=entry.text("signed"),
        title=entry.text("title"),
        body=entry.text("body"),
        state=entry.text("state") or ContributionState.PUBLISHED,
    )
    said_at = moment(min(consultation.closes_on, entry.today))
    Contribution.objects.filter(pk=contribution.pk).update(submitted_at=said_at)
    if email := entry.text("author_email"):
        ContributionAuthor.objects.create(
            country=loading.country,
            contribution=contribution,
            email=email,
            consented_at=said_at or timezone.now(),
        )
    if outcome := entry.text("outcome"):
        row = ReasonedResponse(
            country=loading.country,
            contribution=contribution,
            outcome=outcome,
            answered_by=loading.contact,
            published_at=moment(min(consultation.answers_due_on, entry.today)),
        )
        loading.saved(row, texts_of(entry, RESPONSE_TEXTS))
    CommitmentOrigin.objects.bulk_create(
        CommitmentOrigin(
            country=loading.country, commitment=loading.commitments[key], contribution=contribution
        )
        for key in entry.listed("led_to")
    )


def _organisation(loading: Loading, entry: Entry) -> Organisation | None:
    key = entry.text("organisation")
    return loading.organisations[key] if key else None
