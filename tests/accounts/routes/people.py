"""Who holds which role: of the own country for its contact, everything for the administrator."""

from typing import Any

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.invitations import invite
from ogp_portal.accounts.models import RoleAssignment
from tests.accounts.routes.world import Route, Routes, World, only

MAY = ("administrator", "georgian contact")


def person(world: World) -> dict[str, Any]:
    user = world.people["lead officer"]
    assert user is not None
    return {"pk": user.pk}


def role(world: World) -> dict[str, Any]:
    return {"pk": RoleAssignment.objects.get(user=world.people["lead officer"]).pk}


def invitation(world: World) -> dict[str, Any]:
    return {"pk": world.things["people invitation"].pk}


def nothing(world: World) -> dict[str, Any]:
    return {}


ROUTES: Routes = {
    "desk:people": Route(only(*MAY, "ukrainian contact")),
    "desk:invite": Route(only(*MAY, "ukrainian contact")),
    "desk:person": Route(only(*MAY, ukrainian_contact=404), person),
    "desk:person_account": Route(only("administrator", status=302), person, nothing),
    "desk:person_second_factor": Route(only("administrator", status=302), person, nothing),
    "desk:role_end": Route(only(*MAY, ukrainian_contact=404), role),
    "desk:invitation_again": Route(only(*MAY, status=302, ukrainian_contact=404), invitation, nothing),
    "desk:invitation_withdraw": Route(only(*MAY, status=302, ukrainian_contact=404), invitation, nothing),
}


def make(world: World) -> None:
    contact = world.people["georgian contact"]
    assert contact is not None
    world.things["people invitation"] = invite(
        "two@example.org", "Two", Role.FORUM_MEMBER, country=world.georgia.country, language="ka", by=contact
    )
