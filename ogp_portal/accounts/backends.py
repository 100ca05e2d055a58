"""Whose sessions and passwords count."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class PortalBackend(ModelBackend):
    """Neither inactive people nor, once the demonstration is off, its cast: also not in an old session."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and again for each request of a session."""
        return super().user_can_authenticate(user) and (settings.PORTAL_DEMO or not user.is_demo)
