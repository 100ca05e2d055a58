"""Kinds of organisations, and roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    """Who an organisation is in a plan."""

    GOVERNMENT = "government", _("government")
    PUBLIC_BODY = "public_body", _("other public body")
    CSO = "cso", _("civil society organisation")
    ACADEMIA = "academia", _("academia")
    INTERNATIONAL = "international", _("international organisation")
    BUSINESS = "business", _("business")


class OrganisationState(models.TextChoices):
    """Whether an organisation that registered itself has been confirmed; only confirmed ones are public."""

    PENDING = "pending", pgettext_lazy("state of an organisation", "waits to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("state of an organisation", "confirmed")
    DECLINED = "declined", pgettext_lazy("state of an organisation", "declined")


class SafetyMode(models.TextChoices):
    """Whether an organisation stands under its own name."""

    OPEN = "open", _("under its own name")
    ALIAS = "alias", _("under an alias")


class Role(models.TextChoices):
    """What a person may do, and where: DESIGN's table of access."""

    POINT_OF_CONTACT = "point_of_contact", _("point of contact")
    AGENCY_OFFICER = "agency_officer", _("agency officer")
    FORUM_MEMBER = "forum_member", _("forum member")
    CSO_MEMBER = "cso_member", _("member of a civil society organisation")
    IRM_RESEARCHER = "irm_researcher", _("IRM researcher")
    TRANSLATOR = "translator", pgettext_lazy("role", "translator")
    GRANT_MANAGER = "grant_manager", _("grant manager")
    ASSESSOR = "assessor", _("assessor")
    PROGRAMME_OFFICER = "programme_officer", _("programme officer")
    ADMINISTRATOR = "administrator", _("administrator")


ROLES_IN_A_COUNTRY = (Role.POINT_OF_CONTACT, Role.FORUM_MEMBER, Role.IRM_RESEARCHER, Role.TRANSLATOR)
ROLES_IN_AN_ORGANISATION = (Role.AGENCY_OFFICER, Role.CSO_MEMBER)
STAFF_ROLES = frozenset(Role) - {Role.CSO_MEMBER, Role.FORUM_MEMBER}
"""Those who sign in with a second factor, or not at all."""

ROLES_IN_THE_PROGRAMME = (Role.GRANT_MANAGER, Role.ASSESSOR, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
