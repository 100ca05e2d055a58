"""The public site, the demonstration, and what runs without a tenant."""

from typing import Any

from tests.accounts.routes.world import Route, Routes, World, everybody


def plan(world: World) -> dict[str, Any]:
    return {"country": world.georgia.country.slug, "plan": "5"}


ROUTES: Routes = {
    "health": Route(everybody(200)),
    "ready": Route(everybody(200)),
    "public:home": Route(everybody(200)),
    "public:country": Route(everybody(200), lambda world: {"country": world.georgia.country.slug}),
    "public:plan": Route(everybody(200), plan),
    "public:commitment": Route(everybody(200), lambda world: {**plan(world), "commitment": "1"}),
    "public:area_list": Route(everybody(200)),
    "public:area": Route(everybody(200), lambda world: {"slug": "open-data"}),
    "public:three_voices": Route(everybody(200)),
    "public:accessibility": Route(everybody(200)),
    "public:report_check": Route(everybody(200)),
    "public:report_check_one": Route(everybody(200), lambda world: {"sha256": "0" * 64}),
    "demo:cast": Route(everybody(200)),
    "demo:sign_in": Route(everybody(404), data=lambda world: {}),
}


def make(world: World) -> None:
    """Nothing beyond the cast: the reports' module makes the report whose number is asked for."""
