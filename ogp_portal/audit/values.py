"""Values of columns in words: choices, dates, lists and numbers as people read them, in their language."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import pgettext

from ogp_portal.languages.dates import parse_loose
from ogp_portal.languages.formats import format_date, format_datetime, format_loose, format_number

Names = Mapping[tuple[str, int], str]
"""Names of linked rows by the model's label and the row's id."""


def parsed(model: type[Model], name: str, text: str) -> Any:
    """The value behind a text that a trigger took from a column (or from ids joined by commas)."""
    field = _field(model, name)
    if field is None:
        return [int(part) for part in text.split(",") if part.isdigit()]
    if text == "":
        return "" if field.empty_strings_allowed else None
    if isinstance(field, ArrayField):
        return json.loads(text)
    if isinstance(field, ForeignKey):
        return int(text)
    try:
        return field.to_python({"true": True, "false": False}.get(text, text))
    except ValidationError:
        return text


def linked(model: type[Model], name: str, values: Iterable[Any]) -> set[tuple[str, int]]:
    """The rows that values of a column point at."""
    field = _field(model, name)
    if not isinstance(field, ForeignKey):
        return set()
    label = field.related_model._meta.label_lower
    return {(label, value) for value in values if value is not None}


def words(model: type[Model], name: str, value: Any, language: str, names: Names) -> str:
    """A value as people read it; "" for nothing."""
    field = _field(model, name)
    if value is None or value == "" or value == [] or field is None:
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model._meta.label_lower, value), "")
    if isinstance(field, ArrayField):
        choices = dict(field.base_field.flatchoices)
        return ", ".join(str(choices.get(item, item)) for item in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value, name, language)


def _plain(value: Any, name: str, language: str) -> str:
    if isinstance(value, bool):
        return pgettext("value of a field", "yes") if value else pgettext("value of a field", "no")
    if isinstance(value, dt.datetime):
        return format_datetime(value, language)
    if isinstance(value, dt.date):
        return format_date(value, language)
    if isinstance(value, int | float | Decimal):
        return _number(value, language)
    if name.endswith("_text"):
        # A date as people wrote it: said in the reader's language as far as it is certain.
        loose = parse_loose(str(value), "start" if name.startswith("starts") else "end")
        return format_loose(loose.text, loose.on, loose.precision, language)
    return str(value)


def _number(value: float | Decimal, language: str) -> str:
    try:
        return format_number(Decimal(value).normalize() + 0, language)
    except InvalidOperation:
        return str(value)


def _field(model: type[Model], name: str) -> "Field[Any, Any] | None":
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
