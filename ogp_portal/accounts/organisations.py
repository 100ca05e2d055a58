"""Whether an organisation of civil society is let in: the address of its person, then somebody's yes."""

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils.translation import gettext as _

from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.languages.fields import shown
from ogp_portal.tenancy.directory import country_by_id

LINK_DAYS = 7
_signer = TimestampSigner(salt="ogp_portal.accounts.organisations")


def register_blocker(user: User | None) -> str:
    """Why this person cannot register an organisation, or ""."""
    if user is not None and user.roles.has(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER):
        return _(
            "You act for the government on this portal. Who acts for civil society needs an account with"
            " another e-mail address: sign out first."
        )
    return ""


def address_token(organisation: Organisation) -> str:
    """What the link of the mail proves: that whoever has it reads the mails of the address."""
    return _signer.sign(str(organisation.pk))


def organisation_of_token(token: str) -> int | None:
    """The organisation whose link this is; None when it is none of ours or too old."""
    try:
        return int(_signer.unsign(token, max_age=LINK_DAYS * 24 * 3600))
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def confirm_address(organisation: Organisation) -> None:
    """Let whoever registered the organisation sign in: the address is theirs."""
    user = organisation.registered_by
    if user is None or user.is_active:
        return
    # A link opens an account for the first time only: one that has been closed since stays closed.
    if user.last_login is not None or organisation.state == OrganisationState.DECLINED:
        raise NotPossible(_("This link no longer opens the account."))
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def confirm_organisation(organisation: Organisation, *, by: User) -> None:
    """Let it be seen and heard; raises NotPossible with the reason."""
    organisation = _locked(organisation)
    if blocker := organisation.confirm_blocker or own_blocker(organisation, by):
        raise NotPossible(blocker)
    organisation.state, organisation.declined_reason = OrganisationState.CONFIRMED, ""
    organisation.save(update_fields=["state", "declined_reason"])
    _tell(organisation, "organisation_confirmed")


@transaction.atomic
def decline_organisation(organisation: Organisation, *, reason: str, by: User) -> None:
    """Do not let it in, and tell who registered it why; raises NotPossible with the reason."""
    organisation = _locked(organisation)
    if blocker := organisation.decline_blocker or own_blocker(organisation, by):
        raise NotPossible(blocker)
    organisation.state, organisation.declined_reason = OrganisationState.DECLINED, reason
    organisation.save(update_fields=["state", "declined_reason"])
    _tell(organisation, "organisation_declined", reason=reason)


def own_blocker(organisation: Organisation, by: User) -> str:
    """Why this person does not decide on this organisation, or ""."""
    if organisation.registered_by_id == by.pk:
        return _("You registered this organisation: somebody else decides on it.")
    return ""


def _locked(organisation: Organisation) -> Organisation:
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("registered_by")
    return rows.get(pk=organisation.pk)


def _tell(organisation: Organisation, template: str, **more: str) -> None:
    """A mail names an organisation as everybody may read it, also to itself: mails are read by others too."""
    user = organisation.registered_by
    if user is None:
        return
    country = country_by_id(organisation.country_id)
    name = shown(organisation, "name", wanted=user.language, main_language=country.main_language)
    context = {
        "name": user.full_name,
        "organisation": name.text,
        "country": country.slug,
        "pk": organisation.pk,
        **more,
    }
    send_mail(user, language=user.language, template=template, context=context)
