"""Changing texts: never over somebody's head, and what a change means for the ledger.

The unit of locking is an object and a language. A form remembers the version of each text it showed; when one
of them has moved on meanwhile and the person has changed anything, nothing is written and both versions are
given back. Two people in two languages never meet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import column, normalise, set_texts, text_in
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, version_of
from ogp_portal.translation.models import TextState

Row = TypeVar("Row", bound=models.Model)
States = dict[tuple[str, str], TextState]


@dataclass(frozen=True)
class TextEdit:
    """What a form sends: new texts by field, and the versions (`versions`) of those it had shown.

    `is_small` says that the meaning stays the same, so translations of these texts stay valid.
    """

    language: str
    texts: Mapping[str, str]
    base: Mapping[str, str]
    is_small: bool = False


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
    found, has_changes = [], False
    for field, text in edit.texts.items():
        yours, theirs = normalise(text, edit.language), text_in(instance, field, edit.language)
        is_changed = version_of(yours) != edit.base.get(field, "")
        has_changes |= is_changed
        if version_of(theirs) != edit.base.get(field, "") and yours != theirs:
            found.append(Conflict(field, edit.language, theirs, yours, is_changed))
    return found if has_changes else []


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
    old = {field: text_in(instance, field, edit.language) for field in edit.texts}
    changed = [
        field for field, text in edit.texts.items() if set_texts(instance, field, {edit.language: text})
    ]
    if changed:
        instance.save(update_fields=[column(field, edit.language) for field in changed])
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
    """Bring the ledger up to date with texts that have just been written in one language."""
    states = states_of(instance, changed)
    rows: list[TextState] = []
    for field in changed:
        own = _own_state(instance, states, field, edit.language, main_language)
        text = text_in(instance, field, edit.language)
        if not text:
            if own.pk:
                own.delete()
            continue
        source = text_in(instance, field, own.source_language)
        is_original = own.source_language == edit.language
        own.state = TextStatus.APPROVED if is_original or approve else TextStatus.DRAFT
        own.source_version, own.text_version = version_of(source), version_of(text)
        rows += [own, *_followers(states, field, edit, version_of(old[field]), version_of(text))]
    for row in rows:
        row.pk = None
        row.changed_by = by if row.language == edit.language else row.changed_by
    record(rows)


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
    if not text_in(instance, field, language):
        return None
    states = states_of(instance, [field])
    row = _own_state(instance, states, field, language, main_language)
    row.state, row.changed_by = TextStatus.APPROVED, by
    row.source_version = version_of(text_in(instance, field, row.source_language))
    row.text_version = version_of(text_in(instance, field, language))
    row.pk = None
    record([row])
    return row


def _own_state(
    instance: models.Model, states: States, field: str, language: str, main_language: str
) -> TextState:
    """The ledger row of one text, a new one where it has none; it knows what it is translated from."""
    if (field, language) in states:
        return states[field, language]
    return TextState(
        country_id=instance.country_id,  # type: ignore[attr-defined]
        model=instance._meta.label_lower,
        object_id=instance.pk,
        field=field,
        language=language,
        source_language=_source_of(instance, states, field, language, main_language),
    )


def _source_of(instance: models.Model, states: States, field: str, language: str, main_language: str) -> str:
    """The original's language; the text's own where there is nothing else to translate from."""
    originals = [
        s.language for (name, _), s in states.items() if name == field and s.source_language == s.language
    ]
    for candidate in (*sorted(originals, key=lambda code: code != main_language), main_language):
        if candidate != language and text_in(instance, field, candidate):
            return candidate
    return language


def _followers(states: States, field: str, edit: TextEdit, before: str, after: str) -> list[TextState]:
    """The translations made from the changed text: stale now, or moved along by a small edit."""
    rows = []
    for (name, language), row in states.items():
        if name != field or language == edit.language or row.source_language != edit.language:
            continue
        if not edit.is_small:
            row.state = TextStatus.STALE
        elif row.source_version == before:
            row.source_version = after
        rows.append(row)
    return rows
