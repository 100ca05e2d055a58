"""Every change of the multi-stakeholder forum and its meetings that has consequences."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.context import acting
from ogp_portal.files.actions import delete_files, publish_files, store_upload, withdraw_files
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit, locked, save_texts
from plans.actions.refusal import NotPossible
from plans.enums import MeetingState
from plans.models import Forum, ForumMeeting, ForumMember, MeetingAttendance, MeetingFile
from plans.models.forum import MINUTES_AFTER


@dataclass(frozen=True)
class Seat:
    """A place in the forum: who holds it, for which sector, from when to when (None: not known, or still)."""

    organisation: Organisation
    sector: str
    is_chair: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


def forum_blocker(country_id: int) -> str:
    """Why the country cannot be given a forum, or ""."""
    return _("The country has a forum already.") if Forum.objects.filter(country=country_id).exists() else ""


@transaction.atomic
def open_forum(country_id: int, edit: TextEdit, *, website: str, by: User) -> Forum:
    """Give a country its forum, not yet public."""
    if blocker := forum_blocker(country_id):
        raise NotPossible(blocker)
    forum = Forum.objects.create(country_id=country_id)
    return save_forum(forum, edit, website=website, by=by)


@transaction.atomic
def save_forum(forum: Forum, edit: TextEdit, *, website: str, by: User) -> Forum:
    """Write the forum's texts in one language and its address; raises Conflicting."""
    forum = locked(forum)
    with acting(by):
        save_texts(forum, edit, by=by, main_language=_main_language(forum.country_id))
        forum.website = website
        forum.save(update_fields=["website"])
    return forum


@transaction.atomic
def publish_forum(forum: Forum, *, by: User) -> None:
    """Show the forum, its seats and its published meetings to everybody."""
    if blocker := forum.publish_blocker:
        raise NotPossible(blocker)
    with acting(by):
        forum.published_at = timezone.now()
        forum.save(update_fields=["published_at"])


@transaction.atomic
def withdraw_forum(forum: Forum, *, by: User) -> None:
    """Take the forum with its meetings out of the public's sight; nothing is deleted."""
    if blocker := forum.withdraw_blocker:
        raise NotPossible(blocker)
    with acting(by):
        forum.published_at = None
        forum.save(update_fields=["published_at"])


def seat_blocker(forum: Forum, seat: Seat, *, but: ForumMember | None = None) -> str:
    """Why the seat cannot stand as it is, or ""; `but` is the seat that is being changed."""
    if seat.since and seat.until and seat.until < seat.since:
        return _("The last day of a seat cannot be before its first.")
    others = ForumMember.objects.filter(forum=forum, organisation=seat.organisation, until__isnull=True)
    if seat.until is None and others.exclude(pk=but.pk if but else 0).exists():
        return _("This organisation has a seat in the forum already.")
    return ""


@transaction.atomic
def add_member(forum: Forum, seat: Seat, *, by: User) -> ForumMember:
    """Give an organisation a seat."""
    return change_member(ForumMember(country_id=forum.country_id, forum=forum), seat, by=by)


@transaction.atomic
def change_member(member: ForumMember, seat: Seat, *, by: User) -> ForumMember:
    """Correct a seat, or end it by its last day."""
    if blocker := seat_blocker(member.forum, seat, but=member if member.pk else None):
        raise NotPossible(blocker)
    member.organisation, member.sector, member.is_chair = seat.organisation, seat.sector, seat.is_chair
    member.since, member.until = seat.since, seat.until
    with acting(by):
        member.save()
    return member


@transaction.atomic
def plan_meeting(
    forum: Forum, edit: TextEdit, *, held_on: dt.date, attendance: Mapping[str, int], by: User
) -> ForumMeeting:
    """Enter a meeting, not yet public."""
    due_on = held_on + MINUTES_AFTER
    meeting = ForumMeeting.objects.create(
        country_id=forum.country_id, forum=forum, held_on=held_on, minutes_due_on=due_on
    )
    return save_meeting(meeting, edit, held_on=held_on, attendance=attendance, by=by)


@transaction.atomic
def save_meeting(
    meeting: ForumMeeting, edit: TextEdit, *, held_on: dt.date, attendance: Mapping[str, int], by: User
) -> ForumMeeting:
    """Write a meeting's texts in one language, its day and who came; raises Conflicting.

    `attendance` gives the number of people of each sector; none came from a sector that is left out.
    """
    meeting = locked(meeting)
    country = country_by_id(meeting.country_id)
    with acting(by):
        save_texts(meeting, edit, by=by, main_language=country.main_language)
        if meeting.held_on != held_on:
            meeting.held_on, meeting.minutes_due_on = held_on, held_on + MINUTES_AFTER
        if not meeting.is_cancelled:
            is_over = held_on <= today_in(country) and bool(attendance or meeting.minutes_published_at)
            meeting.state = MeetingState.HELD if is_over else MeetingState.PLANNED
        meeting.save(update_fields=["held_on", "minutes_due_on", "state"])
        _count_attendance(meeting, attendance)
    return meeting


def _count_attendance(meeting: ForumMeeting, attendance: Mapping[str, int]) -> None:
    MeetingAttendance.objects.filter(meeting=meeting).exclude(sector__in=list(attendance)).delete()
    MeetingAttendance.objects.bulk_create(
        [
            MeetingAttendance(country_id=meeting.country_id, meeting=meeting, sector=sector, people=people)
            for sector, people in attendance.items()
        ],
        update_conflicts=True,
        unique_fields=["country", "meeting", "sector"],
        update_fields=["people"],
    )


@transaction.atomic
def publish_meeting(meeting: ForumMeeting, *, by: User) -> None:
    """Show the meeting with its agenda and papers to everybody."""
    if blocker := meeting.publish_blocker:
        raise NotPossible(blocker)
    with acting(by):
        meeting.published_at = timezone.now()
        meeting.save(update_fields=["published_at"])
        publish_files(meeting.files.values_list("file_id", flat=True))


@transaction.atomic
def withdraw_meeting(meeting: ForumMeeting, *, by: User) -> None:
    """Take the meeting out of the public's sight; nothing is deleted."""
    if blocker := meeting.withdraw_blocker:
        raise NotPossible(blocker)
    with acting(by):
        meeting.published_at = None
        meeting.save(update_fields=["published_at"])
        withdraw_files(meeting.files.values_list("file_id", flat=True))


@transaction.atomic
def cancel_meeting(meeting: ForumMeeting, *, by: User) -> None:
    """Say that a meeting does not take place; it stays where it was announced."""
    if blocker := meeting.cancel_blocker():
        raise NotPossible(blocker)
    with acting(by):
        meeting.state = MeetingState.CANCELLED
        meeting.save(update_fields=["state"])


@transaction.atomic
def publish_minutes(meeting: ForumMeeting, *, by: User) -> None:
    """Show the minutes to everybody."""
    if blocker := meeting.minutes_blocker(today_in(country_by_id(meeting.country_id))):
        raise NotPossible(blocker)
    with acting(by):
        meeting.minutes_published_at, meeting.state = timezone.now(), MeetingState.HELD
        meeting.save(update_fields=["minutes_published_at", "state"])


@transaction.atomic
def add_meeting_files(
    meeting: ForumMeeting, uploads: Iterable["UploadedFile[Any]"], *, title: str, language: str, by: User
) -> None:
    """Add papers to a meeting; raises UploadRefused. Of a published meeting they are public at once."""
    with acting(by):
        for upload in uploads:
            stored = store_upload(upload, country_id=meeting.country_id, by=by, purpose="meeting")
            paper = MeetingFile.objects.create(country_id=meeting.country_id, meeting=meeting, file=stored)
            edit = TextEdit(language, {"title": title}, {})
            save_texts(paper, edit, by=by, main_language=_main_language(meeting.country_id))
            if meeting.published_at:
                publish_files([stored.pk])


@transaction.atomic
def remove_meeting_file(paper: MeetingFile, *, by: User) -> None:
    """Take a paper away from a meeting, from the public's sight too."""
    with acting(by):
        file_id = paper.file_id
        withdraw_files([file_id])
        paper.delete()
        delete_files([file_id])


def _main_language(country_id: int) -> str:
    return country_by_id(country_id).main_language
