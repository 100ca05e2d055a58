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
    fresh: list[TextState] = []
    for row, fields in changed.items():
        listed = list(fields)
        of_row = TextState.objects.filter(
            model=row._meta.label_lower, object_id=row.pk, field__in=listed, source_language=ENGLISH
        )
        of_row.exclude(language=ENGLISH).exclude(state=TextStatus.MISSING).update(state=TextStatus.STALE)
        emptied = [name for name in listed if not getattr(row, column(name, ENGLISH))]
        of_row.filter(language=ENGLISH, field__in=emptied).delete()
        states = states_for(row, listed, source_language=ENGLISH)
        fresh.extend(state for state in states if state.language == ENGLISH)
    if fresh:
        record(fresh)
