"""Whose sessions and passwords count."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class PortalBackend(ModelBackend):
    """Neither inactive people nor, once the demonstration is off, its cast: also not in an old session."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """By e-mail address, however it is written; an unknown one takes as long as a wrong password."""
        address = username or kwargs.get("email") or ""
        return super().authenticate(request, username=str(address).strip().casefold(), password=password)

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and again for each request of a session."""
        return super().user_can_authenticate(user) and (settings.PORTAL_DEMO or not user.is_demo)
