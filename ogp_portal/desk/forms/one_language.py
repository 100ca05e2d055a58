"""Forms over a few translated texts in one language, which notice when somebody else was faster."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import QueryDict

from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.translation.editing import Conflict, TextEdit
from ogp_portal.translation.ledger import version_of
from ogp_portal.web.forms import PortalForm


class OneLanguageForm(PortalForm):
    """Beside each text in `text_fields` a hidden field holds the version that the form showed."""

    text_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: list[Conflict] = []
        for name in self.text_fields:
            self.fields[f"base_{name}"] = forms.CharField(required=False, widget=forms.HiddenInput())

    def edit_in(self, language: str) -> TextEdit:
        """The texts of a valid form, as an edit of this language against what it had shown."""
        texts = {name: self.cleaned_data[name] for name in self.text_fields}
        base = {name: self.cleaned_data[f"base_{name}"] for name in self.text_fields}
        return TextEdit(language, texts, base)

    def show_clashes(self, clashes: Iterable[Conflict]) -> None:
        """Show somebody else's texts beside the own ones; saving once more then writes the own."""
        self.clashes = list(clashes)
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        for clash in self.clashes:
            data[f"base_{clash.field}"] = version_of(clash.theirs)
            if not clash.is_yours_changed:
                data[clash.field] = clash.theirs
        self.data = data


def texts_initial(instance: models.Model | None, fields: Iterable[str], language: str) -> dict[str, str]:
    """The texts of an object in one language with their versions; empty where there is no object yet."""
    texts = {name: text_in(instance, name, language) if instance else "" for name in fields}
    return {**texts, **{f"base_{name}": version_of(text) for name, text in texts.items()}}


def language_choices(country: CountryEntry, reader: str) -> list[tuple[str, str]]:
    """Languages to write in, the country's own first."""
    ordered = dict.fromkeys((*country.languages, *LANGUAGES))
    return [(code, standing_name(code, reader)) for code in ordered]


def first_language(country: CountryEntry, preferred: str) -> str:
    """The language a text is most likely written in: the person's own where it is one of the country's."""
    return preferred if preferred in (*country.languages, "en") else country.main_language
