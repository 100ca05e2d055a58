"""Organisations of civil society as their members and those who confirm them see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext

from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, User
from ogp_portal.accounts.organisations import own_blocker
from ogp_portal.languages.fields import Shown, shown, text_in
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.translation.organisations import alias_blocker

MOST = 300


@dataclass(frozen=True)
class Row:
    """An organisation in a list."""

    pk: int
    name: Shown
    country: str
    is_safe: bool


@dataclass(frozen=True)
class Group:
    """Organisations that stand alike."""

    heading: str
    rows: Sequence[Row]


def organisation_groups(user: User, reader: str) -> list[Group]:
    """Those that wait come first; those whose person has not shown the address to be theirs are left out."""
    visible = Organisation.objects.of_civil_society().visible_to(user)
    unproven = visible.filter(state=OrganisationState.PENDING, registered_by__is_active=False)
    found = list(visible.exclude(pk__in=unproven.values("pk")).order_by("-pk")[:MOST])
    headings = {
        OrganisationState.PENDING: gettext("Waiting to be confirmed"),
        OrganisationState.CONFIRMED: pgettext("organisations", "Confirmed"),
        OrganisationState.DECLINED: pgettext("organisations", "Declined"),
    }
    groups = [
        Group(heading, [_row(row, reader) for row in found if row.state == state])
        for state, heading in headings.items()
    ]
    return [group for group in groups if group.rows]


def _row(organisation: Organisation, reader: str) -> Row:
    country = country_by_id(organisation.country_id)
    name = shown(organisation, "name", wanted=reader, main_language=country.main_language)
    return Row(organisation.pk, name, country.form("name", reader), organisation.is_safe)


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation with what the person may know of it and do with it."""

    organisation: Organisation
    user: User
    reader: str

    @cached_property
    def country(self) -> CountryEntry:
        return country_by_id(self.organisation.country_id)

    @property
    def name(self) -> Shown:
        return self._shown("name")

    @property
    def about(self) -> Shown:
        return self._shown("about")

    def _shown(self, field: str) -> Shown:
        main = self.country.main_language
        return shown(self.organisation, field, wanted=self.reader, main_language=main)

    @cached_property
    def is_own(self) -> bool:
        return self.organisation.pk in self.user.roles.organisations(Role.CSO_MEMBER)

    @cached_property
    def may_know(self) -> bool:
        """Whether the true name is for this person: its own people and the administrator."""
        return self.is_own or self.user.roles.is_administrator

    @cached_property
    def identity(self) -> OrganisationIdentity | None:
        if not (self.organisation.is_safe and self.may_know):
            return None
        return OrganisationIdentity.objects.filter(organisation=self.organisation).first()

    @cached_property
    def registrant(self) -> User | None:
        """Who registered it: for those who decide on it."""
        return (
            self.organisation.registered_by if self.may_decide or self.user.roles.is_administrator else None
        )

    @cached_property
    def may_decide(self) -> bool:
        return Organisation.objects.waiting_for(self.user).filter(pk=self.organisation.pk).exists()

    @property
    def blocker(self) -> str:
        """Why this person cannot confirm it, or ""."""
        return self.organisation.confirm_blocker or own_blocker(self.organisation, self.user)

    @property
    def may_take_alias(self) -> bool:
        return self.may_know and not self.organisation.is_safe

    @property
    def may_give_up_alias(self) -> bool:
        return self.user.roles.is_administrator and self.organisation.is_safe

    @property
    def alias_blocker(self) -> str:
        return alias_blocker(self.organisation)

    @property
    def is_pending(self) -> bool:
        return self.organisation.state == OrganisationState.PENDING

    @property
    def is_public(self) -> bool:
        return self.organisation.state == OrganisationState.CONFIRMED

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """(code, own name, whether something is written in it), the country's languages first."""
        codes = dict.fromkeys((*self.country.languages, *LANGUAGES))
        return [(code, OWN_NAMES[code], bool(self._written(code))) for code in codes]

    def _written(self, code: str) -> str:
        return text_in(self.organisation, "name", code) or text_in(self.organisation, "about", code)
