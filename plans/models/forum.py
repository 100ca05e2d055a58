"""The multi-stakeholder forum, its members and meetings."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from ogp_portal.accounts.models import Organisation, User
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import MeetingState, Sector
from plans.models.reach import CONTACT, READERS, within_reach

MINUTES_AFTER = dt.timedelta(days=14)
"""Minutes are due two weeks after the meeting."""


class ForumQuerySet(models.QuerySet["Forum"]):
    """Forums by who may see them."""

    def published(self) -> "ForumQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User) -> "ForumQuerySet":
        return within_reach(self, user, READERS)

    def editable_by(self, user: User) -> "ForumQuerySet":
        return within_reach(self, user, CONTACT)


class Forum(TenantModel):
    """Where government and civil society meet on the plan; it meets at least every six months."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL"

    name = models.CharField(max_length=300)
    mandate = models.TextField(blank=True)
    website = models.URLField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country"], name="forum_once_in_country"),
            PublicStates(name="public_forum"),
        ]

    def __str__(self) -> str:
        return f"forum {self.pk}"

    @property
    def publish_blocker(self) -> str:
        """Why the forum cannot be shown to everybody, or ""."""
        if self.published_at:
            return _("The forum is published already.")
        if not any(getattr(self, f"name_{language}") for language in self.country.languages):
            return _("The forum has no name in one of the country's languages yet.")
        return ""

    @property
    def withdraw_blocker(self) -> str:
        """Why the forum cannot be taken out of the public's sight, or ""."""
        return "" if self.published_at else _("The forum is not published.")


class ForumMember(TenantModel):
    """A seat: an organisation and the sector it speaks for. Persons are never named."""

    public_rows: ClassVar[str] = with_public("plans_forum", "forum_id")
    parent: ClassVar[str] = "forum"

    forum = TenantForeignKey(Forum, on_delete=models.CASCADE, related_name="members")
    organisation = TenantForeignKey(Organisation, on_delete=models.PROTECT, related_name="forum_seats")
    sector = models.CharField(max_length=16, choices=Sector)
    is_chair = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "forum", "organisation"],
                condition=models.Q(until__isnull=True),
                name="forum_seat_once",
            )
        ]

    def __str__(self) -> str:
        return f"organisation {self.organisation_id} in forum {self.forum_id}"


class ForumMeetingQuerySet(models.QuerySet["ForumMeeting"]):
    """Meetings by who may see them."""

    def published(self) -> "ForumMeetingQuerySet":
        """Published, of a published forum."""
        return self.filter(published_at__isnull=False, forum__published_at__isnull=False)

    def visible_to(self, user: User) -> "ForumMeetingQuerySet":
        return within_reach(self, user, READERS)

    def editable_by(self, user: User) -> "ForumMeetingQuerySet":
        return within_reach(self, user, CONTACT)


class ForumMeeting(TenantModel):
    """A meeting: agenda before, minutes and attendance after; minutes are due `minutes_due_on`."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL AND " + with_public(
        "plans_forum", "forum_id"
    )
    parent: ClassVar[str] = "forum"

    forum = TenantForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    minutes_due_on = models.DateField(null=True, blank=True)
    minutes_published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ForumMeetingQuerySet.as_manager()

    class Meta:
        constraints = [PublicStates(name="public_forummeeting")]

    def __str__(self) -> str:
        return f"meeting of forum {self.forum_id} on {self.held_on}"

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    def is_over(self, today: dt.date) -> bool:
        """Whether it has taken place by that day."""
        return not self.is_cancelled and self.held_on <= today

    def minutes_late_since(self, today: dt.date) -> dt.date | None:
        """The day on which the minutes were due, when they are late."""
        return minutes_late_since(
            self.held_on, self.minutes_due_on, self.is_cancelled, self.minutes_published_at is not None, today
        )

    @property
    def publish_blocker(self) -> str:
        """Why the meeting cannot be shown to everybody, or ""."""
        if self.published_at:
            return _("The meeting is published already.")
        if not self.forum.published_at:
            return _("The forum itself is not published yet: publish it first.")
        if not any(getattr(self, f"title_{language}") for language in self.country.languages):
            return _("The meeting has no title in one of the country's languages yet.")
        return ""

    @property
    def withdraw_blocker(self) -> str:
        """Why the meeting cannot be taken out of the public's sight, or ""."""
        if not self.published_at:
            return _("The meeting is not published.")
        if self.minutes_published_at:
            return _("The minutes are public: a meeting that was held stays on the forum's page.")
        return ""

    def cancel_blocker(self) -> str:
        """Why the meeting cannot be cancelled, or ""."""
        if self.is_cancelled:
            return _("The meeting is cancelled already.")
        if self.minutes_published_at:
            return _("The meeting was held: its minutes are public.")
        return ""

    def minutes_blocker(self, today: dt.date) -> str:
        """Why the minutes cannot be shown to everybody, or ""."""
        if self.minutes_published_at:
            return _("The minutes are published already.")
        if not self.published_at:
            return _("The meeting itself is not published yet: publish it first.")
        if self.is_cancelled:
            return _("The meeting was cancelled: it has no minutes.")
        if not self.is_over(today):
            return _("The meeting has not taken place yet.")
        if not any(getattr(self, f"minutes_{language}") for language in self.country.languages):
            return _("There are no minutes in one of the country's languages yet.")
        return ""


def minutes_late_since(
    held_on: dt.date, due_on: dt.date | None, is_cancelled: bool, has_minutes: bool, today: dt.date
) -> dt.date | None:
    """The day on which a meeting's minutes were due, when they are late; None when all is well."""
    due_on = due_on or held_on + MINUTES_AFTER
    return due_on if due_on < today and not is_cancelled and not has_minutes else None


class MeetingAttendance(TenantModel):
    """How many people of a sector came."""

    public_rows: ClassVar[str] = with_public("plans_forummeeting", "meeting_id")
    parent: ClassVar[str] = "meeting"

    meeting = TenantForeignKey(ForumMeeting, on_delete=models.CASCADE, related_name="attendance")
    sector = models.CharField(max_length=16, choices=Sector)
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "meeting", "sector"], name="attendance_once_per_sector"
            )
        ]

    def __str__(self) -> str:
        return f"{self.people} of {self.sector} at meeting {self.meeting_id}"


class MeetingFile(TenantModel):
    """A paper of a meeting."""

    public_rows: ClassVar[str] = with_public("plans_forummeeting", "meeting_id")
    parent: ClassVar[str] = "meeting"

    meeting = TenantForeignKey(ForumMeeting, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"file {self.file_id} of meeting {self.meeting_id}"
