"""Commitments as every list shows them: title, lead, areas, three voices, milestones, how late they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentArea, Milestone
from monitoring.queries import voices_of
from monitoring.voices import VOICES, Voices
from ogp_portal.languages.fields import Shown
from ogp_portal.public.reader import Reader
from ogp_portal.web.marks import Level
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Row, Slot


class Area(NamedTuple):
    """A policy area, by the slug of its address."""

    slug: str
    name: Shown


class Step(NamedTuple):
    """A milestone in a list: when it is due, in the words for it, and when it was done."""

    number: str
    due: dt.date | None
    due_text: str
    done: dt.date | None

    def late_days(self, on: dt.date) -> int:
        """Days past its date on which it is still open."""
        return (on - self.due).days if self.done is None and self.due and self.due < on else 0


class CommitmentInList(NamedTuple):
    """A commitment with all that a list says of it. `late_days` counts its longest waiting milestone."""

    pk: int
    number: str
    url: str
    title: Shown
    short: Shown
    lead_id: int | None
    lead: Shown
    areas: Sequence[Area]
    voices: Voices
    steps: Sequence[Step]
    late_days: int
    is_withdrawn: bool

    @property
    def levels(self) -> list[Level]:
        """The latest level of each voice, in the order of VOICES."""
        return [self.voices.latest[voice] for voice in VOICES]

    @property
    def distance(self) -> int | None:
        return self.voices.distance

    @property
    def done(self) -> int:
        return sum(step.done is not None for step in self.steps)

    @property
    def is_done(self) -> bool:
        """All its milestones are done, and there are some."""
        return bool(self.steps) and self.done == len(self.steps)


def list_fields(queryset: Query, order: tuple[str, ...]) -> Query:
    """What `commitments_in_list` needs of each commitment, for a prepared query."""
    return queryset.values(
        "pk",
        "number",
        "key",
        "state",
        "lead_id",
        title_text=FirstText("title", order),
        short_text=FirstText("short_title", order),
        lead_text=FirstText("lead__name", order),
    )


@Prepared
def commitments_of_plan(order: tuple[str, ...]) -> Query:
    """Slots: plan."""
    found = Commitment.objects.published().filter(plan_id=Slot("plan"))
    return list_fields(found.order_by("position", "pk"), order)


@Prepared
def steps_of() -> Query:
    """Slots: ids."""
    return (
        Milestone.objects.filter(IsAny("commitment_id", "ids"))
        .order_by("position", "pk")
        .values("commitment_id", "number", "ends_on", "ends_text", "ends_precision", "completed_on")
    )


@Prepared
def areas_of(order: tuple[str, ...]) -> Query:
    """Slots: ids."""
    return (
        CommitmentArea.objects.filter(IsAny("commitment_id", "ids"))
        .order_by("pk")
        .values("commitment_id", "area__slug", name_text=FirstText("area__name", order))
    )


def commitments_in_list(
    found: Iterable[tuple[Row, str]], reader: Reader, as_of: dt.date
) -> list[CommitmentInList]:
    """Rows of `list_fields`, each with its address, joined with all that hangs on them: three queries.

    `as_of` is the day up to which open milestones count as late.
    """
    found = list(found)
    ids = [row.pk for row, _ in found]
    if not ids:
        return []
    voices, steps, areas = voices_of(ids), _steps(ids, reader), _areas(ids, reader)
    leads = {text: reader.shown(text) for text in {row.lead_text for row, _ in found}}
    return [
        CommitmentInList(
            pk=row.pk,
            number=row.number,
            url=url,
            title=reader.shown(row.title_text),
            short=_short(row, reader),
            lead_id=row.lead_id,
            lead=leads[row.lead_text],
            areas=areas[row.pk],
            voices=voices[row.pk],
            steps=steps[row.pk],
            late_days=max((step.late_days(as_of) for step in steps[row.pk]), default=0),
            is_withdrawn=row.state == CommitmentState.WITHDRAWN,
        )
        for row, url in found
    ]


def _short(row: Row, reader: Reader) -> Shown:
    """The short title, unless the full one is nearer to the reader's language."""
    same_language = row.short_text[:2] == row.title_text[:2]
    return reader.shown(row.short_text if row.short_text and same_language else row.title_text)


def _steps(ids: list[int], reader: Reader) -> dict[int, list[Step]]:
    steps: dict[int, list[Step]] = defaultdict(list)
    words: dict[tuple[object, ...], str] = {}
    for pk, number, *due, done in steps_of().rows(ids=ids):
        on, text, precision = due
        key = tuple(due)
        if key not in words:
            words[key] = reader.loose_day(text, on, precision)
        steps[pk].append(Step(number, on, words[key], done))
    return steps


def _areas(ids: list[int], reader: Reader) -> dict[int, list[Area]]:
    areas: dict[int, list[Area]] = defaultdict(list)
    known: dict[str, Area] = {}
    for pk, slug, name in areas_of(reader.order).rows(ids=ids):
        if slug not in known:
            known[slug] = Area(slug, reader.shown(name))
        areas[pk].append(known[slug])
    return areas
