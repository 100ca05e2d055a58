"""A row's texts in the language that they are translated to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import CharField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ogp_portal.audit.labels import field_name
from ogp_portal.desk.pages.texts.places import Place, Row
from ogp_portal.desk.pages.texts.worth import Cell
from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import REGISTRY
from ogp_portal.translation.editing import Conflict, TextEdit
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.forms import PortalForm

LINE = 60
"""About how many letters stand in a line of the box."""


class TranslationForm(PortalForm):
    """A box per translation with the versions of what was shown: of itself, and of its source.

    `do` is the button: “approve” or “draft”, for all, or “approve:title” for one field.
    """

    do = forms.CharField(max_length=60)

    def __init__(self, *args: Any, place: Place, row: Row, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {cell.field: cell for cell in cells if not cell.is_original}
        self.theirs: dict[str, str] = {}
        for name, cell in self.cells.items():
            text, source = text_in(row, name, cell.language), text_in(row, name, cell.source)
            self.fields[name] = forms.CharField(
                label=field_name(place.label, name),
                required=False,
                max_length=_longest(place, name),
                widget=forms.Textarea(
                    attrs={
                        "rows": rows_for(text or source),
                        "lang": REGISTRY[cell.language].html,
                        "aria-describedby": f"state-{name}",
                    }
                ),
                error_messages={
                    "max_length": _("At most %(limit_value)d characters; these are %(show_value)d.")
                },
            )
            self.initial[name] = text
            for kind, version in (("base", version_of(text)), ("source", version_of(source))):
                self.fields[f"{kind}_{name}"] = forms.CharField(
                    required=False, max_length=16, widget=forms.HiddenInput
                )
                self.initial[f"{kind}_{name}"] = version

    def edit(self, language: str) -> TextEdit:
        """What was sent, of a valid form; boxes that were not sent are left alone."""
        given: Mapping[str, Any] = self.cleaned_data
        sent = [name for name in self.cells if name in self.data]
        return TextEdit(
            language,
            {name: given[name] for name in sent},
            {name: given[f"base_{name}"] for name in sent},
            sources={name: given[f"source_{name}"] for name in sent if given[f"source_{name}"]},
        )

    def approved(self) -> list[str]:
        """The fields whose text is to be approved."""
        act, _colon, name = self.cleaned_data["do"].partition(":")
        if act != "approve":
            return []
        return [field for field in self.cells if field in self.data and name in {"", field}]

    def show_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Both versions: yours in the box, theirs above it; sending again means that theirs was seen.

        What only the other has changed is taken as it is.
        """
        data = QueryDict(mutable=True)
        data.update(self.data)
        for conflict in conflicts:
            self.theirs[conflict.field] = conflict.theirs
            data[f"base_{conflict.field}"] = version_of(conflict.theirs)
            if not conflict.is_yours_changed:
                data[conflict.field] = conflict.theirs
        self.data = data


def rows_for(text: str) -> int:
    """How high a box has to be for a text."""
    return min(16, max(2, sum(1 + len(line) // LINE for line in text.splitlines())))


def _longest(place: Place, name: str) -> int | None:
    field = place.model._meta.get_field(name)
    return field.max_length if isinstance(field, CharField) else None
