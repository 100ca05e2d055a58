"""The people of a country, and one of them, as far as the reader may know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from ogp_portal.accounts.actions import close_blocker
from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.invitations import KINDS, may_give, roles_given_by
from ogp_portal.accounts.models import Invitation, Organisation, RoleAssignment, RoleChange, User
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.tenancy.directory import CountryEntry, alphabetical, country_by_id

WATCHERS = frozenset({Role.CSO_MEMBER, Role.FORUM_MEMBER})
"""When these signed in last is no government's business."""


@dataclass(frozen=True)
class Place:
    """A role and where it is held."""

    pk: int
    role: str
    country: str
    organisation: Shown | str
    since: dt.date | None = None
    may_end: bool = False


@dataclass(frozen=True)
class PersonRow:
    """One line of the list."""

    user: User
    roles: list[Place]
    last_seen: dt.date | None


@dataclass(frozen=True)
class InvitationRow:
    """An invitation that has not been accepted."""

    invitation: Invitation
    place: Place
    is_expired: bool


@dataclass(frozen=True)
class Change:
    """A line of the log; `by` and `to` are names the reader may know, or ""."""

    on: dt.date
    place: Place
    has_ended: bool
    by: str
    to: str


@dataclass(frozen=True)
class PersonPage:
    """One person, their roles and how they came to them."""

    user: User
    roles: list[Place]
    log: list[Change]
    last_seen: dt.date | None
    knows_last_seen: bool
    has_second_factor: bool
    close_blocker: str


def countries_of(reader: User, language: str) -> list[CountryEntry]:
    """Those whose people the reader looks after, by name."""
    if reader.roles.is_administrator:
        return alphabetical(language)
    own = reader.roles.countries(Role.POINT_OF_CONTACT)
    return [entry for entry in alphabetical(language) if entry.pk in own]


def people_rows(
    reader: User, language: str, *, role: str = "", country_id: int | None = None
) -> list[PersonRow]:
    """People with a role that the reader may know of; the administrator sees those without one too."""
    held = RoleAssignment.objects.visible_to(reader)
    if role:
        held = held.filter(role=role)
    if country_id:
        held = held.filter(country_id=country_id)
    places: dict[int, list[Place]] = {}
    watching: set[int] = set()
    for assignment in with_organisations(held).order_by("pk"):
        places.setdefault(assignment.user_id, []).append(place_of(assignment, language))
        if assignment.role in WATCHERS:
            watching.add(assignment.user_id)
    users = User.objects.visible_to(reader)
    if role or country_id or not reader.roles.is_administrator:
        users = users.filter(pk__in=places)
    tells = reader.roles.is_administrator
    return [
        PersonRow(
            user, places.get(user.pk, []), _day(user.last_login) if tells or user.pk not in watching else None
        )
        for user in sorted(users, key=lambda user: sort_key(user.full_name, language))
    ]


def invitation_rows(reader: User, language: str) -> list[InvitationRow]:
    """Invitations that wait, or waited in vain, newest first."""
    rows = Invitation.objects.visible_to(reader).filter(accepted_at=None, withdrawn_at=None)
    return [
        InvitationRow(row, place_of(row, language), row.expires_at <= timezone.now())
        for row in with_organisations(rows).order_by("-invited_at")
    ]


def person_page(user: User, reader: User, language: str) -> PersonPage:
    """Everything about one person that the reader may know; call it for somebody visible to them."""
    changes = with_organisations(RoleChange.objects.visible_to(reader).filter(user=user))
    rows = list(changes.select_related("changed_by", "handed_to").order_by("-changed_at", "-pk"))
    held = with_organisations(RoleAssignment.objects.visible_to(reader).filter(user=user)).order_by("pk")
    given = {_key(row): row.changed_at for row in reversed(rows) if not row.has_ended}
    roles = [
        place_of(
            assignment,
            language,
            since=_day(given.get(_key(assignment))),
            may_end=may_give(reader, assignment.role, assignment.country_id),
        )
        for assignment in held
    ]
    names = _names_known(reader, rows)
    is_watching = any(assignment.role in WATCHERS for assignment in held)
    knows = reader.roles.is_administrator or not is_watching
    return PersonPage(
        user=user,
        roles=roles,
        log=[
            Change(
                row.changed_at.date(),
                place_of(row, language),
                row.has_ended,
                names.get(row.changed_by_id, ""),
                names.get(row.handed_to_id, ""),
            )
            for row in rows
        ],
        last_seen=_day(user.last_login) if knows else None,
        knows_last_seen=knows,
        has_second_factor=Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        close_blocker=close_blocker(user, reader) if reader.roles.is_administrator else "",
    )


def organisation_choices(reader: User, language: str) -> list[tuple[Organisation, str]]:
    """Organisations to which the reader may invite somebody, by country and name."""
    kinds = set().union(*(KINDS[role] for role in roles_given_by(reader) if role in KINDS))
    found = Organisation.objects.filter(kind__in=kinds, state=OrganisationState.CONFIRMED)
    fields = ("kind", "state", "safety_mode", "country_id", *columns("name"))
    several = len(countries_of(reader, language)) > 1
    labelled = []
    for organisation in found.only(*fields):
        name = _organisation_name(organisation, language).text
        country = country_by_id(organisation.country_id).form("name", language)
        labelled.append((organisation, f"{country}: {name}" if several else name))
    return sorted(labelled, key=lambda pair: sort_key(pair[1], language))


def with_organisations(rows: Any) -> Any:
    """Roles with their organisations, in the same query."""
    return rows.select_related("organisation")


def place_of(row: Any, language: str, *, since: dt.date | None = None, may_end: bool = False) -> Place:
    country = country_by_id(row.country_id).form("name", language) if row.country_id else ""
    name = _organisation_name(row.organisation, language) if row.organisation else ""
    return Place(row.pk, row.get_role_display(), country, name, since, may_end)


def _organisation_name(organisation: Organisation, language: str) -> Shown:
    main = country_by_id(organisation.country_id).main_language
    return shown(organisation, "name", wanted=language, main_language=main)


def _key(row: RoleAssignment | RoleChange) -> tuple[str, int | None, int | None]:
    return row.role, row.country_id, row.organisation_id


def _day(moment: dt.datetime | None) -> dt.date | None:
    """The day alone: at which hour somebody works is theirs."""
    return moment.date() if moment else None


def _names_known(reader: User, rows: Iterable[RoleChange]) -> dict[int | None, str]:
    """The names of those who changed something, as far as the reader may know that they exist."""
    people = [person for row in rows for person in (row.changed_by, row.handed_to) if person is not None]
    wanted = {person.pk for person in people}
    known = {reader.pk, *User.objects.visible_to(reader).filter(pk__in=wanted).values_list("pk", flat=True)}
    return {person.pk: person.full_name for person in people if person.pk in known}
