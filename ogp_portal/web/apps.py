"""The Django application of the portal's look."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Template tags and static files; no models."""

    name = "ogp_portal.web"
    label = "web"

    def ready(self) -> None:
        from ogp_portal.web import converters  # noqa: F401 (registers <language:…> for addresses)
