"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        from ogp_portal import celery  # noqa: F401 (jobs are sent through the portal's own Celery app)
