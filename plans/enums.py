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


class PeriodPhase(models.TextChoices):
    """Where a reporting period stands on a day; only `planned` and `locked` take no reports."""

    PLANNED = "planned", pgettext_lazy("state of a reporting period", "planned")
    OPEN = "open", pgettext_lazy("state of a reporting period", "open")
    DUE_SOON = "due_soon", pgettext_lazy("state of a reporting period", "due soon")
    LATE = "late", pgettext_lazy("state of a reporting period", "late")
    LOCKED = "locked", pgettext_lazy("state of a reporting period", "locked")
    REOPENED = "reopened", pgettext_lazy("state of a reporting period", "open again")


class Source(models.TextChoices):
    """Where a row came from."""

    MANUAL = "manual", _("entered here")
    IMPORT = "import", _("imported from OGP's data")
    DEMO = "demo", _("demonstration data")


class Sector(models.TextChoices):
    """Whom someone in the dialogue speaks for."""

    GOVERNMENT = "government", pgettext_lazy("sector", "government")
    PARLIAMENT = "parliament", pgettext_lazy("sector", "parliament")
    CIVIL_SOCIETY = "civil_society", pgettext_lazy("sector", "civil society")
    ACADEMIA = "academia", pgettext_lazy("sector", "academia")
    BUSINESS = "business", pgettext_lazy("sector", "business")
    MEDIA = "media", pgettext_lazy("sector", "media")
    INTERNATIONAL = "international", pgettext_lazy("sector", "international organisations")
    CITIZENS = "citizens", pgettext_lazy("sector", "citizens")


class MeetingState(models.TextChoices):
    """Where a forum's meeting stands."""

    PLANNED = "planned", pgettext_lazy("state of a meeting", "planned")
    HELD = "held", pgettext_lazy("state of a meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("state of a meeting", "cancelled")


class ConsultationKind(models.TextChoices):
    """What people are asked about."""

    IDEAS = "ideas", pgettext_lazy("kind of consultation", "ideas for the plan")
    DRAFT_PLAN = "draft_plan", pgettext_lazy("kind of consultation", "draft plan")
    SELF_ASSESSMENT = "self_assessment", pgettext_lazy("kind of consultation", "draft self-assessment")
    OTHER = "other", pgettext_lazy("kind of consultation", "other")


class Participation(models.TextChoices):
    """How far people take part: the spectrum of the International Association for Public Participation."""

    INFORM = "inform", pgettext_lazy("level of participation", "inform")
    CONSULT = "consult", pgettext_lazy("level of participation", "consult")
    INVOLVE = "involve", pgettext_lazy("level of participation", "involve")
    COLLABORATE = "collaborate", pgettext_lazy("level of participation", "collaborate")
    EMPOWER = "empower", pgettext_lazy("level of participation", "empower")


class ContributionState(models.TextChoices):
    """Whether a contribution is read by everybody."""

    SUBMITTED = "submitted", pgettext_lazy("state of a contribution", "waits to be read")
    PUBLISHED = "published", pgettext_lazy("state of a contribution", "published")
    HIDDEN = "hidden", pgettext_lazy("state of a contribution", "not published")


class Outcome(models.TextChoices):
    """What became of a contribution."""

    ACCEPTED = "accepted", pgettext_lazy("answer to a contribution", "accepted")
    PARTLY = "partly", pgettext_lazy("answer to a contribution", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("answer to a contribution", "not accepted")
