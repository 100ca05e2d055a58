"""What each text of a row is worth in the language that it is translated to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.db.models import Q

from ogp_portal.desk.pages.texts.places import Place, Row, country_of, written
from ogp_portal.languages.fields import fallback_order, text_in
from ogp_portal.translation.editing import States, source_of
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import version_of
from ogp_portal.translation.models import TextState

TO_DO: Final = (TextStatus.STALE, TextStatus.DRAFT, TextStatus.MACHINE, TextStatus.MISSING)
"""What translators still have to do, in the order in which it hurts."""
IN_ORDER: Final = (TextStatus.APPROVED, *TO_DO)


@dataclass(frozen=True)
class Cell:
    """One text in one language; `known` is its row of the ledger, where it has one.

    `source` is the language that it is translated from; for an original its own.
    """

    field: str
    language: str
    source: str
    state: TextStatus
    known: TextState | None

    @property
    def is_original(self) -> bool:
        return self.source == self.language


def ledger_of(rows: Iterable[tuple[Place, Row]]) -> Mapping[tuple[str, int], States]:
    """The ledger's rows of all these objects by model and id, in one query."""
    ids: dict[str, list[int]] = defaultdict(list)
    countries: set[int] = set()
    for place, row in rows:
        ids[place.label].append(row["pk"])
        countries.add(row["country_id"])
    found: dict[tuple[str, int], dict[tuple[str, str], TextState]] = defaultdict(dict)
    if not ids:
        return found
    wanted = Q()
    for label, listed in ids.items():
        wanted |= Q(model=label, object_id__in=listed)
    for state in TextState.objects.filter(wanted, country_id__in=countries):
        found[state.model, state.object_id][state.field, state.language] = state
    return found


def cells_of(place: Place, row: Row, states: States, to: str, *, for_society: bool) -> list[Cell]:
    """What each text of a row is worth in the language; nothing for texts that nobody has written.

    Without `for_society` (`places.speaks_for_society`) civil society's own words are left out.
    """
    fields = [name for name in place.fields if for_society or name not in place.of_society]
    return [_cell(row, states, field, to) for field in written(row, fields)]


def _cell(row: Row, states: States, field: str, to: str) -> Cell:
    main = country_of(row).main_language
    source = source_of(row, states, field, to, main)
    known = states.get((field, to))
    if not text_in(row, field, to):
        if source == to:
            # Written, but neither in the main language nor as a known original: any text will do.
            source = next(code for code in fallback_order(main, main) if text_in(row, field, code))
        return Cell(field, to, source, TextStatus.MISSING, None)
    if source == to:
        return Cell(field, to, source, TextStatus.APPROVED, known)
    state = TextStatus(known.state) if known else TextStatus.DRAFT
    return Cell(field, to, source, state, known)


def counted(cells: Iterable[Cell]) -> Counter[TextStatus]:
    """How many texts are in each state."""
    return Counter(cell.state for cell in cells)


def fingerprint(row: Row, cells: Sequence[Cell]) -> str:
    """What a person saw of an object in a list: changed as soon as one of its texts or states does."""
    seen = [
        (
            c.field,
            c.state,
            version_of(text_in(row, c.field, c.language)),
            version_of(text_in(row, c.field, c.source)),
        )
        for c in cells
    ]
    return sha256(repr(seen).encode()).hexdigest()[:16]
