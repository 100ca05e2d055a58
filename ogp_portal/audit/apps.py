"""The audit app: builds the history tables of every tracked model."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ogp_portal.audit"
    label = "audit"

    def ready(self) -> None:
        from ogp_portal.audit.tracking import track_all

        # After modeltranslation has added the columns per language, or history would lack them.
        track_all()
