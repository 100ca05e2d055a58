"""Which reminders have been sent, so that none goes out twice."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from commitments.enums import ReminderKind
from ogp_portal.tenancy.models import TenantModel


class Reminder(TenantModel):
    """A mail that a person got on a day about progress reports."""

    public_rows: ClassVar[str] = ""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=8, choices=ReminderKind)
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "user", "kind", "sent_on"], name="reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.kind} to user {self.user_id} on {self.sent_on}"
