"""The multi-stakeholder forum, its members and meetings."""

from typing import ClassVar

from django.db import models

from ogp_portal.accounts.models import Organisation
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import MeetingState, Sector


class Forum(TenantModel):
    """Where government and civil society meet on the plan; it meets at least every six months."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL"

    name = models.CharField(max_length=300)
    mandate = models.TextField(blank=True)
    website = models.URLField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [PublicStates(name="public_forum")]

    def __str__(self) -> str:
        return f"forum {self.pk}"


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

    class Meta:
        constraints = [PublicStates(name="public_forummeeting")]

    def __str__(self) -> str:
        return f"meeting of forum {self.forum_id} on {self.held_on}"


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
