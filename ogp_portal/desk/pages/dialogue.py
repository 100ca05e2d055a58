"""What the desk shows of the dialogue: forums, meetings, consultations, contributions."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, FilteredRelation, Q
from django.utils.translation import gettext, ngettext

from ogp_portal.accounts.models import Organisation, User
from ogp_portal.languages.fields import Shown, shown
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.languages.sorting import sort_key
from ogp_portal.tenancy.directory import CountryEntry, alphabetical, country_by_id, today_in
from ogp_portal.web.formats import day
from plans.enums import ContributionState, MeetingState, PlanState
from plans.models import ActionPlan, Consultation, Contribution, Forum, ForumMeeting, ForumMember
from plans.models.reach import CONTACT, READERS
from plans.rhythm import Rhythm, rhythm_of
from plans.words import plan_with_years, sector_name


@dataclass(frozen=True)
class Line:
    """A row of a list: what it is, its day, how it stands, whether that is late."""

    pk: int
    title: Shown
    when: str
    note: str
    is_late: bool = False


@dataclass(frozen=True)
class CountryDialogue:
    """The dialogue of one country."""

    country: CountryEntry
    may_edit: bool
    forum: Forum | None
    forum_name: Shown | None
    rhythm: Rhythm
    rhythm_sentence: str
    meetings: Sequence[Line]
    consultations: Sequence[Line]
    plans: Sequence[tuple[int, str]]
    """Where a consultation can be begun."""


def title_of(row: Any, field: str, language: str) -> Shown:
    """A text of a row for a reader of the page."""
    main = country_by_id(row.country_id).main_language
    return shown(row, field, wanted=language, main_language=main)


def dialogue_of(user: User, language: str) -> list[CountryDialogue]:
    """The countries whose papers the person may read, in the language's order."""
    forums = {forum.country_id: forum for forum in Forum.objects.visible_to(user)}
    meetings: dict[int, list[ForumMeeting]] = defaultdict(list)
    for meeting in ForumMeeting.objects.visible_to(user).order_by("-held_on", "-pk"):
        meetings[meeting.country_id].append(meeting)
    consultations: dict[int, list[Consultation]] = defaultdict(list)
    for row in Consultation.objects.visible_to(user).order_by("-opens_on", "-pk"):
        consultations[row.country_id].append(row)
    counts = waiting_in(consultation for rows in consultations.values() for consultation in rows)
    plans = _open_plans(user)
    return [
        _country(country, user, language, forums, meetings, consultations, counts, plans)
        for country in alphabetical(language)
        if user.roles.has_in(country.pk, *READERS)
    ]


def _country(
    country: CountryEntry,
    user: User,
    language: str,
    forums: dict[int, Forum],
    meetings: dict[int, list[ForumMeeting]],
    consultations: dict[int, list[Consultation]],
    counts: dict[int, Counter[str]],
    plans: dict[int, list[ActionPlan]],
) -> CountryDialogue:
    today, forum = today_in(country), forums.get(country.pk)
    rhythm = rhythm_of((m.held_on for m in meetings[country.pk] if not m.is_cancelled), today)
    return CountryDialogue(
        country=country,
        may_edit=user.roles.has_in(country.pk, *CONTACT),
        forum=forum,
        forum_name=title_of(forum, "name", language) if forum else None,
        rhythm=rhythm,
        rhythm_sentence=rhythm.sentence(language),
        meetings=[_meeting_line(meeting, language, today) for meeting in meetings[country.pk]],
        consultations=[
            _consultation_line(row, counts[row.pk], language, today) for row in consultations[country.pk]
        ],
        plans=[
            (plan.pk, plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on))
            for plan in plans[country.pk]
        ],
    )


def _open_plans(user: User) -> dict[int, list[ActionPlan]]:
    found: dict[int, list[ActionPlan]] = defaultdict(list)
    if user.roles.has(*CONTACT):
        fields = ("country_id", "number", "kind", "starts_on", "ends_on")
        for plan in ActionPlan.objects.exclude(state=PlanState.CLOSED).only(*fields).order_by("-starts_on"):
            found[plan.country_id].append(plan)
    return found


def _meeting_line(meeting: ForumMeeting, language: str, today: dt.date) -> Line:
    note, is_late = meeting_note(meeting, language, today)
    when = day(meeting.held_on, language, "day", "short")
    return Line(meeting.pk, title_of(meeting, "title", language), when, note, is_late)


def meeting_note(meeting: ForumMeeting, language: str, today: dt.date) -> tuple[str, bool]:
    """How a meeting stands, and whether that is late."""
    on = day(meeting.held_on, language)
    if meeting.state == MeetingState.CANCELLED:
        return gettext("%(day)s: cancelled") % {"day": on}, False
    if since := meeting.minutes_late_since(today):
        late = gettext("%(day)s: minutes late since %(since)s")
        return late % {"day": on, "since": day(since, language)}, True
    if meeting.minutes_published_at:
        return gettext("%(day)s: minutes published") % {"day": on}, False
    if not meeting.published_at:
        return gettext("%(day)s: not published yet") % {"day": on}, False
    return on, False


def waiting_in(consultations: Iterable[Consultation]) -> dict[int, Counter[str]]:
    """Of each consultation: contributions in all, `unread`, `hidden`, `unanswered`; one query."""
    rows = (
        Contribution.objects.filter(consultation__in=[row.pk for row in consultations])
        .annotate(
            answered=FilteredRelation("responses", condition=Q(responses__published_at__isnull=False)),
        )
        .values("consultation_id", "state")
        .annotate(count=Count("pk"), answered_count=Count("answered"))
        .order_by()
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counted = counts[row["consultation_id"]]
        counted["all"] += row["count"]
        if row["state"] == ContributionState.SUBMITTED:
            counted["unread"] += row["count"]
        elif row["state"] == ContributionState.HIDDEN:
            counted["hidden"] += row["count"]
        else:
            counted["unanswered"] += row["count"] - row["answered_count"]
    return counts


def _consultation_line(row: Consultation, counted: Counter[str], language: str, today: dt.date) -> Line:
    is_late = row.answers_due_on < today and bool(counted["unanswered"] + counted["unread"])
    notes = [phase_of(row, language, today), *counted_words(counted)]
    when = day(row.closes_on, language, "day", "short")
    return Line(row.pk, title_of(row, "title", language), when, " · ".join(notes), is_late)


def counted_words(counted: Counter[str]) -> list[str]:
    """How many contributions there are, and how many wait for what."""
    words = [
        ngettext("%(count)s contribution", "%(count)s contributions", counted["all"])
        % {"count": counted["all"]}
    ]
    if unread := counted["unread"]:
        words.append(ngettext("%(count)s to read", "%(count)s to read", unread) % {"count": unread})
    if unanswered := counted["unanswered"]:
        sentence = ngettext("%(count)s unanswered", "%(count)s unanswered", unanswered)
        words.append(sentence % {"count": unanswered})
    return words


def phase_of(row: Consultation, language: str, today: dt.date) -> str:
    """Where a consultation stands, in words."""
    if not row.published_at:
        return gettext("not published yet")
    if today < row.opens_on:
        return gettext("opens on %(day)s") % {"day": day(row.opens_on, language)}
    if today <= row.closes_on:
        return gettext("open until %(day)s") % {"day": day(row.closes_on, language)}
    return gettext("closed on %(day)s, answers due on %(due)s") % {
        "day": day(row.closes_on, language),
        "due": day(row.answers_due_on, language),
    }


@dataclass(frozen=True)
class SeatLine:
    """A seat in the list of members."""

    pk: int
    organisation: Shown
    sector: str
    is_chair: bool
    since: dt.date | None
    until: dt.date | None


def seats_of(forum: Forum, language: str) -> list[SeatLine]:
    """All seats, those that are held first, by sector and name."""
    rows = ForumMember.objects.filter(forum=forum).select_related("organisation")
    seats = [
        SeatLine(
            row.pk,
            title_of(row.organisation, "name", language),
            sector_name(row.sector),
            row.is_chair,
            row.since,
            row.until,
        )
        for row in rows
    ]
    return sorted(
        seats, key=lambda s: (s.until is not None, s.sector, sort_key(str(s.organisation), language))
    )


def organisations_to_choose(country_id: int, language: str) -> dict[str, Organisation]:
    """The confirmed organisations of a country by name as proposed; two of one name are told apart."""
    named: dict[str, Organisation] = {}
    rows = Organisation.objects.filter(country=country_id, state="confirmed")
    for row in sorted(rows, key=lambda row: sort_key(str(title_of(row, "name", language)), language)):
        name = str(title_of(row, "name", language))
        named[name if name not in named else f"{name} ({row.pk})"] = row
    return named


@dataclass(frozen=True)
class Tab:
    """A language to write in: of the country's, the main one first."""

    code: str
    name: str
    is_current: bool


def language_tabs(country_id: int, current: str) -> list[Tab]:
    """The country's languages and the one that is being written, to choose from."""
    codes = dict.fromkeys((*country_by_id(country_id).languages, current))
    return [Tab(code, OWN_NAMES[code], code == current) for code in codes]
