"""The one table of routes: who may open each, and behind which wall it runs.

A route that is not here does not start (see `checks.py`). Which rows a person sees is decided by
`visible_to(user)`, which they may change by `editable_by(user)`, what may be done with a row by its
`…_blocker`.
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
    VISITOR = "rows of the country in the address, for a visitor who leaves something there"


@dataclass(frozen=True)
class Access:
    """`roles` empty: everybody, also without signing in.

    `is_shown` is false where nothing that the route writes is on a public page: cached pages then stay.
    """

    wall: Wall
    roles: frozenset[Role] = field(default_factory=frozenset)
    is_shown: bool = True


def _own(*roles: Role, is_shown: bool = True) -> Access:
    return Access(Wall.OWN, frozenset(roles), is_shown)


OPEN = Access(Wall.NONE)
PUBLIC = Access(Wall.PUBLIC_EVERY)
PUBLIC_COUNTRY = Access(Wall.PUBLIC_COUNTRY)
VISITOR = Access(Wall.VISITOR)
REPORTS = _own(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR, Role.POINT_OF_CONTACT)
EVERYBODY = _own(*Role)
"""Whoever holds any role: the desk's home, their drafts."""
CONTACT = _own(Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
ENTRY = _own(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER, Role.ADMINISTRATOR)
READING = _own(
    Role.POINT_OF_CONTACT,
    Role.AGENCY_OFFICER,
    Role.FORUM_MEMBER,
    Role.TRANSLATOR,
    Role.PROGRAMME_OFFICER,
    Role.ADMINISTRATOR,
)
"""Drafts of a plan and its commitments, to be read."""
TRANSLATING = _own(Role.TRANSLATOR, Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)
WATCHING = _own(Role.CSO_MEMBER)
REVIEWING = _own(Role.ADMINISTRATOR)
"""Civil society's evidence and ratings before they are public: the portal's editors, never a government."""
IRM = _own(Role.IRM_RESEARCHER, Role.ADMINISTRATOR)

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
    # The desk
    "desk:sign_out": OPEN,
    "desk:home": EVERYBODY,
    # Reports
    "desk:report_list": REPORTS,
    "desk:report": REPORTS,
    "desk:report_file": REPORTS,
    "desk:report_retry": REPORTS,
    # Accounts and people
    # Plans and commitments
    # Progress
    # Texts: translating, history
    # Files and organisations
    "public:file": PUBLIC_COUNTRY,
    # Evidence, ratings, IRM
    # Dialogue
    # The demonstration
    "demo:cast": OPEN,
    "demo:sign_in": OPEN,
}
