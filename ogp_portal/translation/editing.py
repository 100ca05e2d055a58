"""Changing texts: never over somebody's head, and what a change means for the ledger.

The unit of locking is an object and a language. A form remembers the version of each text it showed; when one
of them has moved on meanwhile and the person has changed anything, nothing is written and both versions are
given back. Texts that the person left alone are never written. Two people in two languages never meet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import column, normalise, set_texts, text_in
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, version_of
from ogp_portal.translation.models import TextState

Row = TypeVar("Row", bound=models.Model)
States = Mapping[tuple[str, str], TextState]
"""The ledger's rows of one object by field and language."""
Texts = models.Model | Mapping[str, Any]
"""An object, or a row of `.values()` with its columns."""


@dataclass(frozen=True)
class TextEdit:
    """What a form sends: new texts by field, and the versions (`versions`) of those it had shown.

    `is_small` says that the meaning stays the same, so translations of these texts stay valid. `sources` are
    the versions of the source texts that a translator had before them, by field; where the source has moved
    on since, the translation is stale from the start.
    """

    language: str
    texts: Mapping[str, str]
    base: Mapping[str, str]
    is_small: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A text that somebody else has changed since the form was opened."""

    field: str
    language: str
    theirs: str
    yours: str
    is_yours_changed: bool
    """Whether you changed this one too; otherwise theirs can be taken as it is."""


class Conflicting(Exception):
    """Nothing was written: somebody else saved these texts first."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__("somebody else has saved these texts meanwhile")
        self.conflicts = conflicts


def versions(instance: models.Model, fields: Iterable[str], language: str) -> dict[str, str]:
    """The version of each field's text in one language, to be sent along with a form."""
    return {field: version_of(text_in(instance, field, language)) for field in fields}


def locked(instance: Row) -> Row:
    """The row as it is now, held until the transaction ends."""
    manager: Any = type(instance)._default_manager
    fresh: Row = manager.select_for_update(of=("self",)).get(pk=instance.pk)
    return fresh


def conflicts(instance: models.Model, edit: TextEdit) -> list[Conflict]:
    """Where this edit would write over somebody else's; `instance` is the locked row."""
    if not (yours_changed := changed_by(instance, edit)):
        return []
    found = []
    for name, text in edit.texts.items():
        yours, theirs = normalise(text, edit.language), text_in(instance, name, edit.language)
        if version_of(theirs) != edit.base.get(name, "") and yours != theirs:
            found.append(Conflict(name, edit.language, theirs, yours, name in yours_changed))
    return found


def changed_by(instance: models.Model, edit: TextEdit) -> frozenset[str]:
    """The fields whose text the person changed; spaces around a text, which forms cut, are no change."""
    texts = {name: normalise(text, edit.language) for name, text in edit.texts.items()}
    return frozenset(
        name
        for name, text in texts.items()
        if version_of(text) != edit.base.get(name, "")
        and text.strip() != text_in(instance, name, edit.language).strip()
    )


def save_texts(
    instance: models.Model, edit: TextEdit, *, by: User | None, main_language: str, approve: bool = False
) -> list[str]:
    """Write an edit into a locked row and the ledger; gives the fields that changed.

    Raises Conflicting, and then nothing is written. A text in a language of its own is an original and
    approved; a translation is a draft unless `approve`. `main_language` is the one to translate from where
    nothing else is known.
    """
    if found := conflicts(instance, edit):
        raise Conflicting(found)
    yours = changed_by(instance, edit)
    old = {name: text_in(instance, name, edit.language) for name in edit.texts}
    changed = [
        name
        for name, text in edit.texts.items()
        if name in yours and set_texts(instance, name, {edit.language: text})
    ]
    if changed:
        instance.save(update_fields=[column(name, edit.language) for name in changed])
        note_change(instance, changed, edit, old, by=by, main_language=main_language, approve=approve)
    return changed


def note_change(
    instance: models.Model,
    changed: Iterable[str],
    edit: TextEdit,
    old: Mapping[str, str],
    *,
    by: User | None,
    main_language: str,
    approve: bool = False,
) -> None:
    """Bring the ledger up to date with texts that have just been written in one language.

    `old` are the texts before, by field; a field that is not in it had none.
    """
    changed = list(changed)
    states = states_of(instance, changed)
    rows: list[TextState] = []
    for name in changed:
        before, after = version_of(old.get(name, "")), version_of(text_in(instance, name, edit.language))
        own = _own_state(instance, states, name, edit.language, main_language)
        if after:
            own.changed_by, own.text_version = by, after
            _judge(own, instance, edit, approve=approve)
            rows.append(own)
        elif own.pk:
            own.delete()
        rows += _followers(states, edit, name, before, after)
    _record(rows)


def states_of(instance: models.Model, fields: Iterable[str]) -> States:
    """The ledger rows of one object by field and language, in one query."""
    rows = TextState.objects.filter(
        country_id=instance.country_id,  # type: ignore[attr-defined]
        model=instance._meta.label_lower,
        object_id=instance.pk,
        field__in=list(fields),
    )
    return {(row.field, row.language): row for row in rows}


def approve_text(
    instance: models.Model, field: str, language: str, *, by: User, main_language: str
) -> TextState | None:
    """Say that a translation is good for its source as it stands now; None where there is no text."""
    rows = approve_texts(instance, [field], language, by=by, main_language=main_language)
    return rows[0] if rows else None


def approve_texts(
    instance: models.Model, fields: Iterable[str], language: str, *, by: User | None, main_language: str
) -> list[TextState]:
    """Say so of several; gives the ledger's rows of those that have a text."""
    fields = [name for name in fields if text_in(instance, name, language)]
    states = states_of(instance, fields) if fields else {}
    rows = []
    for name in fields:
        row = _own_state(instance, states, name, language, main_language)
        row.state, row.changed_by = TextStatus.APPROVED, by
        row.source_version = version_of(text_in(instance, name, row.source_language))
        row.text_version = version_of(text_in(instance, name, language))
        rows.append(row)
    _record(rows)
    return rows


def source_of(instance: Texts, states: States, field: str, language: str, main_language: str) -> str:
    """The language that a text is, or would be, translated from; its own where it is an original."""
    known = states.get((field, language))
    if known is None:
        return _new_source(instance, states, field, language, main_language)
    if known.source_language == language or text_in(instance, field, known.source_language):
        return str(known.source_language)
    # What it was translated from is gone.
    return _new_source(instance, states, field, language, main_language)


def _new_source(instance: Texts, states: States, field: str, language: str, main_language: str) -> str:
    """The original's language; the text's own where there is nothing else to translate from."""
    rows = [row for (name, _), row in states.items() if name == field and row.language != language]
    originals = sorted(
        (row.language for row in rows if row.source_language == row.language),
        key=lambda code: (code != main_language, code),
    )
    for candidate in originals:
        if text_in(instance, field, candidate):
            return candidate
    if any(row.source_language == language for row in rows):
        # Others were made from it: it is an original that had been emptied.
        return language
    return main_language if text_in(instance, field, main_language) else language


def _own_state(
    instance: models.Model, states: States, field: str, language: str, main_language: str
) -> TextState:
    """The ledger row of one text, a new one where it has none; it knows what it is translated from."""
    source = source_of(instance, states, field, language, main_language)
    row = states.get((field, language))
    if row is None:
        row = TextState(
            country_id=instance.country_id,  # type: ignore[attr-defined]
            model=instance._meta.label_lower,
            object_id=instance.pk,
            field=field,
            language=language,
        )
    row.source_language = source
    return row


def _judge(own: TextState, instance: models.Model, edit: TextEdit, *, approve: bool) -> None:
    """What the text that has just been written is worth.

    A draft of a translation that was stale keeps the version of the source it was first made from: until
    somebody approves it, the next reader wants to see what changed in the source.
    """
    source = version_of(text_in(instance, own.field, own.source_language))
    seen = edit.sources.get(own.field, source)
    if own.source_language == edit.language:
        own.state, own.source_version = TextStatus.APPROVED, source
    elif seen != source:
        own.state, own.source_version = TextStatus.STALE, own.source_version or seen
    elif approve:
        own.state, own.source_version = TextStatus.APPROVED, source
    else:
        own.state, own.source_version = TextStatus.DRAFT, own.source_version or source


def _followers(states: States, edit: TextEdit, name: str, before: str, after: str) -> list[TextState]:
    """The translations made from the changed text: stale now, or moved along by a small edit.

    A translation of a stale translation is stale too, though its own source has not moved yet.
    """
    made_from: dict[str, list[TextState]] = {}
    for (field_name, language), row in states.items():
        if field_name == name and language not in {edit.language, row.source_language}:
            made_from.setdefault(row.source_language, []).append(row)
    direct = made_from.pop(edit.language, [])
    if edit.is_small and after:
        moved = [row for row in direct if row.source_version == before]
        for row in moved:
            row.source_version = after
        return moved
    stale, waiting = [], direct
    while waiting:
        row = waiting.pop()
        waiting += made_from.pop(row.language, [])
        if row.state != TextStatus.STALE:
            row.state = TextStatus.STALE
            stale.append(row)
    return stale


def _record(rows: list[TextState]) -> None:
    """Write rows that were read or are new alike: those that stand are replaced."""
    for row in rows:
        row.pk = None
    if rows:
        record(rows)
