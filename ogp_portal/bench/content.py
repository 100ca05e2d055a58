"""A plan of any size to measure pages on, in Georgian and English, as full as real ones are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from commitments.enums import CommitmentState, OgpValue, ReportState
from commitments.models import (
    Commitment,
    CommitmentArea,
    CommitmentSupport,
    Milestone,
    PolicyArea,
    ProgressUpdate,
)
from commitments.translation import COMMITMENT_TEXTS, MILESTONE_TEXTS
from monitoring.enums import IrmIndicator, IrmReportKind
from monitoring.models import CsoRating, IrmCoding, IrmReport
from monitoring.reports.sample import PARAGRAPHS, STEPS, TITLES
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.ledger import record, states_for
from plans.enums import PeriodKind, PlanState
from plans.models import ActionPlan, ReportingPeriod

MILESTONES = 4
LABELS = ("No evidence available", "Not started", "Limited", "Substantial", "Complete")


@dataclass
class GrowingPlan:
    """A published plan that takes more commitments; use it inside the country's scope."""

    country: Country
    plan: ActionPlan
    periods: list[ReportingPeriod]
    lead: Organisation
    csos: list[Organisation]
    irm_report: IrmReport
    areas: list[PolicyArea]
    commitments: list[Commitment] = field(default_factory=list)

    def grow_to(self, count: int) -> None:
        numbers = range(len(self.commitments) + 1, count + 1)
        rows = Commitment.objects.bulk_create([self._commitment(number) for number in numbers])
        milestones = Milestone.objects.bulk_create(
            [self._milestone(row, step) for row in rows for step in range(1, MILESTONES + 1)]
        )
        self._tag(rows)
        self._report_on(rows, milestones)
        self._rate(rows)
        self._enter_into_ledger(rows, COMMITMENT_TEXTS)
        self._enter_into_ledger(milestones, MILESTONE_TEXTS)
        self.commitments += rows

    def hide(self) -> None:
        """Take the plan out of the public's sight."""
        self.plan.published_at = None
        self.plan.save(update_fields=["published_at"])

    def _commitment(self, number: int) -> Commitment:
        row = Commitment(
            country=self.country,
            plan=self.plan,
            number=str(number),
            key=str(number),
            position=number,
            lead=self.lead,
            values=[OgpValue.ACCESS_TO_INFORMATION, OgpValue.PUBLIC_ACCOUNTABILITY],
            state=CommitmentState.PUBLISHED,
            published_at=timezone.now(),
            **_day("starts", self.plan.starts_on),
            **_day("ends", self.plan.ends_on),
        )
        for name in COMMITMENT_TEXTS:
            set_texts(row, name, _both(PARAGRAPHS))
        set_texts(row, "title", _both(TITLES, number))
        set_texts(row, "short_title", _both(TITLES, number))
        return row

    def _milestone(self, commitment: Commitment, step: int) -> Milestone:
        due = self.plan.starts_on + dt.timedelta(days=100 * step + commitment.position % 60)
        is_done = (commitment.position + step) % 3 != 0
        row = Milestone(
            country=self.country,
            commitment=commitment,
            number=f"{commitment.number}.{step}",
            position=step,
            responsible=self.lead,
            completed_on=due + dt.timedelta(days=(step - 2) * 20) if is_done else None,
            **_day("starts", self.plan.starts_on),
            **_day("ends", due),
        )
        set_texts(row, "title", _both(STEPS, step))
        set_texts(row, "output", _both(STEPS))
        return row

    def _tag(self, rows: Sequence[Commitment]) -> None:
        CommitmentArea.objects.bulk_create(
            CommitmentArea(country=self.country, commitment=row, area=self.areas[(row.position + at) % 12])
            for row in rows
            for at in range(2)
        )
        CommitmentSupport.objects.bulk_create(
            CommitmentSupport(country=self.country, commitment=row, organisation=cso)
            for row in rows
            for cso in self.csos
        )

    def _report_on(self, rows: Sequence[Commitment], milestones: Sequence[Milestone]) -> None:
        about: list[tuple[Commitment, Milestone | None]] = [(row, None) for row in rows]
        about += [(step.commitment, step) for step in milestones]
        updates = [
            self._update(commitment, milestone, period)
            for commitment, milestone in about
            for period in self.periods
        ]
        self._enter_into_ledger(ProgressUpdate.objects.bulk_create(updates), ["narrative"])

    def _update(
        self, commitment: Commitment, milestone: Milestone | None, period: ReportingPeriod
    ) -> ProgressUpdate:
        row = ProgressUpdate(
            country=self.country,
            commitment=commitment,
            milestone=milestone,
            period=period,
            completion=min(1 + commitment.position % 3 + period.number, 4),
            state=ReportState.PUBLISHED,
            reported_on=period.due_on,
            published_at=timezone.now(),
        )
        set_texts(row, "narrative", _both(PARAGRAPHS))
        return row

    def _rate(self, rows: Sequence[Commitment]) -> None:
        ratings = [self._rating(row, cso, at) for row in rows for at, cso in enumerate(self.csos)]
        self._enter_into_ledger(CsoRating.objects.bulk_create(ratings), ["rationale"])
        IrmCoding.objects.bulk_create(
            IrmCoding(
                country=self.country,
                report=self.irm_report,
                commitment=row,
                indicator=indicator,
                scale_version="2013-",
                label=LABELS[row.position % 5],
                level=row.position % 5 if indicator == IrmIndicator.COMPLETION else None,
                coded_on=self.periods[-1].ends_on,
            )
            for row in rows
            for indicator in (IrmIndicator.COMPLETION, IrmIndicator.VERIFIABLE)
        )

    def _rating(self, commitment: Commitment, cso: Organisation, at: int) -> CsoRating:
        row = CsoRating(
            country=self.country,
            organisation=cso,
            commitment=commitment,
            period=self.periods[at],
            completion=(commitment.position + at) % 5,
            rated_on=self.periods[at].due_on + dt.timedelta(days=30),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
        )
        set_texts(row, "rationale", _both(PARAGRAPHS))
        return row

    def _enter_into_ledger(self, rows: Sequence[models.Model], names: Sequence[str]) -> None:
        record([state for row in rows for state in states_for(row, names, source_language="ka")])


def new_plan(country: Country, key: str, today: dt.date) -> GrowingPlan:
    """A published plan without commitments, the newest of its country; call it inside the scope."""
    plan = ActionPlan(
        country=country,
        number=90,
        key=key,
        state=PlanState.IMPLEMENTATION,
        starts_on=today - dt.timedelta(days=300),
        ends_on=today + dt.timedelta(days=430),
        published_at=timezone.now(),
    )
    set_texts(plan, "title", _both(TITLES))
    plan.save()
    record(states_for(plan, ["title"], source_language="ka"))
    report = IrmReport(country=country, plan=plan, kind=IrmReportKind.RESULTS)
    set_texts(report, "title", {"en": "Results report"})
    report.save()
    return GrowingPlan(
        country=country,
        plan=plan,
        periods=[_period(plan, number) for number in (1, 2)],
        lead=_organisation(country, OrganisationKind.GOVERNMENT, "Ministry"),
        csos=[_organisation(country, OrganisationKind.CSO, name) for name in ("Watch", "Open Register")],
        irm_report=report,
        areas=list(PolicyArea.objects.filter(tag_set="2024").order_by("pk")[:12]),
    )


def _period(plan: ActionPlan, number: int) -> ReportingPeriod:
    ends = plan.starts_on + dt.timedelta(days=120 * number)
    return ReportingPeriod.objects.create(
        country=plan.country,
        plan=plan,
        number=number,
        kind=PeriodKind.HALF_YEAR,
        starts_on=ends - dt.timedelta(days=119),
        ends_on=ends,
        due_on=ends + dt.timedelta(days=15),
    )


def _organisation(country: Country, kind: str, name: str) -> Organisation:
    row = Organisation(country=country, kind=kind)
    set_texts(row, "name", {"en": name, "ka": name})
    row.save()
    return row


def _both(texts: dict[str, str], number: int | None = None) -> dict[str, str]:
    ending = "" if number is None else f", {number}"
    return {language: f"{texts[language]}{ending}" for language in ("ka", "en")}


def _day(which: str, on: dt.date) -> dict[str, Any]:
    return {f"{which}_on": on, f"{which}_text": on.isoformat(), f"{which}_precision": "day"}
