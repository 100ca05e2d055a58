"""States of a text in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextStatus(models.TextChoices):
    """What a text is worth; completeness counts approved and not stale."""

    MISSING = "missing", _("missing translation")
    MACHINE = "machine", _("machine translation")
    DRAFT = "draft", _("draft translation")
    APPROVED = "approved", _("approved translation")
    STALE = "stale", _("stale translation")
