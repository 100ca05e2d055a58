"""The one table of routes: who may open each, and behind which wall it runs.

A route that is not here does not start (see `checks.py`). Which rows a person sees is decided by
`visible_to(user)`, what may be done with a row by its `…_blocker`.
"""

from dataclasses import dataclass, field
from enum import Enum

from ogp_portal.accounts.enums import Role


class Wall(Enum):
    """What a request may touch in the database."""

    NONE = "no tenant's rows at all"
    PUBLIC_COUNTRY = "published rows of the country in the address, as the anonymous role"
    PUBLIC_EVERY = "published rows of all countries, as the anonymous role"
    OWN = "rows of the countries in which the person holds one of the route's roles"


@dataclass(frozen=True)
class Access:
    """`roles` empty: everybody, also without signing in."""

    wall: Wall
    roles: frozenset[Role] = field(default_factory=frozenset)


OPEN = Access(Wall.NONE)
PUBLIC = Access(Wall.PUBLIC_EVERY)
PUBLIC_COUNTRY = Access(Wall.PUBLIC_COUNTRY)
REPORTS = Access(Wall.OWN, frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR, Role.POINT_OF_CONTACT}))

ACCESS: dict[str, Access] = {
    "health": OPEN,
    "ready": OPEN,
    "public:home": PUBLIC,
    "public:country": PUBLIC_COUNTRY,
    "public:plan": PUBLIC_COUNTRY,
    "public:commitment": PUBLIC_COUNTRY,
    "public:area_list": PUBLIC,
    "public:area": PUBLIC,
    "public:three_voices": PUBLIC,
    "public:accessibility": PUBLIC,
    "public:report_check": OPEN,
    "public:report_check_one": OPEN,
    "desk:sign_out": OPEN,
    "desk:report_list": REPORTS,
    "desk:report": REPORTS,
    "desk:report_file": REPORTS,
    "desk:report_retry": REPORTS,
    "demo:cast": OPEN,
    "demo:sign_in": OPEN,
}
