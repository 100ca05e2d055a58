"""Reading the history that the triggers wrote: who, when, and which column from what to what."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from ogp_portal.audit.tracking import event_model, is_tracked
from ogp_portal.translation.ledger import version_of


def events_of(model: type[Model], pk: int) -> "QuerySet[Any]":
    """The events of one row, the newest first, with who caused them."""
    events: QuerySet[Any] = event_model(model)._default_manager.filter(id=pk)
    return events.select_related("pgh_context").order_by("-pgh_id")


def earlier_texts(model: type[Model], pk: int, wanted: Mapping[str, str]) -> dict[str, str]:
    """The texts that columns held, by column, found by their versions (`ledger.version_of`) in one query.

    A column whose text of that version the history does not know is left out.
    """
    if not wanted or not is_tracked(model):
        return {}
    found: dict[str, str] = {}
    names = list(wanted)
    for texts in events_of(model, pk).select_related(None).values_list(*names):
        for name, text in zip(names, texts, strict=True):
            if name not in found and text and version_of(text) == wanted[name]:
                found[name] = text
        if len(found) == len(names):
            break
    return found


def who(event: Any) -> int | None:
    """The person behind an event, None for the portal itself."""
    context = event.pgh_context
    return context.metadata.get("user") if context else None


def changed_columns(before: Any, after: Any, columns: Collection[str]) -> list[str]:
    """The columns in which two events of one row differ, in the order given."""
    return [name for name in columns if getattr(before, name) != getattr(after, name)]


def forget(model: type[Model], pk: int, column: str) -> None:
    """Empty a column in all events of a row: a person's name that they ask to have erased, and nothing else.

    Only this takes the guard off that keeps history from being changed, for the one statement; pgtrigger's
    own `ignore` does not know the triggers of event models.
    """
    events: Any = event_model(model)
    guards = [trigger.get_pgid(events) for trigger in events._meta.triggers if trigger.name == "append_only"]
    _set_ignored(guards)
    events._default_manager.filter(id=pk).update(**{column: ""})
    _set_ignored([])


def _set_ignored(triggers: Collection[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(triggers) + "}"])
