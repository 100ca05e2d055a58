"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ogp_portal.demo"
    label = "demo"

    def ready(self) -> None:
        from ogp_portal.demo import checks  # noqa: F401 (registers the system check)
