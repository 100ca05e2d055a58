"""What one person holds: read once per request, asked by every `visible_to` and `editable_by`."""

from collections.abc import Iterable
from typing import NamedTuple

from ogp_portal.accounts.enums import STAFF_ROLES, Role


class Held(NamedTuple):
    """A role, the country it holds in (None: the whole programme), the organisation (None: not in one)."""

    role: str
    country_id: int | None
    organisation_id: int | None


class Roles:
    """All roles of a person."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.held = tuple(held)

    def __bool__(self) -> bool:
        return bool(self.held)

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of these anywhere."""
        return any(held.role in roles for held in self.held)

    def has_in(self, country_id: int, *roles: Role) -> bool:
        """Whether the person holds one of these in the country; a role of the programme holds in each."""
        return any(held.role in roles and held.country_id in {None, country_id} for held in self.held)

    def countries(self, *roles: Role) -> frozenset[int]:
        """The countries in which the person holds one of these; without those of the programme."""
        return frozenset(h.country_id for h in self.held if h.role in roles and h.country_id is not None)

    def organisations(self, *roles: Role) -> frozenset[int]:
        """The organisations in which the person holds one of these."""
        return frozenset(
            h.organisation_id for h in self.held if h.role in roles and h.organisation_id is not None
        )

    @property
    def is_administrator(self) -> bool:
        return self.has(Role.ADMINISTRATOR)

    @property
    def need_second_factor(self) -> bool:
        return any(held.role in STAFF_ROLES for held in self.held)
