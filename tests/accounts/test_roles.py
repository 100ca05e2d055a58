"""A role stands where it belongs: one without a country reaches all of them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ogp_portal.accounts.enums import (
    ROLES_IN_A_COUNTRY,
    ROLES_IN_AN_ORGANISATION,
    ROLES_IN_THE_PROGRAMME,
    Role,
)
from ogp_portal.accounts.models import RoleAssignment, User
from tests.cast import Tenant


def test_every_role_belongs_somewhere() -> None:
    listed = [*ROLES_IN_A_COUNTRY, *ROLES_IN_AN_ORGANISATION, *ROLES_IN_THE_PROGRAMME]
    assert sorted(listed) == sorted(Role)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_taken_in_its_own_place_only(georgia: Tenant, role: Role) -> None:
    user = User.objects.create_user("somebody@example.org")
    country: dict[str, Any] = {"country": georgia.country}
    places: dict[str, dict[str, Any]] = {
        "programme": {},
        "country": country,
        "organisation": country | {"organisation": georgia.cso},
        "organisation alone": {"organisation": georgia.cso},
    }
    taken = []
    for name, place in places.items():
        try:
            with transaction.atomic():
                RoleAssignment.objects.create(user=user, role=role, **place)
            taken.append(name)
        except IntegrityError:
            continue
    if role in ROLES_IN_A_COUNTRY:
        assert taken == ["country"]
    else:
        assert taken == ["organisation" if role in ROLES_IN_AN_ORGANISATION else "programme"]
