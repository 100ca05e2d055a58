"""Texts that a person changes by themselves: the history knows who, the ledger what they are worth now."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import text_in
from ogp_portal.translation.editing import (
    Conflict,
    Conflicting,
    TextEdit,
    approve_texts,
    changed_by,
    conflicts,
    locked,
    save_texts,
    source_of,
    states_of,
)
from ogp_portal.translation.ledger import version_of


class Refused(Exception):
    """The database keeps this text as it is; its text is the sentence that says why."""


@contextmanager
def _refusing() -> Iterator[None]:
    """A report of a locked period may be translated; its text in the country's main language stands."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "period of this row is locked" not in str(error):
            raise
        raise Refused(
            gettext("The reporting period is locked: this text can no longer be changed.")
        ) from error


@dataclass(frozen=True)
class Translated:
    """Which fields became what: approved, drafts, and those whose source moved on meanwhile."""

    approved: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


@transaction.atomic
def translate_texts(
    instance: models.Model, edit: TextEdit, *, approve: Collection[str], by: User, main_language: str
) -> Translated:
    """Save translations as drafts, those in `approve` as approved, also where their text stays as it is.

    Nothing is approved that the person has not seen: Conflicting is raised where the text has moved on, and
    what was translated from an earlier source than the one that stands is saved, but stale. Raises Refused
    where the database keeps the text as it is.
    """
    row = locked(instance)
    if found := conflicts(row, edit) or _unseen(row, edit, approve):
        raise Conflicting(found)
    outdated = _outdated(row, edit, main_language)
    wanted = [name for name in edit.texts if name in approve]
    with _refusing(), acting(by):
        ours: dict[str, Any] = {"by": by, "main_language": main_language}
        changed = save_texts(row, _part(edit, wanted), approve=True, **ours)
        drafts = save_texts(row, _part(edit, set(edit.texts) - set(wanted)), **ours)
        as_they_are = [name for name in wanted if name not in changed and name not in outdated]
        approved = approve_texts(row, as_they_are, edit.language, **ours)
    now_approved = {*(name for name in changed if name not in outdated), *(state.field for state in approved)}
    return Translated(
        tuple(name for name in wanted if name in now_approved and text_in(row, name, edit.language)),
        tuple(drafts),
        tuple(name for name in edit.texts if name in outdated and name in {*wanted, *drafts}),
    )


@transaction.atomic
def restore_text(instance: models.Model, edit: TextEdit, *, by: User, main_language: str) -> list[str]:
    """Put an earlier text back as a new change; Conflicting where somebody has changed it meanwhile."""
    with _refusing(), acting(by):
        return save_texts(locked(instance), edit, by=by, main_language=main_language)


def _part(edit: TextEdit, names: Collection[str]) -> TextEdit:
    return replace(edit, texts={name: text for name, text in edit.texts.items() if name in names})


def _unseen(row: models.Model, edit: TextEdit, approve: Collection[str]) -> list[Conflict]:
    """Texts to be approved as they are that somebody has replaced since they were read."""
    yours_changed = changed_by(row, edit)
    found = []
    for name in approve:
        theirs = text_in(row, name, edit.language)
        seen = name in edit.base and version_of(theirs) == edit.base[name]
        if name not in yours_changed and not seen and edit.texts.get(name, "").strip() != theirs.strip():
            found.append(Conflict(name, edit.language, theirs, edit.texts.get(name, ""), False))
    return found


def _outdated(row: models.Model, edit: TextEdit, main_language: str) -> frozenset[str]:
    """Fields whose source is another one than the person had before them."""
    states = states_of(row, edit.texts)
    sources = {
        name: text_in(row, name, source_of(row, states, name, edit.language, main_language))
        for name in edit.sources
    }
    return frozenset(
        name for name, source in sources.items() if version_of(source) != edit.sources[name] and source
    )
