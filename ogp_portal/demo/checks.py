"""A start-up check: signing in by one click is for the own machine only."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}
TEST_HOST = "testserver"


@register()
def demo_stays_on_loopback(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """demo.E001: the demonstration's sign-in would be open to other machines."""
    hosts = {*settings.ALLOWED_HOSTS, urlsplit(settings.PORTAL_URL).hostname or ""}
    reachable = sorted(hosts - LOOPBACK - {TEST_HOST})
    if not settings.PORTAL_DEMO or not reachable:
        return []
    return [
        Error(
            f"PORTAL_DEMO=1 lets anybody sign in, and the portal answers to {', '.join(reachable)}.",
            hint="Set PORTAL_DEMO=0, or keep PORTAL_HOSTS and PORTAL_URL on 127.0.0.1 or localhost.",
            id="demo.E001",
        )
    ]
