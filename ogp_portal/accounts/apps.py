"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ogp_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ogp_portal.accounts import checks  # noqa: F401 (registers the system checks)
