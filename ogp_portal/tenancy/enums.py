"""Words of membership in the Open Government Partnership."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipState(models.TextChoices):
    """A country's standing in the partnership, as OGP words it."""

    NEVER_MEMBER = "never_member", _("never a member")
    ACTIVE = "active", _("active member")
    UNDER_REVIEW = "under_review", _("under review")
    CONTRARY_TO_PROCESS = "contrary_to_process", _("acting contrary to process")
    INACTIVE = "inactive", _("inactive")
    SUSPENDED = "suspended", _("suspended")
    PERMANENTLY_SUSPENDED = "permanently_suspended", _("permanently suspended")
    WITHDRAWN = "withdrawn", _("withdrawn from the partnership")


class Precision(models.TextChoices):
    """How much of a date is certain."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")
    ONGOING = "ongoing", _("ongoing")
