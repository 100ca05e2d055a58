"""The tenancy app."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "ogp_portal.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from ogp_portal.tenancy import checks  # noqa: F401 (registers the system checks)
