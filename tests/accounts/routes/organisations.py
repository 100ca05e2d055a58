"""Organisations: in public, at the desk, and one that waits to be confirmed in each way of standing."""

from typing import Any

from ogp_portal.accounts.enums import OrganisationKind, OrganisationState, SafetyMode
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, User
from ogp_portal.accounts.organisations import address_token
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.world import Route, Routes, World, everybody, only

DESK = ("administrator", "georgian contact", "ukrainian contact", "watch member", "rival member")


def country(world: World) -> dict[str, Any]:
    return {"country": world.georgia.country.slug}


def watch(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.cso.pk}


def waiting(world: World) -> dict[str, Any]:
    return {"pk": world.things["waiting"].pk}


def waiting_alias(world: World) -> dict[str, Any]:
    return {"pk": world.things["waiting_alias"].pk}


def in_english(world: World) -> dict[str, Any]:
    return {**watch(world), "language": "en"}


ROUTES: Routes = {
    "public:organisation_list": Route(everybody(200), country),
    "public:organisation": Route(everybody(200), lambda world: {**country(world), **watch(world)}),
    "public:organisation_register": Route(everybody(200), country),
    "public:organisation_sent": Route(everybody(200), country),
    "public:organisation_address": Route(everybody(404), country, lambda world: {}),
    "desk:organisation_list": Route(only(*DESK)),
    "desk:organisation": Route(only(*DESK, ukrainian_contact=404, rival_member=404), watch),
    "desk:organisation_confirm": Route(
        only("administrator", "georgian contact", status=302, ukrainian_contact=404),
        waiting,
        lambda world: {},
    ),
    # A pending organisation under an alias is nothing to any government.
    "desk:organisation_decline": Route(
        only("administrator", status=302, georgian_contact=404, ukrainian_contact=404),
        waiting_alias,
        lambda world: {"reason": "No such organisation."},
    ),
    "desk:organisation_edit": Route(only("administrator", "watch member", rival_member=404), in_english),
    "desk:organisation_alias": Route(only("administrator", "watch member", rival_member=404), watch),
}


def make(world: World) -> None:
    by = User.objects.create_user("registrant@example.org", full_name="Registrant")
    world.things["waiting"] = make_waiting(world, by, SafetyMode.OPEN)
    world.things["waiting_alias"] = make_waiting(world, by, SafetyMode.ALIAS)


def make_waiting(world: World, by: User, mode: str) -> Organisation:
    country = world.georgia.country
    with country_scope(country):
        made = Organisation.objects.create(
            country=country,
            kind=OrganisationKind.CSO,
            name_en=f"Waits {mode}",
            safety_mode=mode,
            state=OrganisationState.PENDING,
            registered_by=by,
        )
        if mode == SafetyMode.ALIAS:
            OrganisationIdentity.objects.create(country=country, organisation=made, legal_name="True name")
    return made


def link(organisation: Organisation) -> str:
    """What the mail leads to."""
    return f"?key={address_token(organisation)}"
