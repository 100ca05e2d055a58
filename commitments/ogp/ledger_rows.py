"""Tells the translation ledger of imported texts: English originals, and what they make stale."""

from collections.abc import Iterable, Mapping

from django.db import models

from ogp_portal.languages.fields import column
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from ogp_portal.translation.models import TextState

ENGLISH = "en"


def record_new(rows: Iterable[models.Model], fields: Iterable[str]) -> None:
    """Ledger rows of new objects, every text approved."""
    listed = list(fields)
    record([state for row in rows for state in states_for(row, listed, source_language=ENGLISH)])


def record_changed(changed: Mapping[models.Model, Iterable[str]]) -> None:
    """Ledger rows of texts whose English changed; translations made from the earlier English turn stale."""
    texts = {
        (row._meta.label_lower, row.pk, field): getattr(row, column(field, ENGLISH))
        for row, fields in changed.items()
        for field in fields
    }
    if not texts:
        return
    standing = TextState.objects.filter(
        model__in={model for model, _, _ in texts},
        object_id__in={pk for _, pk, _ in texts},
        source_language=ENGLISH,
    )
    concerned = [state for state in standing if (state.model, state.object_id, state.field) in texts]
    translations = [state for state in concerned if state.language != ENGLISH]
    stale = [state.pk for state in translations if state.state != TextStatus.MISSING]
    emptied = [
        state.pk
        for state in concerned
        if state.language == ENGLISH and not texts[state.model, state.object_id, state.field]
    ]
    if stale:
        TextState.objects.filter(pk__in=stale).update(state=TextStatus.STALE)
    if emptied:
        TextState.objects.filter(pk__in=emptied).delete()
    states = [
        state for row, fields in changed.items() for state in states_for(row, fields, source_language=ENGLISH)
    ]
    record([state for state in states if state.language == ENGLISH])
