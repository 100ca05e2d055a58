"""The common scale, states and values of commitments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Completion(models.IntegerChoices):
    """The five points on which all three voices are compared; no value at all is “not assessed”."""

    NO_EVIDENCE = 0, pgettext_lazy("commitment completion", "No evidence available")
    NOT_STARTED = 1, pgettext_lazy("commitment completion", "Not started")
    LIMITED = 2, pgettext_lazy("commitment completion", "Limited")
    SUBSTANTIAL = 3, pgettext_lazy("commitment completion", "Substantial")
    COMPLETE = 4, pgettext_lazy("commitment completion", "Complete")


KEPT_FROM = Completion.SUBSTANTIAL
"""“Kept or nearly kept” counts from here."""


class CommitmentState(models.TextChoices):
    """Whether the public sees a commitment; a withdrawn one stays visible as withdrawn."""

    DRAFT = "draft", pgettext_lazy("state of a commitment", "draft")
    PUBLISHED = "published", pgettext_lazy("state of a commitment", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a commitment", "withdrawn")


class ReportState(models.TextChoices):
    """Way of a progress update, or a rating, to the public."""

    DRAFT = "draft", pgettext_lazy("state of a report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a report", "submitted")
    RETURNED = "returned", pgettext_lazy("state of a report", "returned")
    PUBLISHED = "published", pgettext_lazy("state of a report", "published")
    REJECTED = "rejected", pgettext_lazy("state of a report", "rejected")


class OgpValue(models.TextChoices):
    """The values that a commitment serves."""

    ACCESS_TO_INFORMATION = "access_to_information", _("access to information")
    CIVIC_PARTICIPATION = "civic_participation", _("civic participation")
    PUBLIC_ACCOUNTABILITY = "public_accountability", _("public accountability")
    TECHNOLOGY = "technology", _("technology and innovation")


class Challenge(models.TextChoices):
    """What stands in the way; asked for when a commitment is not started or limited."""

    COMPETING_PRIORITIES = "competing_priorities", _("competing priorities")
    LACK_OF_RESOURCES = "lack_of_resources", _("lack of resources")
    DELAY_IN_APPROVALS = "delay_in_approvals", _("delay in approvals")
    DEPENDENCY_ON_OTHERS = "dependency_on_others", _("dependency on others")
    STAKEHOLDER_PARTICIPATION = "stakeholder_participation", _("participation of stakeholders")
    OTHER = "other", pgettext_lazy("challenge", "other")


class IndicatorKind(models.TextChoices):
    """What an indicator of a commitment measures."""

    OUTPUT = "output", _("output")
    OUTCOME = "outcome", _("outcome")


class ReminderKind(models.TextChoices):
    """Which mail was sent."""

    DIGEST = "digest", _("daily digest")
    ASKED = "asked", _("reminder by the point of contact")
