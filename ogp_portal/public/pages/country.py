"""A country's page: its standing, its current plan, what is late and due, all its plans, its languages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property

from commitments.enums import CommitmentState
from commitments.models import Milestone
from monitoring.queries import voices_of
from monitoring.voices import Tally, Voice, Voices, tally
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.coverage import Readable, coverage_of
from ogp_portal.public.pages.home import voices_on
from ogp_portal.public.pages.lanes import Status
from ogp_portal.public.pages.membership import Standing, standing_on, standings_of
from ogp_portal.public.pages.rows import commitments_of_plan
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.formats import day
from ogp_portal.web.prepared import FirstText, Prepared, Row, Slot
from plans.enums import PlanState
from plans.models import ReportingPeriod
from plans.queries import PlanEntry, current_plan, plan_entries

LATE_SHOWN = 8
NEXT_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Step:
    """An open milestone with its commitment's address."""

    title: Shown
    due: dt.date
    due_text: str
    due_short: str
    url: str


@dataclass(frozen=True, slots=True)
class Current:
    """The current plan with what is counted over its commitments; withdrawn ones are left out."""

    plan: PlanEntry
    url: str
    commitments: Sequence[Row]
    said: dict[int, Voices]
    milestones: int
    done: int
    late_count: int
    late: Sequence[Step]
    next: Sequence[Step]
    next_report: Row | None
    readable: Sequence[Readable]
    as_of: dt.date

    @property
    def voices(self) -> list[Voice]:
        return voices_on(self.plan)

    @property
    def tallies(self) -> dict[Voice, Tally]:
        listed = list(self.said.values())
        return {voice: tally(listed, voice) for voice in self.voices}


@dataclass(frozen=True)
class CountryPage:
    """All that the page shows; plans and standings are oldest first."""

    country: CountryEntry
    reader: Reader
    today: dt.date
    standings: Sequence[Standing]
    plans: Sequence[PlanEntry]
    current: Current | None

    @cached_property
    def standing(self) -> Standing | None:
        return standing_on(self.standings, self.today)

    @property
    def statuses(self) -> list[Status]:
        """The standings as lanes draw them."""
        return [Status(s.state, s.since, s.precision, s.until) for s in self.standings]

    @property
    def is_over(self) -> bool:
        """Nothing more is expected of the current plan: what is undone stays undone."""
        return self.current is not None and self.current.as_of < self.today


@Prepared
def milestones_counted() -> "QuerySet[Any, Any]":
    """Slots: plan, as_of. One row, or none for a plan without milestones."""
    late = Q(completed_on__isnull=True, ends_on__lt=Slot("as_of"))
    return (
        Milestone.objects.filter(
            commitment__plan_id=Slot("plan"), commitment__state=CommitmentState.PUBLISHED
        )
        .order_by()
        .values("commitment__plan_id")
        .annotate(total=Count("pk"), done=Count("completed_on"), late=Count("pk", filter=late))
        .values("total", "done", "late")
    )


@Prepared
def milestones_open(order: tuple[str, ...]) -> "QuerySet[Milestone, Any]":
    """Slots: plan, as_of, today. The longest late ones, then the next due."""
    still_open = Milestone.objects.filter(
        commitment__plan_id=Slot("plan"),
        commitment__state=CommitmentState.PUBLISHED,
        completed_on__isnull=True,
    )
    late = _open(still_open.filter(ends_on__lt=Slot("as_of")), order)[:LATE_SHOWN]
    coming = _open(still_open.filter(ends_on__gte=Slot("today")), order)[:NEXT_SHOWN]
    return late.union(coming, all=True)


def _open(queryset: "QuerySet[Milestone, Any]", order: tuple[str, ...]) -> "QuerySet[Milestone, Any]":
    return queryset.order_by("ends_on", "pk").values(
        "ends_on",
        "ends_text",
        "ends_precision",
        "commitment__key",
        title_text=FirstText("title", order),
    )


@Prepared
def next_report() -> "QuerySet[ReportingPeriod, Any]":
    """Slots: plan, today. The first report that is still to come."""
    return (
        ReportingPeriod.objects.filter(plan_id=Slot("plan"), due_on__gte=Slot("today"))
        .order_by("due_on", "pk")
        .values("kind", "starts_on", "ends_on", "due_on")[:1]
    )


def country_page(country: CountryEntry, reader: Reader, today: dt.date) -> CountryPage:
    """The page's data from what the open scope shows of the country."""
    standings = standings_of(country, reader)
    plans = [plan for plan in plan_entries(FirstText("title", reader.order)) if plan.country_id == country.pk]
    plan = current_plan(plans)
    standing = standing_on(standings, today)
    current = _current(country, plan, standing, reader, today) if plan else None
    return CountryPage(country, reader, today, standings, plans, current)


def _current(
    country: CountryEntry, plan: PlanEntry, standing: Standing | None, reader: Reader, today: dt.date
) -> Current:
    found = commitments_of_plan(reader.order).rows(plan=plan.pk)
    commitments = [row for row in found if row.state == CommitmentState.PUBLISHED]
    ids = [row.pk for row in commitments]
    # As on the plan's page: a plan that is over waits no longer.
    is_over = plan.state == PlanState.CLOSED or (standing is not None and standing.is_archive)
    as_of = min(today, plan.ends_on) if is_over else today
    counted = milestones_counted().first(plan=plan.pk, as_of=as_of)
    url = address("plan", country=country.slug, plan=plan.key)
    opened = [
        _step(row, url, reader)
        for row in milestones_open(reader.order).rows(plan=plan.pk, as_of=as_of, today=today)
    ]
    coming = [step for step in opened if step.due >= today]
    return Current(
        plan=plan,
        url=url,
        commitments=commitments,
        said=voices_of(ids),
        milestones=counted.total if counted else 0,
        done=counted.done if counted else 0,
        late_count=counted.late if counted else 0,
        late=[step for step in opened if step.due < as_of],
        next=[] if is_over else coming,
        next_report=None if is_over else next_report().first(plan=plan.pk, today=today),
        readable=coverage_of(plan.pk, ids, reader.language),
        as_of=as_of,
    )


def _step(row: Row, plan_url: str, reader: Reader) -> Step:
    return Step(
        title=reader.shown(row.title_text),
        due=row.ends_on,
        due_text=reader.loose_day(row.ends_text, row.ends_on, row.ends_precision),
        due_short=day(row.ends_on, reader.language, row.ends_precision or "day", "short"),
        url=f"{plan_url}{row.commitment__key}/",
    )
