"""The people who walk all routes, and what they find."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ogp_portal.accounts.enums import OrganisationKind, Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_user

WALKERS = (
    "visitor",
    "programme officer",
    "administrator",
    "georgian contact",
    "ukrainian contact",
    "lead officer",
    "other officer",
    "watch member",
    "rival member",
    "georgian translator",
    "georgian researcher",
    "georgian forum member",
)
"""Lead and other officer: of the ministry that leads Georgia's commitment, and of another one there. Watch
and rival member: of two Georgian CSOs; the tests' evidence is the watch's."""


@dataclass
class World:
    """Two countries with the same numbers and keys, and one person per walker; `things` are made per noun."""

    georgia: Tenant
    ukraine: Tenant
    people: dict[str, User | None]
    rival: Organisation
    other_ministry: Organisation
    things: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """The answers in the order of WALKERS; `kwargs` of the address; `data` is posted, None is a GET."""

    expected: tuple[int, ...]
    kwargs: Callable[[World], dict[str, Any]] = lambda world: {}
    data: Callable[[World], dict[str, Any]] | None = None


Routes = dict[str, Route]


def everybody(status: int) -> tuple[int, ...]:
    return (status,) * len(WALKERS)


def only(
    *walkers: str, status: int = 200, visitor: int = 302, others: int = 403, **special: int
) -> tuple[int, ...]:
    """`status` for those named, `visitor` for nobody in particular, `others` for the rest.

    `special` names walkers by their words joined with underscores: only("administrator", rival_member=404).
    """
    assert {*walkers, *(name.replace("_", " ") for name in special)} <= set(WALKERS)
    answers = {"visitor": visitor, **dict.fromkeys(walkers, status)}
    answers |= {name.replace("_", " "): code for name, code in special.items()}
    return tuple(answers.get(walker, others) for walker in WALKERS)


def make_world(georgia: Tenant, ukraine: Tenant) -> World:
    country = georgia.country
    with country_scope(country):
        rival = Organisation.objects.create(
            country=country, kind=OrganisationKind.CSO, name_en="Rival of georgia"
        )
        other = Organisation.objects.create(
            country=country, kind=OrganisationKind.GOVERNMENT, name_en="Other ministry of georgia"
        )
    people: dict[str, User | None] = {
        "visitor": None,
        "programme officer": make_user(Role.PROGRAMME_OFFICER),
        "administrator": make_user(Role.ADMINISTRATOR),
        "georgian contact": make_user(Role.POINT_OF_CONTACT, country),
        "ukrainian contact": make_user(Role.POINT_OF_CONTACT, ukraine.country),
        "lead officer": make_user(Role.AGENCY_OFFICER, country, georgia.ministry, "lead officer"),
        "other officer": make_user(Role.AGENCY_OFFICER, country, other, "other officer"),
        "watch member": make_user(Role.CSO_MEMBER, country, georgia.cso, "watch member"),
        "rival member": make_user(Role.CSO_MEMBER, country, rival, "rival member"),
        "georgian translator": make_user(Role.TRANSLATOR, country),
        "georgian researcher": make_user(Role.IRM_RESEARCHER, country),
        "georgian forum member": make_user(Role.FORUM_MEMBER, country),
    }
    return World(georgia, ukraine, people, rival, other)
