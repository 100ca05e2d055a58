"""Inviting people to a role: who may invite whom, and every step from the mail to the role."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ogp_portal.accounts.actions import give_role, open_account
from ogp_portal.accounts.enums import (
    ROLES_IN_A_COUNTRY,
    ROLES_IN_AN_ORGANISATION,
    OrganisationKind,
    OrganisationState,
    Role,
)
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import Invitation, Organisation, RoleAssignment, User
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.tenancy.models import Country

DAYS = 14
BY_CONTACT = (
    Role.POINT_OF_CONTACT,
    Role.AGENCY_OFFICER,
    Role.FORUM_MEMBER,
    Role.TRANSLATOR,
)
"""What a point of contact gives and ends in the own country.

Not a seat in civil society: whoever holds one reads what an organisation has not published yet.
"""
KINDS = {
    Role.AGENCY_OFFICER: {OrganisationKind.GOVERNMENT, OrganisationKind.PUBLIC_BODY},
    Role.CSO_MEMBER: {OrganisationKind.CSO, OrganisationKind.ACADEMIA},
}
"""The kinds of organisations to which a role belongs."""


def roles_given_by(user: User) -> tuple[Role, ...]:
    """The roles to which this person may invite, somewhere."""
    if user.roles.is_administrator:
        return tuple(Role)
    return BY_CONTACT if user.roles.has(Role.POINT_OF_CONTACT) else ()


def may_give(by: User, role: str, country_id: int | None) -> bool:
    """Whether this person may invite to the role in this place, and end it there."""
    if by.roles.is_administrator:
        return True
    return role in BY_CONTACT and country_id in by.roles.countries(Role.POINT_OF_CONTACT)


def place_blocker(role: str, country: Country | None, organisation: Organisation | None) -> str:
    """Why the role cannot be held in this place, or ""."""
    in_country = role in ROLES_IN_A_COUNTRY or role in ROLES_IN_AN_ORGANISATION
    if in_country and country is None:
        return _("Choose the country in which the role is held.")
    if role not in ROLES_IN_AN_ORGANISATION:
        return ""
    if organisation is None or country is None or organisation.country_id != country.pk:
        return _("Choose an organisation of the country.")
    if organisation.kind not in KINDS[Role(role)]:
        return _("This organisation is not of the kind to which the role belongs.")
    if organisation.state != OrganisationState.CONFIRMED:
        return _("The organisation has not been confirmed yet.")
    return ""


def invitation_blocker(
    email: str, role: str, country: Country | None, organisation: Organisation | None, by: User
) -> str:
    """Why this person cannot be invited to the role, or ""."""
    if blocker := place_blocker(role, country, organisation):
        return blocker
    if not may_give(by, role, country.pk if country else None):
        return _("You cannot invite to this role here. The administrator can.")
    place = {"role": role, "country": country, "organisation": organisation}
    if RoleAssignment.objects.filter(user__email=email.casefold(), **place).exists():
        return _("This person holds the role already.")
    waiting = Invitation.objects.filter(
        email=email.casefold(), accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now(), **place
    )
    if waiting.exists():
        return _("This person has been invited already. The invitation can be sent again.")
    return ""


@transaction.atomic
def invite(
    email: str,
    full_name: str,
    role: str,
    *,
    country: Country | None = None,
    organisation: Organisation | None = None,
    language: str,
    by: User,
) -> Invitation:
    """Offer a role by mail for fourteen days; raises NotPossible with the reason."""
    if role not in ROLES_IN_AN_ORGANISATION:
        organisation = None
        country = country if role in ROLES_IN_A_COUNTRY else None
    if blocker := invitation_blocker(email, role, country, organisation, by):
        raise NotPossible(blocker)
    invitation = Invitation(
        email=email.casefold(),
        full_name=full_name,
        role=role,
        country=country,
        organisation=organisation,
        language=language,
        invited_by=by,
    )
    _send(invitation)
    return invitation


@transaction.atomic
def invite_administrator(email: str, full_name: str, *, language: str) -> Invitation:
    """Offer the first administrator's role by mail: from the command line, where nobody is signed in."""
    invitation = Invitation(
        email=email.casefold(), full_name=full_name, role=Role.ADMINISTRATOR, language=language
    )
    _send(invitation)
    return invitation


@transaction.atomic
def renew_invitation(invitation: Invitation, *, by: User) -> None:
    """Send it again with a new link, for fourteen days from now; the old link is good no more."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if blocker := invitation.renew_blocker:
        raise NotPossible(blocker)
    invitation.invited_by = by
    _send(invitation)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Take it back; its link is good no more."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if blocker := invitation.withdraw_blocker:
        raise NotPossible(blocker)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


def invitation_of(key: str) -> Invitation | None:
    """The invitation that a link leads to, as long as it can be accepted."""
    found: Invitation | None = (
        Invitation.objects.filter(token_sha256=_hash(key)).select_related("invited_by").first()
    )
    return found if found is not None and found.is_open else None


def account_of(invitation: Invitation) -> User | None:
    """The account that the invited person has already."""
    found: User | None = User.objects.filter(email=invitation.email).first()
    return found


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> None:
    """Give the role to the account of the invited address; raises NotPossible with the reason."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not invitation.is_open or by.email != invitation.email:
        raise NotPossible(_("This invitation is not good any more, or is meant for somebody else."))
    give_role(
        by, invitation.role, invitation.country_id, invitation.organisation_id, by=invitation.invited_by
    )
    invitation.accepted_by, invitation.accepted_at = by, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])


@transaction.atomic
def accept_as_new(invitation: Invitation, *, full_name: str, language: str, password: str) -> User:
    """Open the account of the invited address and give it the role; raises NotPossible with the reason."""
    user = open_account(invitation.email, full_name, language, password)
    accept_invitation(invitation, by=user)
    return user


def _send(invitation: Invitation) -> None:
    """A fresh key: the mail has it, the database its hash."""
    key = secrets.token_urlsafe(32)
    invitation.token_sha256 = _hash(key)
    invitation.expires_at = timezone.now() + dt.timedelta(days=DAYS)
    invitation.save()
    context = {
        "name": invitation.full_name,
        "inviter": invitation.invited_by.full_name if invitation.invited_by else "",
        "invitation": invitation,
        "place": country_by_id(invitation.country_id).form("name", invitation.language)
        if invitation.country_id
        else "",
        "key": key,
        "days": DAYS,
    }
    send_mail(invitation.email, language=invitation.language, template="invitation", context=context)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
