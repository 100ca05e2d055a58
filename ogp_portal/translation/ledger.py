"""The rules of the ledger: who may say that a text is approved, and when it turns stale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models

from ogp_portal.languages.fields import column
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.rules import IN_SCOPE, DatabaseRule
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState


def version_of(text: str) -> str:
    """16 hexadecimal digits of the text's SHA-256, "" for no text."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def states_for(
    instance: models.Model,
    fields: Iterable[str],
    *,
    source_language: str,
    states: Mapping[tuple[str, str], TextStatus] | None = None,
) -> list[TextState]:
    """Unsaved ledger rows for every text that `instance` holds.

    `states` gives (field, language) that are not simply approved. A stale text keeps the version of a
    source that no longer stands.
    """
    rows = []
    for field in fields:
        source = getattr(instance, column(field, source_language)) or ""
        for language in LANGUAGES:
            text = getattr(instance, column(field, language)) or ""
            if not text:
                continue
            state = (states or {}).get((field, language), TextStatus.APPROVED)
            current = version_of(source or text)
            rows.append(
                TextState(
                    country_id=instance.country_id,  # type: ignore[attr-defined]
                    model=instance._meta.label_lower,
                    object_id=instance.pk,
                    field=field,
                    language=language,
                    state=state,
                    source_language=source_language if source else language,
                    source_version=version_of(f"earlier {source}") if state == TextStatus.STALE else current,
                    text_version=version_of(text),
                )
            )
    return rows


def record(rows: list[TextState]) -> None:
    """Write ledger rows, replacing what they say anew."""
    TextState.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["country", "model", "object_id", "field", "language"],
        update_fields=[
            "state",
            "source_language",
            "source_version",
            "text_version",
            "changed_by",
            "changed_at",
        ],
    )


@dataclass(frozen=True)
class Coverage:
    """How much of what is written stands approved in one language: `approved` of `total` texts."""

    language: str
    approved: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.approved / self.total) if self.total else 0


def coverage(states: Iterable[Mapping[str, Any]], languages: Iterable[str]) -> list[Coverage]:
    """Coverage per language from rows with model, object_id, field, language and state."""
    texts: set[tuple[Any, ...]] = set()
    approved: dict[str, int] = dict.fromkeys(languages, 0)
    for row in states:
        texts.add((row["model"], row["object_id"], row["field"]))
        if row["state"] == TextStatus.APPROVED and row["language"] in approved:
            approved[row["language"]] += 1
    return [Coverage(language, count, len(texts)) for language, count in approved.items()]


class PublicStates(DatabaseRule):
    """Shows the anonymous role the ledger rows of a model's public rows; stands in that model's Meta."""

    def statements(self, model: type[models.Model]) -> list[str]:
        table = '"translation_textstate"'
        return [
            f'CREATE POLICY "{self.name}" ON {table} FOR SELECT TO {settings.ANONYMOUS_ROLE}'
            f" USING ({IN_SCOPE.format(table=table)} AND {table}.model = '{model._meta.label_lower}'"
            f' AND EXISTS (SELECT 1 FROM "{model._meta.db_table}" shown'
            f" WHERE shown.country_id = {table}.country_id AND shown.id = {table}.object_id))"
        ]

    def undo(self, model: type[models.Model]) -> list[str]:
        return [f'DROP POLICY IF EXISTS "{self.name}" ON "translation_textstate"']
