"""Start-up checks: every route stands in the table of access, and nothing else does."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from ogp_portal.accounts.access import ACCESS


def route_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The full names of all routes, such as `public:plan`; an unnamed one by its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from route_names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else str(entry.pattern)


@register()
def every_route_has_access(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """accounts.E001: a route without a line in `access.ACCESS`."""
    return [
        Error(f"The route {name} is not in accounts.access.ACCESS.", id="accounts.E001")
        for name in route_names()
        if name not in ACCESS
    ]
