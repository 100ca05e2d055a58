"""Reads that join the three voices."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, QuerySet, Value
from django.db.models.fields import CharField

from commitments.models import ProgressUpdate
from monitoring.enums import IrmIndicator
from monitoring.models import CsoRating, IrmCoding
from monitoring.voices import Statement, Voices


def _rows(queryset: QuerySet, voice: str, on: str, level: str, source: str) -> QuerySet:  # type: ignore[type-arg]
    said = queryset.filter(**{f"{level}__isnull": False, f"{on}__isnull": False})
    return said.order_by().values_list("commitment_id", F(on), Value(voice, CharField()), F(level), F(source))


def voices_of(commitment_ids: Iterable[int]) -> dict[int, Voices]:
    """What was said on each of these commitments, in one query; a silent one has empty voices."""
    ids = list(commitment_ids)
    updates = ProgressUpdate.objects.published().on_commitments().filter(commitment_id__in=ids)
    ratings = CsoRating.objects.published().filter(commitment_id__in=ids)
    codings = IrmCoding.objects.filter(commitment_id__in=ids, indicator=IrmIndicator.COMPLETION)
    rows = _rows(updates, "government", "reported_on", "completion", "period_id").union(
        _rows(ratings, "cso", "rated_on", "completion", "organisation_id"),
        _rows(codings, "irm", "coded_on", "level", "report_id"),
        all=True,
    )
    said: dict[int, list[Statement]] = defaultdict(list)
    for commitment_id, on, voice, level, source_id in rows:
        said[commitment_id].append(Statement(on, voice, level, source_id))
    return {pk: Voices(tuple(sorted(said[pk]))) for pk in ids}
