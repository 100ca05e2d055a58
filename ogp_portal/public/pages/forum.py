"""The forum's page: who sits in it, when it meets, what was said, who came."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import cached_property

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.public.pages.papers import Paper, papers_of
from ogp_portal.public.pages.texts import Text
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Row, Slot
from plans.enums import MeetingState, Sector
from plans.models import Forum, ForumMeeting, ForumMember, MeetingAttendance, MeetingFile
from plans.models.forum import minutes_late_since
from plans.rhythm import Rhythm, rhythm_of
from plans.words import sector_name

SECTORS = {sector.value: place for place, sector in enumerate(Sector)}
SHOWN = 60
"""Meetings on the page: thirty years of them, where the forum meets as often as it has to."""


class Seat(NamedTuple):
    """An organisation in the forum."""

    organisation: Shown
    is_chair: bool
    since: dt.date | None


class Came(NamedTuple):
    """How many people of a sector came."""

    sector: str
    people: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; its minutes are those that are published, `late_since` says since when they are late."""

    pk: int
    title: Shown
    place: Shown
    on: dt.date
    agenda: Text
    minutes: Text
    has_minutes: bool
    late_since: dt.date | None
    is_cancelled: bool
    papers: Sequence[Paper]
    came: Sequence[Came]


@dataclass(frozen=True)
class ForumPage:
    """All that the page shows; the newest meetings first. `name` is empty where there is no forum."""

    country: CountryEntry
    reader: Reader
    today: dt.date
    name: Shown
    mandate: Text
    website: str
    seats: Sequence[tuple[str, Sequence[Seat]]]
    meetings: Sequence[Meeting]

    @cached_property
    def rhythm(self) -> Rhythm:
        return rhythm_of((m.on for m in self.meetings if not m.is_cancelled), self.today)

    @property
    def coming(self) -> Sequence[Meeting]:
        """Those ahead, the next one first."""
        return [m for m in reversed(self.meetings) if m.on > self.today and not m.is_cancelled]

    @property
    def past(self) -> Sequence[Meeting]:
        """Those that were held or cancelled."""
        return [m for m in self.meetings if m.on <= self.today or m.is_cancelled]


@Prepared
def forum_of(order: tuple[str, ...]) -> Query:
    """Slots: country."""
    return (
        Forum.objects.published()
        .filter(country_id=Slot("country"))
        .order_by("pk")
        .values(
            "pk",
            "website",
            name_text=FirstText("name", order),
            mandate_text=FirstText("mandate", order),
        )[:1]
    )


@Prepared
def members_of(order: tuple[str, ...]) -> Query:
    """Slots: forum, today. The seats that are held."""
    return (
        ForumMember.objects.filter(
            Q(until__isnull=True) | Q(until__gte=Slot("today")), forum_id=Slot("forum")
        )
        .order_by("pk")
        .values("sector", "is_chair", "since", name_text=FirstText("organisation__name", order))
    )


@Prepared
def meetings_of(order: tuple[str, ...]) -> Query:
    """Slots: forum. The newest first."""
    return (
        ForumMeeting.objects.published()
        .filter(forum_id=Slot("forum"))
        .order_by("-held_on", "-pk")
        .values(
            "pk",
            "held_on",
            "state",
            "minutes_due_on",
            "minutes_published_at",
            title_text=FirstText("title", order),
            place_text=FirstText("place", order),
            agenda_text=FirstText("agenda", order),
            minutes_text=FirstText("minutes", order),
        )[:SHOWN]
    )


@Prepared
def attendance_of() -> Query:
    """Slots: meetings."""
    return (
        MeetingAttendance.objects.filter(IsAny("meeting_id", "meetings"))
        .order_by("pk")
        .values("meeting_id", "sector", "people")
    )


@Prepared
def files_of(order: tuple[str, ...]) -> Query:
    """Slots: meetings."""
    return (
        MeetingFile.objects.filter(IsAny("meeting_id", "meetings"))
        .order_by("pk")
        .values("meeting_id", "file_id", title_text=FirstText("title", order))
    )


@Prepared
def states_of() -> Query:
    """Slots: country, forum, meetings. What of the texts is less than approved."""
    return TextState.objects.filter(
        ~Q(state=TextStatus.APPROVED),
        Q(model="plans.forum", object_id=Slot("forum"))
        | Q(Q(IsAny("object_id", "meetings")), model="plans.forummeeting"),
        country_id=Slot("country"),
    ).values("model", "object_id", "field", "language", "state")


def forum_page(country: CountryEntry, reader: Reader, today: dt.date) -> ForumPage:
    """The page's data; a country without a published forum has an empty one."""
    row = forum_of(reader.order).first(country=country.pk)
    if row is None:
        nothing = reader.shown("")
        return ForumPage(country, reader, today, nothing, Text(nothing), "", [], [])
    return _Building(country, reader, today, row).page()


class _Building:
    """Asks for all that hangs on the forum: six queries."""

    def __init__(self, country: CountryEntry, reader: Reader, today: dt.date, row: Row) -> None:
        self.country, self.reader, self.today, self.row = country, reader, today, row
        self.meetings = meetings_of(reader.order).rows(forum=row.pk)
        ids = [meeting.pk for meeting in self.meetings]
        states = states_of().rows(country=country.pk, forum=row.pk, meetings=ids)
        self.states = {(s.model, s.object_id, s.field, s.language): s.state for s in states}
        self.files: dict[int, list[int]] = defaultdict(list)
        files = files_of(reader.order).rows(meetings=ids)
        for file in files:
            self.files[file.meeting_id].append(file.file_id)
        self.papers = papers_of(files, country, reader)
        self.came: dict[int, list[Came]] = defaultdict(list)
        for came in sorted(attendance_of().rows(meetings=ids), key=lambda came: SECTORS[came.sector]):
            self.came[came.meeting_id].append(Came(sector_name(came.sector), came.people))

    def page(self) -> ForumPage:
        return ForumPage(
            country=self.country,
            reader=self.reader,
            today=self.today,
            name=self.reader.shown(self.row.name_text),
            mandate=self._text(self.row.mandate_text, "plans.forum", self.row.pk, "mandate"),
            website=self.row.website if self.row.website.startswith(("https://", "http://")) else "",
            seats=self._seats(),
            meetings=[self._meeting(row) for row in self.meetings],
        )

    def _text(self, tagged: str, model: str, pk: int, field: str) -> Text:
        text = self.reader.shown(tagged)
        return Text(text, self.states.get((model, pk, field, text.language), ""))

    def _seats(self) -> list[tuple[str, Sequence[Seat]]]:
        seats: dict[str, list[Seat]] = defaultdict(list)
        for row in members_of(self.reader.order).rows(forum=self.row.pk, today=self.today):
            seats[row.sector].append(Seat(self.reader.shown(row.name_text), row.is_chair, row.since))
        language = self.reader.language
        return [
            (
                sector_name(sector),
                sorted(seats[sector], key=lambda s: sort_key(str(s.organisation), language)),
            )
            for sector in Sector
            if seats[sector]
        ]

    def _meeting(self, row: Row) -> Meeting:
        has_minutes, is_cancelled = row.minutes_published_at is not None, row.state == MeetingState.CANCELLED
        minutes = row.minutes_text if has_minutes else ""
        return Meeting(
            pk=row.pk,
            title=self.reader.shown(row.title_text),
            place=self.reader.shown(row.place_text),
            on=row.held_on,
            agenda=self._text(row.agenda_text, "plans.forummeeting", row.pk, "agenda"),
            minutes=self._text(minutes, "plans.forummeeting", row.pk, "minutes"),
            has_minutes=has_minutes,
            late_since=minutes_late_since(
                row.held_on, row.minutes_due_on, is_cancelled, has_minutes, self.today
            ),
            is_cancelled=is_cancelled,
            papers=[self.papers[file_id] for file_id in self.files[row.pk] if file_id in self.papers],
            came=self.came[row.pk],
        )
