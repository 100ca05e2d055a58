"""A field that is filled in by typing: the browser proposes names, and one of them must be meant."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class ProposingInput(forms.TextInput):
    """An input with a list of proposals under it; works by typing alone where there is no list."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.labels: Iterable[str] = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        attrs = {**(attrs or {}), "list": f"{name}-proposed"}
        options = format_html_join("", '<option value="{}"></option>', ((label,) for label in self.labels))
        typed = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}-proposed">{}</datalist>', typed, name, options)


class TypedRowField(forms.CharField):
    """One of `rows`, by its label as it is proposed; letters large or small. Cleans to the row or None."""

    widget = ProposingInput
    default_error_messages = {
        "unknown": _(
            "“%(text)s” is not in the list: take one of the names that are proposed while you type."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 400, **kwargs})
        self.rows: Mapping[str, models.Model] = {}

    def propose(self, rows: Mapping[str, models.Model]) -> None:
        """Choose from these, by label."""
        self.rows = rows
        self.widget.labels = rows.keys()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        folded = {label.casefold(): row for label, row in self.rows.items()}
        row = folded.get(" ".join(text.split()).casefold())
        if row is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text})
        return row
