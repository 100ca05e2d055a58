"""Rows of the countries in which a person holds a role; all of them for a role of the programme."""

from typing import TypeVar

from django.db import models

from ogp_portal.accounts.enums import ROLES_IN_THE_PROGRAMME, Role
from ogp_portal.accounts.models import User

Rows = TypeVar("Rows", bound="models.QuerySet[models.Model]")

CONTACT = frozenset({Role.POINT_OF_CONTACT, Role.ADMINISTRATOR})
READERS = CONTACT | {Role.AGENCY_OFFICER, Role.FORUM_MEMBER, Role.TRANSLATOR, Role.PROGRAMME_OFFICER}
"""Who reads drafts of plans and commitments, papers of the forum and consultations before they are public."""


def within_reach(rows: Rows, user: User, roles: frozenset[Role]) -> Rows:
    """Those of `rows` that the roles open to the person."""
    if user.roles.has(*roles & frozenset(ROLES_IN_THE_PROGRAMME)):
        return rows.all()
    return rows.filter(country_id__in=user.roles.countries(*roles))
