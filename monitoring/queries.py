"""Reads that join the three voices."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, F, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields import CharField
from django.db.models.functions import Coalesce

from commitments.models import ProgressUpdate
from monitoring.enums import IrmIndicator, IrmReportKind
from monitoring.models import CsoRating, IrmCoding
from monitoring.voices import Statement, Voice, Voices
from ogp_portal.web.prepared import IsAny, Prepared, Query

AT_THE_END = (IrmReportKind.END_OF_TERM, IrmReportKind.IMPLEMENTATION, IrmReportKind.RESULTS)
IRM_SAID_ON = Coalesce(
    "coded_on",
    "report__published_on",
    Case(When(report__kind__in=AT_THE_END, then="report__plan__ends_on"), default="report__plan__starts_on"),
)
"""The day by which a coding is put in order. OGP's exports name no days: there the plan's last day stands in
for a report on the whole term, and its first day for one on its design or its first half."""


@Prepared
def statements_of() -> Query:
    """All three voices in one query. Slots: ids (of commitments)."""
    among = IsAny("commitment_id", "ids")
    updates = ProgressUpdate.objects.published().on_commitments().filter(among)
    ratings = CsoRating.objects.published().filter(among)
    codings = IrmCoding.objects.filter(among, indicator=IrmIndicator.COMPLETION)
    return _said(updates, "government", F("reported_on"), "completion", "period_id").union(
        _said(ratings, "cso", F("rated_on"), "completion", "organisation_id"),
        _said(codings, "irm", IRM_SAID_ON, "level", "report_id"),
        all=True,
    )


def _said(queryset: Query, voice: Voice, on: Combinable, level: str, source: str) -> Query:
    spoken: Query = queryset.filter(**{f"{level}__isnull": False}).annotate(said_on=on)
    return (
        spoken.filter(said_on__isnull=False)
        .order_by()
        .values(
            "commitment_id",
            "said_on",
            said_by=Value(voice, CharField()),
            said_level=F(level),
            said_in=F(source),
        )
    )


def voices_of(commitment_ids: Iterable[int]) -> dict[int, Voices]:
    """What was said on each of these commitments, in one query; a silent one has empty voices."""
    ids = list(commitment_ids)
    said: dict[int, list[Statement]] = defaultdict(list)
    for commitment_id, on, voice, level, source_id in statements_of().rows(ids=ids):
        said[commitment_id].append(Statement(on, voice, level, source_id))
    return {pk: Voices(tuple(sorted(said[pk]))) for pk in ids}
