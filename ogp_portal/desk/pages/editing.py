"""What stands beside the texts of a form: the source to translate from, the ledger's state, a conflict."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import models
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ogp_portal.desk.forms.editing import RowForm
from ogp_portal.languages.fields import Shown, text_in
from ogp_portal.languages.registry import OWN_NAMES, REGISTRY, standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import source_of, states_of
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.values import EditConflict
from ogp_portal.web.diff import compare


@dataclass(frozen=True)
class TextRow:
    """A text's input; `source` and `state` where it is a translation, empty where it is the original."""

    field: BoundField
    source: Shown | None = None
    source_name: str = ""
    state: str = ""
    word: str = ""


def text_rows(form: RowForm, main_language: str) -> list[TextRow]:
    """A form's texts in its order, by one query of the ledger."""
    names = [spec.name for spec in form.specs]
    if form.row is None:
        return [TextRow(form[name]) for name in names]
    states = states_of(form.row, names)
    return [_text_row(form, form.row, states, name, main_language) for name in names]


def _text_row(form: RowForm, row: models.Model, states: Any, name: str, main_language: str) -> TextRow:
    reader, language = get_language() or "en", form.language
    source = source_of(row, states, name, language, main_language)
    if source == language or not (text := text_in(row, name, source)):
        return TextRow(form[name])
    known = states.get((name, language))
    state = TextStatus(known.state) if known and text_in(row, name, language) else TextStatus.MISSING
    shown = Shown(text, source, language)
    return TextRow(form[name], shown, standing_name(source, reader), state.value, str(state.label))


@dataclass(frozen=True)
class ConflictRow:
    """A field that two people have changed: theirs, yours, and the input that holds yours."""

    field: BoundField
    theirs: SafeString
    yours: SafeString
    lang: str = ""


@dataclass(frozen=True)
class ConflictPage:
    """Both versions of what two people have changed, and the form to save what shall stand."""

    form: RowForm
    rows: list[ConflictRow]
    others: list[BoundField]


def conflict_page(posted: RowForm, form: RowForm, conflict: EditConflict) -> ConflictPage:
    """`form` holds `posted.merged_data(conflict)`, so that saving it works against what stands now."""
    rows = [
        _conflict_row(form[text.field], text.theirs, text.yours, REGISTRY[text.language].html)
        for text in conflict.texts
        if text.is_yours_changed
    ]
    shown, names = form.initial_values(), {v: k for k, v in posted.aliases.items()}
    for value in conflict.values:
        name = names.get(value.field, value.field)
        theirs = form.fields[name].prepare_value(shown[name])
        rows.append(
            _conflict_row(form[name], _said(form[name], theirs), _said(form[name], form[name].value()))
        )
    apart = {row.field.name for row in rows}
    others = [field for field in form if field.name not in apart and not field.is_hidden]
    return ConflictPage(form, rows, others)


def _conflict_row(field: BoundField, theirs: str, yours: str, lang: str = "") -> ConflictRow:
    pieces = compare(yours, theirs)
    return ConflictRow(
        field,
        _marked((piece.kind == "added", piece.text) for piece in pieces if piece.kind != "removed"),
        _marked((piece.kind == "removed", piece.text) for piece in pieces if piece.kind != "added"),
        lang,
    )


def _marked(runs: Iterable[tuple[bool, str]]) -> SafeString:
    """One version, with the words that the other has not."""
    written = "".join(_mark(text) if is_own else escape(text) for is_own, text in runs)
    return mark_safe(written.strip().replace("\n", "<br>") or "–")  # noqa: S308


def _mark(text: str) -> str:
    """Words marked, the spaces around them not."""
    words = text.strip()
    before, _, after = text.partition(words)
    return f"{before}<mark>{escape(words)}</mark>{after}" if words else text


def _said(field: BoundField, value: Any) -> str:
    """A plain value in words: names of choices, several with semicolons."""
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    return "; ".join(choices.get(str(item), str(item)) for item in values if item not in (None, ""))


@dataclass(frozen=True)
class LanguageChoice:
    """A language that a row's texts can be edited in."""

    code: str
    name: str
    is_main: bool
    is_current: bool


def language_choices(country_id: int, current: str = "") -> list[LanguageChoice]:
    """The country's languages, its main one first, and English."""
    codes = dict.fromkeys((*country_by_id(country_id).languages, "en"))
    main = country_by_id(country_id).main_language
    return [LanguageChoice(code, OWN_NAMES[code], code == main, code == current) for code in codes]
