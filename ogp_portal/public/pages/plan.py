"""The plan page: who says its commitments are kept, what waits, all commitments, milestones in time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.functional import cached_property

from monitoring.voices import VOICES, Tally, Voice, tally
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.membership import Standing, standing_on, standings_of
from ogp_portal.public.pages.papers import Paper, papers_of
from ogp_portal.public.pages.rows import CommitmentInList, commitments_in_list, commitments_of_plan
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.prepared import FirstText, Prepared, Query, Row, Slot
from plans.enums import PlanKind, PlanState
from plans.models import ActionPlan, PlanFile, ReportingPeriod


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as pages about it need it."""

    pk: int
    key: str
    number: int
    kind: str
    state: PlanState
    starts_on: dt.date
    ends_on: dt.date
    title: Shown
    legal_act: Shown
    """Of a shadow plan, which has none: who wrote it."""
    legal_act_url: str
    is_demo: bool
    url: str

    @property
    def is_shadow(self) -> bool:
        return self.kind == PlanKind.SHADOW

    def has_ended(self, today: dt.date) -> bool:
        return self.ends_on < today

    def as_of(self, today: dt.date, standing: Standing | None) -> dt.date:
        """The day up to which an open milestone counts as late: a plan that is over waits no longer."""
        is_over = self.state == PlanState.CLOSED or (standing is not None and standing.is_archive)
        return min(today, self.ends_on) if is_over else today


@dataclass(frozen=True)
class PlanPage:
    """All that the page shows. Withdrawn commitments are listed and not counted."""

    country: CountryEntry
    reader: Reader
    today: dt.date
    plan: Plan
    standing: Standing | None
    commitments: Sequence[CommitmentInList]
    next_due: dt.date | None
    papers: Sequence[Paper]

    @cached_property
    def as_of(self) -> dt.date:
        return self.plan.as_of(self.today, self.standing)

    @cached_property
    def is_over(self) -> bool:
        """Nothing more is expected: what is undone stays undone."""
        return self.as_of < self.today

    @cached_property
    def counted(self) -> list[CommitmentInList]:
        return [row for row in self.commitments if not row.is_withdrawn]

    @cached_property
    def voices(self) -> list[Voice]:
        """The voices that can speak: a plan by civil society has no government in it."""
        return [voice for voice in VOICES if not (self.plan.is_shadow and voice == "government")]

    @cached_property
    def tallies(self) -> Mapping[Voice, Tally]:
        return {voice: tally([row.voices for row in self.counted], voice) for voice in self.voices}

    @cached_property
    def late(self) -> list[CommitmentInList]:
        """Those that wait past a date, the longest first."""
        return sorted((row for row in self.counted if row.late_days), key=lambda row: -row.late_days)

    @property
    def milestones_done(self) -> int:
        return sum(row.done for row in self.counted)

    @property
    def milestones_total(self) -> int:
        return sum(len(row.steps) for row in self.counted)


PLAIN = ("key", "number", "kind", "state", "starts_on", "ends_on", "legal_act_url", "is_demo")


def plan_values(order: tuple[str, ...], path: str = "") -> dict[str, Any]:
    """What `plan_from` needs of a plan, for a prepared query; `path` leads to the plan."""
    return {
        "plan_pk": F(f"{path}pk"),
        **{f"plan_{name}": F(f"{path}{name}") for name in PLAIN},
        "plan_title": FirstText(f"{path}title", order),
        "plan_legal_act": FirstText(f"{path}legal_act", order),
    }


@Prepared
def plan_by_key(order: tuple[str, ...]) -> Query:
    """Slots: country, key, today. `next_due` is when the first report that is still to come is due.

    It knows whether there are documents: most plans have none here, and then that costs no query.
    """
    to_come = ReportingPeriod.objects.filter(plan_id=OuterRef("pk"), due_on__gte=Slot("today"))
    found = ActionPlan.objects.published().filter(country_id=Slot("country"), key=Slot("key"))
    return found.values(
        **plan_values(order),
        next_due=Subquery(to_come.order_by("due_on").values("due_on")[:1]),
        has_files=Exists(PlanFile.objects.filter(plan_id=OuterRef("pk"))),
    )


@Prepared
def files_of(order: tuple[str, ...]) -> Query:
    """Slots: plan. Its documents."""
    return (
        PlanFile.objects.filter(plan_id=Slot("plan"))
        .order_by("pk")
        .values("file_id", title_text=FirstText("title", order))
    )


def plan_from(row: Row, country: CountryEntry, reader: Reader) -> Plan:
    """A plan of the country from a row with `plan_values`."""
    return Plan(
        pk=row.plan_pk,
        key=row.plan_key,
        number=row.plan_number,
        kind=row.plan_kind,
        state=PlanState(row.plan_state),
        starts_on=row.plan_starts_on,
        ends_on=row.plan_ends_on,
        title=reader.shown(row.plan_title),
        legal_act=reader.shown(row.plan_legal_act),
        legal_act_url=row.plan_legal_act_url,
        is_demo=row.plan_is_demo,
        url=address("plan", country=country.slug, plan=row.plan_key),
    )


def plan_page(country: CountryEntry, key: str, reader: Reader, today: dt.date) -> PlanPage | None:
    """The page's data, or None when the public knows no such plan."""
    row = plan_by_key(reader.order).first(country=country.pk, key=key, today=today)
    if row is None:
        return None
    plan = plan_from(row, country, reader)
    standing = standing_on(standings_of(country, reader), today)
    found = commitments_of_plan(reader.order).rows(plan=plan.pk)
    rows = commitments_in_list(
        ((row, f"{plan.url}{row.key}/") for row in found), reader, plan.as_of(today, standing)
    )
    files = files_of(reader.order).rows(plan=plan.pk) if row.has_files else []
    papers = list(papers_of(files, country, reader).values()) if files else []
    return PlanPage(country, reader, today, plan, standing, rows, row.next_due, papers)
