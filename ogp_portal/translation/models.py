"""The ledger: a row per object, field and language."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import TenantModel
from ogp_portal.translation.enums import TextStatus

CHOICES = [(code, OWN_NAMES[code]) for code in LANGUAGES]


class TextState(TenantModel):
    """State of one text in one language, and what it was made from.

    `source_language` is the text itself for an original. `source_version` is the version (see
    `ledger.version_of`) of the source at the time of translating: when the source moves on, the
    translation is stale. A row is public when one of the policies that each app adds for its own
    models shows the object it speaks of.
    """

    public_rows: ClassVar[str] = "false"
    private_fields: ClassVar[tuple[str, ...]] = ("changed_by",)

    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=CHOICES)
    state = models.CharField(max_length=8, choices=TextStatus)
    source_language = models.CharField(max_length=2, choices=CHOICES)
    source_version = models.CharField(max_length=16, blank=True)
    text_version = models.CharField(max_length=16, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "model", "object_id", "field", "language"], name="text_state_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.field} {self.language}: {self.state}"
