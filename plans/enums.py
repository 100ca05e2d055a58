"""Kinds and states of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(models.TextChoices):
    """Who wrote a plan."""

    GOVERNMENT = "government", _("government plan")
    # Translators: a plan that civil society wrote where the government has none; never “shadow” literally.
    SHADOW = "shadow", _("shadow plan")


class PlanState(models.TextChoices):
    """Where a plan stands in its cycle."""

    CO_CREATION = "co_creation", pgettext_lazy("state of a plan", "co-creation")
    SUBMITTED = "submitted", pgettext_lazy("state of a plan", "submitted")
    IMPLEMENTATION = "implementation", pgettext_lazy("state of a plan", "implementation")
    CLOSED = "closed", pgettext_lazy("state of a plan", "closed")


class PeriodKind(models.TextChoices):
    """How long a reporting period is."""

    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")
    OWN = "own", _("own period")


class Source(models.TextChoices):
    """Where a row came from."""

    MANUAL = "manual", _("entered here")
    IMPORT = "import", _("imported from OGP's data")
    DEMO = "demo", _("demonstration data")
