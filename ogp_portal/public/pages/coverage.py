"""In which languages a plan can be read, from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from commitments.models import Milestone, ProgressUpdate
from monitoring.models import CsoRating
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import Coverage
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import IsAny, Prepared, Slot

_CHILDREN: dict[str, type[Any]] = {
    "commitments.milestone": Milestone,
    "commitments.progressupdate": ProgressUpdate,
    "monitoring.csorating": CsoRating,
}


@dataclass(frozen=True, slots=True)
class Readable:
    """A language a plan is read in: its name and the share of texts approved and not stale."""

    name: str
    coverage: Coverage


@Prepared
def texts_of_plan() -> "QuerySet[Any, Any]":
    """Slots: plan, ids (of its commitments). One row: all texts, and the approved ones per language."""
    of_plan = Q(model="plans.actionplan", object_id=Slot("plan"))
    of_plan |= Q(IsAny("object_id", "ids"), model="commitments.commitment")
    for label, model in _CHILDREN.items():
        # As an array, so that PostgreSQL looks these up by the index; an IN would read all of the country's.
        children = ArraySubquery(model.objects.filter(IsAny("commitment_id", "ids")).values("pk"))
        of_plan |= Q(IsAny("object_id", children), model=label)
    text = Concat("model", Value(" "), Cast("object_id", CharField()), Value(" "), "field")
    approved = {
        language: Count("pk", filter=Q(language=language, state=TextStatus.APPROVED))
        for language in LANGUAGES
    }
    found: QuerySet[Any, Any] = (
        TextState.objects.filter(of_plan)
        .order_by()
        .values("country_id")
        .annotate(total=Count(text, distinct=True), **approved)
        .values("total", *LANGUAGES)
    )
    return found


def coverage_of(plan: int, ids: Sequence[int], reader: str) -> list[Readable]:
    """Each language with its share, the fullest first; empty when the ledger knows nothing of the plan."""
    row = texts_of_plan().first(plan=plan, ids=list(ids))
    if row is None:
        return []
    total, *approved = row
    found = [
        Readable(standing_name(language, reader), Coverage(language, count, total))
        for language, count in zip(LANGUAGES, approved, strict=True)
    ]
    return sorted(found, key=lambda readable: -readable.coverage.approved)
