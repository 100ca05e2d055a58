"""Loads a country's demonstration content; `flush` takes it away again."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.db import models
from django.utils import timezone

from commitments.enums import CommitmentState, ReportState
from commitments.models import (
    Commitment,
    CommitmentArea,
    CommitmentSupport,
    Milestone,
    PolicyArea,
    ProgressUpdate,
)
from commitments.models.spans import span_columns
from commitments.translation import COMMITMENT_TEXTS, MILESTONE_TEXTS, UPDATE_TEXTS
from monitoring.enums import IrmIndicator
from monitoring.models import CsoRating, IrmCoding, IrmReport
from ogp_portal.accounts.enums import OrganisationState
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, User
from ogp_portal.demo.cast import load_people
from ogp_portal.demo.content import Entry, read
from ogp_portal.languages.dates import LooseDate
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from plans.enums import PeriodKind, PlanKind, Source
from plans.models import ActionPlan, ReportingPeriod
from plans.translation import PLAN_TEXTS

IRM_COMPLETION_LABELS = {
    0: "No evidence available",
    1: "Not started",
    2: "Limited",
    3: "Substantial",
    4: "Complete",
}
IRM_SCALE_VERSIONS = {
    "completion": "2013-",
    "verifiable": "2011-",
    "potential_for_results": "2020-",
    "early_results": "2019-",
    "specificity": "2011-16",
    "potential_impact": "2012-19",
}

Row = TypeVar("Row", bound=models.Model)


def load_country(slug: str, today: dt.date) -> bool:
    """Load one country's content; False when its demonstration plan is there already."""
    country = Country.objects.get(slug=slug)
    with country_scope(country):
        if ActionPlan.objects.demo().exists():
            return False
        _Loading(country, read(slug, today)).run()
    return True


@dataclass
class _Loading:
    country: Country
    content: Entry
    organisations: dict[str, Organisation] = field(default_factory=dict)
    periods: dict[str, ReportingPeriod] = field(default_factory=dict)
    reports: dict[str, IrmReport] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    written: list[tuple[models.Model, list[str], Entry]] = field(default_factory=list)

    @cached_property
    def areas(self) -> dict[str, int]:
        return dict(PolicyArea.objects.order_by("tag_set").values_list("slug", "id"))

    def run(self) -> None:
        for entry in self.content.entries("organisations"):
            self.organisations[entry.text("key")] = self._organisation(entry)
        self.people = load_people(self.country, self.organisations)
        for entry in self.content.entries("earlier_plans"):
            self._plan(entry)
        plan = self._plan(self.content.entry("plan"))
        for entry in self.content.entries("periods"):
            self.periods[entry.text("key")] = self._period(plan, entry)
        for entry in self.content.entries("irm_reports"):
            self.reports[entry.text("key")] = self._irm_report(plan, entry)
        for position, entry in enumerate(self.content.entries("commitments"), start=1):
            self._commitment(plan, entry, position)
        self._record_ledger()

    def _saved(self, row: Row, entry: Entry, names: list[str], *, ledger: bool = True) -> Row:
        """Save a row with its texts, to be entered into the ledger at the end."""
        for name in names:
            set_texts(row, name, entry.texts(name))
        row.save()
        if ledger:
            self.written.append((row, names, entry))
        return row

    def _organisation(self, entry: Entry) -> Organisation:
        row = Organisation(
            country=self.country,
            kind=entry.text("kind"),
            safety_mode=entry.text("safety_mode") or "open",
            state=entry.text("state") or OrganisationState.CONFIRMED,
            website=entry.text("website"),
            office_email=entry.text("office_email"),
            is_demo=True,
        )
        set_texts(row, "about", entry.texts("about"))
        self._saved(row, entry, ["name"], ledger=False)
        if legal_name := entry.text("legal_name"):
            OrganisationIdentity.objects.create(country=self.country, organisation=row, legal_name=legal_name)
        return row

    def _plan(self, entry: Entry) -> ActionPlan:
        number, kind = entry.number("number") or 1, entry.text("kind") or PlanKind.GOVERNMENT
        row = ActionPlan(
            country=self.country,
            number=number,
            # Imported plans of the same number stand beside it under the plain number.
            key=f"{number}-demo" if kind == PlanKind.GOVERNMENT else f"alternative-{number}-demo",
            kind=kind,
            state=entry.text("state"),
            starts_on=entry.day("starts"),
            ends_on=entry.day("ends"),
            legal_act_url=entry.text("legal_act_url"),
            published_at=timezone.now(),
            source=Source.DEMO,
            is_demo=True,
        )
        return self._saved(row, entry, PLAN_TEXTS)

    def _period(self, plan: ActionPlan, entry: Entry) -> ReportingPeriod:
        kind = PeriodKind(entry.text("kind"))
        if entry.data.get("is_current"):
            starts, ends = calendar_span(kind, entry.today)
            due = ends + dt.timedelta(days=entry.number("due_after_days") or 0)
        else:
            starts, ends, due = entry.day("starts"), entry.day("ends"), entry.day("due")
        return ReportingPeriod.objects.create(
            country=self.country,
            plan=plan,
            number=entry.number("number") or 0,
            kind=kind,
            starts_on=starts,
            ends_on=ends,
            due_on=due,
        )

    def _irm_report(self, plan: ActionPlan, entry: Entry) -> IrmReport:
        row = IrmReport(
            country=self.country,
            plan=plan,
            kind=entry.text("kind"),
            edition=entry.text("key"),
            published_on=entry.date("published"),
            source=Source.DEMO,
        )
        return self._saved(row, entry, ["title"], ledger=False)

    def _commitment(self, plan: ActionPlan, entry: Entry, position: int) -> None:
        row = Commitment(
            country=self.country,
            plan=plan,
            number=entry.text("number"),
            key=entry.text("key"),
            position=position,
            lead=self.organisations.get(entry.text("lead")),
            values=entry.listed("values"),
            state=CommitmentState.PUBLISHED,
            published_at=timezone.now(),
            source=Source.DEMO,
            is_demo=True,
            **_span(entry.date("starts"), entry.date("ends")),
        )
        set_texts(row, "short_title", entry.texts("short"))
        commitment = self._saved(row, entry, COMMITMENT_TEXTS)
        CommitmentSupport.objects.bulk_create(
            CommitmentSupport(
                country=self.country, commitment=commitment, organisation=self.organisations[key]
            )
            for key in entry.listed("supporting")
        )
        CommitmentArea.objects.bulk_create(
            CommitmentArea(country=self.country, commitment=commitment, area_id=self.areas[slug])
            for slug in entry.listed("areas")
        )
        milestones = {
            step.text("number"): self._milestone(commitment, step, at)
            for at, step in enumerate(entry.entries("milestones"), start=1)
        }
        for report in entry.entries("progress"):
            self._progress(commitment, milestones, report)
        for rating in entry.entries("cso_ratings"):
            self._rating(commitment, rating)
        for coding in entry.entries("irm"):
            self._codings(commitment, coding)

    def _milestone(self, commitment: Commitment, entry: Entry, position: int) -> Milestone:
        row = Milestone(
            country=self.country,
            commitment=commitment,
            number=entry.text("number"),
            position=position,
            responsible=self.organisations.get(entry.text("responsible")),
            completed_on=entry.date("completed"),
            **_span(entry.date("starts"), entry.date("due")),
        )
        return self._saved(row, entry, MILESTONE_TEXTS)

    def _progress(self, commitment: Commitment, milestones: dict[str, Milestone], entry: Entry) -> None:
        about: list[tuple[Entry, Milestone | None]] = [(entry, None)]
        about += [(step, milestones[step.text("number")]) for step in entry.entries("milestones")]
        for report, milestone in about:
            row = ProgressUpdate(
                country=self.country,
                commitment=commitment,
                milestone=milestone,
                period=self.periods[entry.text("period")],
                completion=report.number("completion"),
                challenge=report.text("challenge"),
                nothing_new=bool(report.data.get("nothing_new", False)),
                state=ReportState.PUBLISHED,
                reported_on=entry.day("reported"),
                published_at=timezone.now(),
            )
            self._saved(row, report, UPDATE_TEXTS)

    def _rating(self, commitment: Commitment, entry: Entry) -> None:
        row = CsoRating(
            country=self.country,
            organisation=self.organisations[entry.text("organisation")],
            commitment=commitment,
            period=self.periods.get(entry.text("period")),
            completion=entry.number("completion") or 0,
            rated_on=entry.day("rated"),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
        )
        self._saved(row, entry, ["rationale"])

    def _codings(self, commitment: Commitment, entry: Entry) -> None:
        level = entry.number("completion")
        labels = {key: label for key, label in entry.data.get("codings", {}).items() if label}
        if level is not None:
            labels[IrmIndicator.COMPLETION] = IRM_COMPLETION_LABELS[level]
        IrmCoding.objects.bulk_create(
            IrmCoding(
                country=self.country,
                report=self.reports[entry.text("report")],
                commitment=commitment,
                indicator=IrmIndicator(indicator),
                scale_version=IRM_SCALE_VERSIONS.get(indicator, ""),
                label=label,
                level=level if indicator == IrmIndicator.COMPLETION else None,
                coded_on=entry.date("coded"),
            )
            for indicator, label in labels.items()
        )

    def _record_ledger(self) -> None:
        rows = []
        for row, names, entry in self.written:
            stale = {(name, "en"): TextStatus.STALE for name in entry.listed("stale")}
            rows += states_for(row, names, source_language=self.country.main_language, states=stale)
        record(rows)


def calendar_span(kind: PeriodKind, on: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the calendar's quarter, half-year or year that holds a day."""
    months = {PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}.get(kind, 12)
    first = dt.date(on.year, (on.month - 1) // months * months + 1, 1)
    after = first.replace(
        year=first.year + (first.month + months > 12), month=(first.month + months - 1) % 12 + 1
    )
    return first, after - dt.timedelta(days=1)


def _span(starts: dt.date | None, ends: dt.date | None) -> dict[str, object]:
    return span_columns(_certain(starts), _certain(ends))


def _certain(on: dt.date | None) -> LooseDate:
    return LooseDate(on.isoformat() if on else "", on, "day" if on else "")
