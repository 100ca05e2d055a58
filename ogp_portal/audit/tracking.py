"""Which models have a history, kept by django-pghistory in a table of their own behind the same wall."""

from typing import TypeVar

import pghistory
from django.apps import apps
from django.db import models

Tracked = TypeVar("Tracked", bound=type[models.Model])
_tracked: list[type[models.Model]] = []


def tracked(model: Tracked) -> Tracked:
    """Decorator: every insert, update and delete of the model's rows leaves an event."""
    _tracked.append(model)
    return model


def is_tracked(model: type[models.Model]) -> bool:
    """Whether the model's rows have a history."""
    return model in _tracked


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The model of a tracked model's events."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


def track_all() -> None:
    """Make an event model and triggers for each tracked model; called once, when all apps are ready."""
    from ogp_portal.audit.events import TenantEvent  # pghistory's models load with the apps

    for model in _tracked:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            base_model=TenantEvent,
            model_name=f"{model.__name__}Event",
            obj_field=pghistory.ObjForeignKey(related_name="events", db_constraint=False),
            context_field=pghistory.ContextForeignKey(db_constraint=False),
            append_only=True,
        )(model)
