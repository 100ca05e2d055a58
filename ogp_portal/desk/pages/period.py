"""What the pages on reporting periods show."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import pgettext

from commitments.enums import CommitmentState, Completion, ReportState
from commitments.models import Commitment, ProgressUpdate
from commitments.reporting.reminders import MISSING, people_for, remind_blocker
from commitments.reporting.report import Report, may_publish, parts_of, reports_on
from commitments.rollup import roll_up
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.tenancy.directory import CountryEntry, country_by_id, today_in
from plans.enums import PeriodPhase
from plans.models import ActionPlan, PeriodReopening, ReportingPeriod
from plans.words import plan_with_years


def name_of(plan: ActionPlan) -> str:
    """“Sixth action plan, 2023–2025”."""
    return plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)


@dataclass(frozen=True)
class PeriodRow:
    """A period in the list of its plan; `published` of `expected` commitments have a published report."""

    period: ReportingPeriod
    name: str
    phase: PeriodPhase
    published: int
    expected: int

    @property
    def is_late(self) -> bool:
        return self.phase == PeriodPhase.LATE and self.published < self.expected

    @property
    def word(self) -> str:
        """Where the period stands; one that is due and reported in full is not late."""
        if self.phase == PeriodPhase.LATE and not self.is_late:
            return pgettext("state of a reporting period", "all reports published")
        return str(self.phase.label)


def period_rows(plan: ActionPlan, language: str, today: dt.date) -> list[PeriodRow]:
    """All periods of a plan, the newest first: four queries."""
    periods = ReportingPeriod.objects.filter(plan=plan).with_reopenings().order_by("-ends_on", "-pk")
    expected = Commitment.objects.filter(plan=plan, state=CommitmentState.PUBLISHED).count()
    said = ProgressUpdate.objects.published().on_commitments().filter(period__plan=plan)
    counted = Counter(said.values_list("period_id", flat=True))
    return [
        PeriodRow(period, period.name_in(language), period.phase(today), counted[period.pk], expected)
        for period in periods
    ]


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment in a period: how its report stands, and what the person may do with it."""

    commitment: Commitment
    title: Shown
    lead: Shown
    report: Report
    write_blocker: str
    nothing_new_blocker: str
    publish_blocker: str

    @property
    def state(self) -> str:
        return self.report.state

    @property
    def state_label(self) -> str:
        return str(ReportState(self.state).label) if self.state else ""

    @property
    def is_submitted(self) -> bool:
        return self.state == ReportState.SUBMITTED

    @property
    def turn(self) -> str:
        """The class of the state's sign: nothing yet, begun, done."""
        return {"": "r0", ReportState.DRAFT: "r1", ReportState.RETURNED: "r1"}.get(self.state, "r2")


@dataclass(frozen=True)
class PeriodPage:
    """A period with all commitments that the person reports on."""

    period: ReportingPeriod
    country: CountryEntry
    name: str
    plan_name: str
    phase: PeriodPhase
    today: dt.date
    lines: Sequence[CommitmentLine]
    reopenings: Sequence[tuple[PeriodReopening, Shown]]
    publishes: bool
    remind_blocker: str
    people: int
    """How many are responsible for what is missing."""

    @property
    def report_blocker(self) -> str:
        return self.period.report_blocker(self.today)

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(line.state for line in self.lines)

    @property
    def published(self) -> int:
        return self.counted[ReportState.PUBLISHED]

    @property
    def submitted(self) -> list[CommitmentLine]:
        return [line for line in self.lines if line.is_submitted]

    @property
    def plan_level(self) -> Completion | None:
        """The plan as a whole by the same rule, from what is published; None while nothing is."""
        levels = [
            line.report.whole.completion if line.report.whole else None
            for line in self.lines
            if line.state == ReportState.PUBLISHED
        ]
        return roll_up([*levels, *[None] * (len(self.lines) - len(levels))]) if levels else None

    @property
    def lock_blocker(self) -> str:
        return self.period.lock_blocker(self.today)

    @property
    def reopen_blocker(self) -> str:
        return self.period.reopen_blocker(self.today)

    @property
    def is_late(self) -> bool:
        return self.phase == PeriodPhase.LATE and self.published < len(self.lines)

    @property
    def word(self) -> str:
        """Where the period stands; one that is due and reported in full is not late."""
        if self.phase == PeriodPhase.LATE and not self.is_late:
            return pgettext("state of a reporting period", "all reports published")
        return str(self.phase.label)


def period_page(period: ReportingPeriod, user: User, language: str) -> PeriodPage:
    """The page's data: a constant number of queries."""
    country = country_by_id(period.country_id)
    today = today_in(country)
    publishes = may_publish(user, country.pk)
    commitments = list(
        Commitment.objects.reportable_by(user)
        .filter(plan_id=period.plan_id, state=CommitmentState.PUBLISHED)
        .select_related("lead", "officer")
        .prefetch_related("support")
        .order_by("position", "pk")
    )
    reports = reports_on(commitments, period)
    missing = [c for c in commitments if reports[c.pk].state in MISSING] if publishes else []
    found = PeriodReopening.objects.filter(period=period).order_by("-reopened_at", "-pk")
    return PeriodPage(
        period=period,
        country=country,
        name=period.name_in(language),
        plan_name=name_of(period.plan),
        phase=period.phase(today),
        today=today,
        lines=list(_lines(reports.values(), country, user, language, today)),
        reopenings=[(again, _shown(again, "reason", country, language)) for again in found],
        publishes=publishes,
        remind_blocker=remind_blocker(period, today, missing) if publishes else "",
        people=len(people_for(missing)) if publishes else 0,
    )


def _lines(
    reports: Iterable[Report], country: CountryEntry, user: User, language: str, today: dt.date
) -> Iterable[CommitmentLine]:
    publishes = may_publish(user, country.pk)
    for report in reports:
        commitment = report.commitment
        parts = parts_of(user, commitment, report.milestones)
        yield CommitmentLine(
            commitment=commitment,
            title=title_of(commitment, country, language),
            lead=_shown(commitment.lead, "name", country, language)
            if commitment.lead
            else Shown("", language, language),
            report=report,
            write_blocker=report.write_blocker(today, parts=parts, publishes=publishes),
            nothing_new_blocker=report.nothing_new_blocker(today, parts=parts, publishes=publishes),
            publish_blocker=report.publish_blocker(today),
        )


def title_of(commitment: Commitment, country: CountryEntry, language: str) -> Shown:
    """The short title where there is one in the same language, else the title."""
    title = _shown(commitment, "title", country, language)
    short = getattr(commitment, columns("short_title", [title.language])[0])
    return Shown(short, title.language, language) if short else title


def _shown(row: object, name: str, country: CountryEntry, language: str) -> Shown:
    return shown(row, name, wanted=language, main_language=country.main_language)  # type: ignore[arg-type]
