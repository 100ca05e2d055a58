"""Forms for rows that two people may change at once: texts of one language, plain values, their versions.

A form of this kind carries in `base` the versions of all that it showed. An action that finds newer ones
raises EditConflict; `after_conflict` then gives the form again: what the person changed as they left it, all
else as it stands now, and the new versions to work against.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import REGISTRY
from ogp_portal.translation.editing import TextEdit, versions
from ogp_portal.translation.values import (
    EditConflict,
    RowEdit,
    Values,
    merged_values,
    value_version,
    value_versions,
)
from ogp_portal.web.forms import PortalForm

Words = Any
"""A text, or one that is translated when it is shown."""


@dataclass(frozen=True)
class TextSpec:
    """A translated field of a form; `rows` 1 is a line, `most` its longest length (0: no limit)."""

    name: str
    label: Words
    hint: Words = ""
    rows: int = 1
    most: int = 0


class RowForm(PortalForm):
    """Texts in `language` and plain values of `row`, which is None while it is new.

    A subclass lists its `specs`, makes its plain fields, and says how they stand for the row's values:
    `aliases` from a form's field to the value's name, `initial_values` and `cleaned_values`.
    """

    specs: Sequence[TextSpec] = ()
    aliases: ClassVar[dict[str, str]] = {}
    value_names: ClassVar[Sequence[str]] = ()
    required_texts: ClassVar[frozenset[str]] = frozenset({"title"})
    """Without these in its first language, a new row has no name."""

    def __init__(
        self, data: Any = None, files: Any = None, *, row: models.Model | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.row, self.language = row, language
        self.fields |= {spec.name: self._text_field(spec) for spec in self.specs}
        if row is not None:
            self.fields["is_small"] = forms.BooleanField(
                label=_("It is a small edit: translations stay valid"), required=False
            )
        self.fields["base"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def start(self) -> None:
        """Fill in what stands now; a subclass calls it when all its fields are there."""
        if self.row is None:
            return
        texts = {spec.name: text_in(self.row, spec.name, self.language) for spec in self.specs}
        self.initial = {**self.initial_values(), **texts, "base": self._base_now(), **self.initial}

    def _text_field(self, spec: TextSpec) -> forms.CharField:
        attributes = {"lang": REGISTRY[self.language].html}
        widget = (
            forms.TextInput(attributes)
            if spec.rows == 1
            else forms.Textarea({**attributes, "rows": spec.rows})
        )
        return forms.CharField(
            label=spec.label,
            help_text=spec.hint,
            max_length=spec.most or None,
            widget=widget,
            required=self.row is None and spec.name in self.required_texts,
        )

    def initial_values(self) -> dict[str, Any]:
        """The plain fields' values as the form shows them, from the row as it stands."""
        return dict(self.current_values())

    def current_values(self) -> Values:
        """The row's values by their names, as the action compares them."""
        raise NotImplementedError

    def cleaned_values(self) -> dict[str, Any]:
        """What was typed, by the values' names."""
        return {self.aliases.get(name, name): self.cleaned_data[name] for name in self.value_names}

    def edit(self) -> RowEdit:
        """What the valid form asks an action to write."""
        base = _parsed(self.cleaned_data.get("base", ""))
        texts = {spec.name: self.cleaned_data[spec.name] for spec in self.specs}
        shown = TextEdit(
            self.language, texts, base["texts"], is_small=bool(self.cleaned_data.get("is_small"))
        )
        return RowEdit(shown, self.cleaned_values(), base["values"])

    def merged_data(self, conflict: EditConflict) -> QueryDict:
        """What was posted, with all that the person left alone as it stands now; `row` is read anew."""
        data = cast(QueryDict, self.data).copy()
        for text in conflict.texts:
            if not text.is_yours_changed:
                data[text.field] = text.theirs
        edit, current, shown = self.edit(), self.current_values(), self.initial_values()
        touched = {name for name, _theirs in _touched(edit, current)}
        for name in self.value_names:
            if self.aliases.get(name, name) not in touched:
                _put(data, name, self.fields[name].prepare_value(shown[name]))
        data["base"] = self._base_now()
        return data

    def _base_now(self) -> str:
        assert self.row is not None  # noqa: S101 (a new row meets nobody)
        texts = versions(self.row, [spec.name for spec in self.specs], self.language)
        return json.dumps({"texts": texts, "values": value_versions(self.current_values())})


def _touched(edit: RowEdit, current: Values) -> list[tuple[str, Any]]:
    """The values that the person changed, also where somebody else changed them too."""
    _, differing = merged_values(current, edit.values, edit.base)
    names = {conflict.field for conflict in differing}
    names |= {
        name
        for name, value in edit.values.items()
        if value_version(value) != edit.base.get(name, value_version(current[name]))
    }
    return [(name, current[name]) for name in edit.values if name in names]


def _put(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        data.setlist(name, [str(item) for item in value])
    else:
        data[name] = "" if value is None else str(value)


def _parsed(text: str) -> dict[str, dict[str, str]]:
    """The versions that a form carried; what is not understood counts as having shown nothing."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = {}
    parts = {name: found.get(name) if isinstance(found, dict) else None for name in ("texts", "values")}
    return {
        name: {str(k): str(v) for k, v in part.items()} if isinstance(part, dict) else {}
        for name, part in parts.items()
    }
