"""Forms that write a row's texts in one language, with the text to translate from beside each."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.db import models
from django.forms import BoundField
from django.http import QueryDict

from ogp_portal.languages.fields import Shown, shown, text_in
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.translation.editing import Conflict, TextEdit
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.forms import PortalForm


class Pair(NamedTuple):
    """A text as it is written, what it is translated from ("" for an original), what somebody else wrote."""

    field: BoundField
    source: Shown
    theirs: str


class TextsForm(PortalForm):
    """The fields named in `texts` are those of `row` (None: a new one) in `language`, each with its version.

    `needed` ones cannot be empty in the main language; a translation may wait.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, *args: Any, row: models.Model | None, language: str, main_language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.language, self.main_language = row, language, main_language
        self.theirs: dict[str, str] = {}
        for name in self.texts:
            text = text_in(row, name, language) if row is not None else ""
            self.fields[name].required = name in self.needed and language == main_language
            self.initial[name] = text
            self.fields[_base(name)] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[_base(name)] = version_of(text)

    @property
    def is_translation(self) -> bool:
        return self.row is not None and self.language != self.main_language

    @property
    def source_name(self) -> str:
        """The language that is translated from, under its own name."""
        return OWN_NAMES[self.main_language]

    @property
    def pairs(self) -> list[Pair]:
        """Every text with its source beside it."""
        return [Pair(self[name], self._source(name), self.theirs.get(name, "")) for name in self.texts]

    def _source(self, name: str) -> Shown:
        """What a translation is made from: the text in the main language, or in another that has one."""
        if self.row is None or not self.is_translation:
            return Shown("", self.language, self.language)
        return shown(self.row, name, wanted=self.main_language, main_language=self.main_language)

    @property
    def values(self) -> list[BoundField]:
        """The fields that are no texts, in their order."""
        return [field for field in self.visible_fields() if field.name not in self.texts]

    @property
    def bases(self) -> list[BoundField]:
        return [self[_base(name)] for name in self.texts]

    def edit(self) -> TextEdit:
        """The texts as they were sent, of a valid form."""
        given: Mapping[str, Any] = self.cleaned_data
        return TextEdit(
            self.language,
            {name: given[name] for name in self.texts},
            {name: given[_base(name)] for name in self.texts},
        )

    def show_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Stand both versions side by side; sending the form again means that the other one was seen."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for conflict in conflicts:
            self.theirs[conflict.field] = conflict.theirs
            data[_base(conflict.field)] = version_of(conflict.theirs)
        self.data = data


def _base(name: str) -> str:
    return f"base_{name}"
