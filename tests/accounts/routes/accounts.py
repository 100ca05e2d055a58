"""One's own account: signing in, passwords, the second factor, sessions, invitations."""

from typing import Any

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.invitations import invite
from tests.accounts.routes.world import Route, Routes, World, everybody, only

WITHOUT = ("watch member", "rival member", "georgian forum member")
"""Their roles need no second factor, and they have none; nobody of the cast has a password."""
OWN = only(visitor=302, others=200)
"""Everybody who is signed in has an account."""


def reset_link(world: World) -> dict[str, Any]:
    return {"uidb36": "1", "key": "wrong"}


ROUTES: Routes = {
    "account_login": Route(only(visitor=200, others=302)),
    "account_reauthenticate": Route(only(visitor=302, others=302)),
    "account_change_password": Route(everybody(302)),
    "account_reset_password": Route(everybody(200)),
    "account_reset_password_done": Route(everybody(200)),
    "account_reset_password_from_key": Route(everybody(200), reset_link),
    "account_reset_password_from_key_done": Route(everybody(200)),
    "mfa_index": Route(everybody(302)),
    "mfa_authenticate": Route(everybody(302)),
    "mfa_reauthenticate": Route(only(*WITHOUT, status=403, others=200)),
    "mfa_activate_totp": Route(everybody(302)),
    "mfa_deactivate_totp": Route(only(*WITHOUT, status=404, others=302)),
    "mfa_view_recovery_codes": Route(only(visitor=302, others=404)),
    "mfa_generate_recovery_codes": Route(only(*WITHOUT, others=302)),
    "accounts:profile": Route(OWN),
    "accounts:sessions": Route(OWN),
    "accounts:kept": Route(OWN),
    "accounts:invitation": Route(everybody(404)),
}


def make(world: World) -> None:
    """An invitation waits; without its key nobody finds it."""
    contact = world.people["georgian contact"]
    assert contact is not None
    world.things["invitation"] = invite(
        "new@example.org", "New", Role.TRANSLATOR, country=world.georgia.country, language="ka", by=contact
    )
