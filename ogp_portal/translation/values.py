"""Changing what is not text (dates, institutions, tags) beside somebody else who does the same.

The idea is that of `editing`, field by field: a form remembers the version of each value that it showed. What
a person left alone follows whoever changed it; what two have changed differently is given back, unwritten.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import set_texts
from ogp_portal.translation.editing import Conflict, TextEdit, conflicts, note_change, save_texts
from ogp_portal.translation.ledger import version_of

Values = Mapping[str, Any]
"""By field: texts, numbers, dates, ids, or lists of these."""


@dataclass(frozen=True)
class RowEdit:
    """What a form sends for a row: its texts in one language, and its plain values with their versions."""

    texts: TextEdit
    values: Values = field(default_factory=dict)
    base: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ValueConflict:
    """A value that two people have changed differently."""

    field: str
    theirs: Any
    yours: Any


class EditConflict(Exception):
    """Nothing was written: somebody else has saved the same texts or values first."""

    def __init__(self, texts: list[Conflict], values: list[ValueConflict]) -> None:
        super().__init__("somebody else has saved this meanwhile")
        self.texts, self.values = texts, values


def value_version(value: Any) -> str:
    """The version of one value; nothing at all has one too, so that a missing version can be told apart."""
    return version_of(json.dumps(value, default=str, sort_keys=True))


def value_versions(values: Values) -> dict[str, str]:
    """The versions of a row's values, to be sent along with a form."""
    return {name: value_version(value) for name, value in values.items()}


def merged_values(
    current: Values, yours: Values, base: Mapping[str, str]
) -> tuple[dict[str, Any], list[ValueConflict]]:
    """The values to write, and where two people differ. `current` is read from the locked row."""
    merged: dict[str, Any] = {}
    found: list[ValueConflict] = []
    for name, value in yours.items():
        theirs = current[name]
        shown = base.get(name, value_version(theirs))
        if value_version(value) == shown:
            merged[name] = theirs
        elif value_version(theirs) == shown or value == theirs:
            merged[name] = value
        else:
            found.append(ValueConflict(name, theirs, value))
    return merged, found


def checked_values(row: models.Model, current: Values, edit: RowEdit) -> dict[str, Any]:
    """The plain values to write into a locked row; raises EditConflict for its texts and values together."""
    values, differing = merged_values(current, edit.values, edit.base)
    if (texts := conflicts(row, edit.texts)) or differing:
        raise EditConflict(texts, differing)
    return values


def create_row(row: models.Model, edit: RowEdit, *, by: User | None, main_language: str) -> None:
    """Write a new row with its texts at once, so that histories begin with what was first said."""
    language, texts = edit.texts.language, edit.texts.texts
    written = [name for name, text in texts.items() if set_texts(row, name, {language: text})]
    row.save()
    note_change(row, written, edit.texts, {}, by=by, main_language=main_language)


def save_row(
    row: models.Model, edit: RowEdit, columns: Values, *, by: User | None, main_language: str
) -> list[str]:
    """Write columns and texts of a locked row that has been checked; gives what changed, by name."""
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    if changed:
        row.save(update_fields=changed)
    return [*changed, *save_texts(row, edit.texts, by=by, main_language=main_language)]
