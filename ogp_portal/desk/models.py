"""What people have typed and not yet saved."""

from django.conf import settings
from django.db import models

from ogp_portal.tenancy.models import TenantModel


class Draft(TenantModel):
    """A form as one person left it, kept by itself while they type; gone once they save or discard it.

    `form` names the page's form and what it is about, such as "commitment:12:ka"; `values` are its fields.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "user", "form"], name="draft_once")]

    def __str__(self) -> str:
        return f"draft of {self.form} by user {self.user_id}"


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar can be subscribed to; without a row there is none.

    `key` is half of the secret: the address carries its signature too, so that nobody who reads this table
    can write the address.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    key = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"calendar of user {self.user_id}"
