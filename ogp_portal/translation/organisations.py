"""Writing an organisation's name and description: at its registration, by itself, and under an alias.

The true name of an organisation in safety mode stands in `OrganisationIdentity` and nowhere else; everything
that shows an organisation shows `Organisation.name`, so the alias is applied in one place.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from ogp_portal.accounts.actions import give_role, open_account
from ogp_portal.accounts.enums import OrganisationKind, OrganisationState, Role, SafetyMode
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, User
from ogp_portal.accounts.organisations import LINK_DAYS, address_token, register_blocker
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.languages.fields import set_texts, shown, text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import every_country
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import TextEdit, locked, save_texts
from ogp_portal.translation.models import TextState

LABEL = "accounts.organisation"


@dataclass(frozen=True)
class Registration:
    """What an organisation says of itself; `alias` is "" where it stands under its own name."""

    language: str
    name: str
    alias: str = ""
    about: str = ""
    org_id: str = ""
    website: str = ""
    office_email: str = ""


@dataclass(frozen=True)
class Newcomer:
    """Who registers it, as long as they have no account; `language` is that of their mails."""

    email: str
    full_name: str
    password: str = field(repr=False)
    language: str = "en"


@transaction.atomic
def register_by_newcomer(registration: Registration, newcomer: Newcomer, *, country_id: int) -> None:
    """Keep an organisation and open an account that works once the address is confirmed.

    Whether the address has an account already is told to nobody but its owner, by mail: then nothing is kept.
    """
    known = User.objects.filter(email=newcomer.email.casefold()).first()
    if known is not None and not _is_unconfirmed(known):
        # The same work as for a new account, so that the time tells nothing either.
        make_password(newcomer.password)
        context = {"name": known.full_name, "country": country_by_id(country_id).slug}
        send_mail(known, language=known.language, template="organisation_known_address", context=context)
        return
    user = _begun_anew(known, newcomer) if known else open_account(*_account_of(newcomer))
    user.is_active = False
    user.save(update_fields=["is_active"])
    organisation = _create(registration, country_id=country_id, by=user)
    context = {
        "name": user.full_name,
        "country": country_by_id(country_id).slug,
        "token": address_token(organisation),
    }
    send_mail(user.email, language=user.language, template="organisation_address", context=context)


def _account_of(newcomer: Newcomer) -> tuple[str, str, str, str]:
    return newcomer.email, newcomer.full_name, newcomer.language, newcomer.password


def _is_unconfirmed(user: User) -> bool:
    """Whether somebody once gave this address without showing that it is theirs."""
    return not user.is_active and user.last_login is None


def _begun_anew(user: User, newcomer: Newcomer) -> User:
    """The account as it is given now; what was given before may have come from anybody."""
    _forget_organisations_of([user])
    user.full_name, user.language = newcomer.full_name, newcomer.language
    user.set_password(newcomer.password)
    user.save()
    return user


def forget_unproven(now: dt.datetime) -> int:
    """Forget who registered an organisation and let the link of the mail run out; gives how many.

    Somebody may have given an address that is not theirs: nothing of it is kept.
    """
    with every_country(shows=False):
        registered = Organisation.objects.filter(state=OrganisationState.PENDING, registered_by__isnull=False)
        unproven = User.objects.filter(
            pk__in=registered.values("registered_by"),
            is_active=False,
            last_login=None,
            joined_at__lt=now - dt.timedelta(days=LINK_DAYS),
        )
        users = list(unproven)
        _forget_organisations_of(users)
        # Whoever was given another role meanwhile is known to somebody.
        for user in users:
            if not user.assignments.exists():
                user.delete()
    return len(users)


def _forget_organisations_of(users: Iterable[User]) -> None:
    found = Organisation.objects.filter(registered_by__in=list(users), state=OrganisationState.PENDING)
    for country_id, pk in list(found.values_list("country_id", "pk")):
        TextState.objects.filter(country_id=country_id, model=LABEL, object_id=pk).delete()
    found.delete()


@transaction.atomic
def register_organisation(registration: Registration, *, country_id: int, by: User) -> Organisation:
    """Keep an organisation of somebody who is signed in; raises NotPossible with the reason."""
    if blocker := register_blocker(by):
        raise NotPossible(blocker)
    return _create(registration, country_id=country_id, by=by)


def _create(registration: Registration, *, country_id: int, by: User) -> Organisation:
    alias = registration.alias
    open_facts: dict[str, Any] = {
        "org_id": registration.org_id,
        "website": registration.website,
        "office_email": registration.office_email,
    }
    organisation = Organisation.objects.create(
        country_id=country_id,
        kind=OrganisationKind.CSO,
        state=OrganisationState.PENDING,
        safety_mode=SafetyMode.ALIAS if alias else SafetyMode.OPEN,
        registered_by=by,
        **({} if alias else open_facts),
    )
    texts = {"name": alias or registration.name, "about": registration.about}
    _write(organisation, registration.language, texts, by)
    if alias:
        OrganisationIdentity.objects.create(
            country_id=country_id,
            organisation=organisation,
            legal_name=registration.name,
            org_id=registration.org_id,
        )
    give_role(by, Role.CSO_MEMBER, country_id, organisation.pk, by=None)
    return organisation


def _write(organisation: Organisation, language: str, texts: Mapping[str, str], by: User) -> None:
    main = country_by_id(organisation.country_id).main_language
    save_texts(organisation, TextEdit(language, texts, {}), by=by, main_language=main)


@transaction.atomic
def edit_organisation(
    organisation: Organisation, edit: TextEdit, *, website: str, office_email: str, by: User
) -> None:
    """Change what it says of itself; raises Conflicting when somebody else did so meanwhile.

    Under an alias neither a website nor an address is kept, and raises NotPossible where the description
    names the organisation.
    """
    organisation = locked(organisation)
    if organisation.is_safe:
        website = office_email = ""
        if naming := names_itself(organisation, edit.texts.values()):
            raise NotPossible(naming)
    main = country_by_id(organisation.country_id).main_language
    save_texts(organisation, edit, by=by, main_language=main)
    organisation.website, organisation.office_email = website, office_email
    organisation.save(update_fields=["website", "office_email"])


def names_itself(organisation: Organisation, texts: Any) -> str:
    """Why these texts cannot stand under the alias: they hold the true name; or ""."""
    names = [i.legal_name for i in OrganisationIdentity.objects.filter(organisation=organisation)]
    if any(name and name.casefold() in text.casefold() for name in names for text in texts):
        return _("The text holds the organisation's true name: write it without.")
    return ""


def alias_blocker(organisation: Organisation) -> str:
    """Why it cannot go under an alias, or ""."""
    if organisation.is_safe:
        return _("This organisation stands under an alias already.")
    for language in LANGUAGES:
        about = text_in(organisation, "about", language).casefold()
        if about and any(name and name.casefold() in about for name in _names(organisation)):
            return _("The description names the organisation: change it first.")
    return ""


def _names(organisation: Organisation) -> list[str]:
    return [name for language in LANGUAGES if (name := text_in(organisation, "name", language))]


@transaction.atomic
def take_alias(organisation: Organisation, *, alias: str, language: str, by: User) -> None:
    """Put an alias in the place of the name, everywhere and at once; raises NotPossible with the reason.

    Name and number go to the identity; website and address are dropped, since they lead to the name.
    """
    organisation = locked(organisation)
    if blocker := alias_blocker(organisation):
        raise NotPossible(blocker)
    main = country_by_id(organisation.country_id).main_language
    legal_name = shown(organisation, "name", wanted=main, main_language=main).text
    if any(name.casefold() in alias.casefold() for name in _names(organisation)):
        raise NotPossible(_("The alias holds the organisation's name: choose one that tells nothing of it."))
    OrganisationIdentity.objects.create(
        country_id=organisation.country_id,
        organisation=organisation,
        legal_name=legal_name,
        org_id=organisation.org_id,
    )
    organisation.safety_mode = SafetyMode.ALIAS
    organisation.org_id = organisation.website = organisation.office_email = ""
    _rename(organisation, alias, language, by)


@transaction.atomic
def give_up_alias(organisation: Organisation, *, language: str, by: User) -> None:
    """Let it stand under its own name again, as the administrator does when the organisation asks for it."""
    organisation = locked(organisation)
    identity = OrganisationIdentity.objects.filter(organisation=organisation).first()
    if not organisation.is_safe or identity is None:
        raise NotPossible(_("This organisation stands under its own name already."))
    organisation.safety_mode, organisation.org_id = SafetyMode.OPEN, identity.org_id
    _rename(organisation, identity.legal_name, language, by)
    identity.delete()


def _rename(organisation: Organisation, name: str, language: str, by: User) -> None:
    """One name in one language, none in the others, and no trace of the old one in the ledger."""
    TextState.objects.filter(
        country_id=organisation.country_id, model=LABEL, object_id=organisation.pk, field="name"
    ).delete()
    set_texts(organisation, "name", dict.fromkeys(LANGUAGES, ""))
    organisation.save()
    _write(organisation, language, {"name": name}, by)
