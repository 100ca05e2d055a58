"""Plans of any size with all that pages show, made by bulk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from commitments.enums import CommitmentState, OgpValue, ReportState
from commitments.models import Commitment, CommitmentArea, Milestone, PolicyArea, ProgressUpdate
from monitoring.enums import IrmIndicator, IrmReportKind
from monitoring.models import CsoRating, IrmCoding, IrmReport
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.accounts.models import Organisation
from ogp_portal.tenancy.models import Country
from plans.enums import PeriodKind, PlanKind, PlanState
from plans.models import ActionPlan, ReportingPeriod

DAY = dt.date(2025, 6, 30)
"""The day on which things stand as the plan says."""


@dataclass
class Made:
    """A plan and the rows around it."""

    plan: ActionPlan
    period: ReportingPeriod
    irm_report: IrmReport
    lead: Organisation
    csos: list[Organisation]
    areas: list[PolicyArea]
    commitments: list[Commitment]


def make_plan(
    country: Country, commitments: int = 3, *, key: str = "6", milestones: int = 4, **fields: Any
) -> Made:
    """A published plan in the country's main language and English; call it inside the country's scope."""
    main = country.main_language
    plan = ActionPlan.objects.create(
        country=country,
        number=6,
        key=key,
        published_at=timezone.now(),
        **{
            "starts_on": dt.date(2023, 11, 17),
            "ends_on": dt.date(2025, 12, 31),
            "kind": PlanKind.GOVERNMENT,
            "state": PlanState.IMPLEMENTATION,
            "title_en": "Sixth action plan",
            f"title_{main}": "Plan in its own language",
            **fields,
        },
    )
    period = ReportingPeriod.objects.create(
        country=country,
        plan=plan,
        number=1,
        kind=PeriodKind.HALF_YEAR,
        starts_on=dt.date(2024, 7, 1),
        ends_on=dt.date(2024, 12, 31),
        due_on=dt.date(2025, 1, 15),
    )
    report = IrmReport.objects.create(
        country=country, plan=plan, kind=IrmReportKind.RESULTS, title_en="Results report"
    )
    lead = _organisation(country, OrganisationKind.GOVERNMENT, "Ministry of Justice")
    csos = [_organisation(country, OrganisationKind.CSO, name) for name in ("Open Register", "Watch")]
    areas = [_area("anti-corruption", "Anti-corruption"), _area("open-data", "Open data")]
    made = Made(plan, period, report, lead, csos, areas, [])
    add_commitments(made, commitments, milestones)
    return made


def _organisation(country: Country, kind: str, name: str) -> Organisation:
    return Organisation.objects.create(country=country, kind=kind, name_en=name)


def _area(slug: str, name: str) -> PolicyArea:
    return PolicyArea.objects.get_or_create(tag_set="2024", slug=slug, defaults={"name_en": name})[0]


def add_commitments(made: Made, count: int, milestones: int = 4) -> None:
    """More published commitments with milestones, areas and all three voices."""
    plan, first = made.plan, len(made.commitments) + 1
    country, main = plan.country, plan.country.main_language
    rows = Commitment.objects.bulk_create(
        Commitment(
            country=country,
            plan=plan,
            number=str(number),
            key=str(number),
            position=number,
            lead=made.lead,
            values=[OgpValue.CIVIC_PARTICIPATION],
            state=CommitmentState.PUBLISHED,
            published_at=timezone.now(),
            starts_on=dt.date(2024, 1, 1),
            starts_precision="day",
            ends_on=dt.date(2025, 12, 31),
            ends_precision="day",
            **{f"title_{main}": f"Promise {number} in its own language", "title_en": f"Promise {number}"},
        )
        for number in range(first, first + count)
    )
    made.commitments += rows
    CommitmentArea.objects.bulk_create(
        CommitmentArea(country=country, commitment=row, area=made.areas[at % len(made.areas)])
        for at, row in enumerate(rows)
    )
    Milestone.objects.bulk_create(
        Milestone(
            country=country,
            commitment=row,
            number=str(step),
            position=step,
            title_en=f"Step {step}",
            ends_on=dt.date(2024, 1 + (step * 3) % 12, 28),
            ends_precision="day",
            completed_on=dt.date(2024, 12, 1) if (at + step) % 3 else None,
        )
        for at, row in enumerate(rows)
        for step in range(1, milestones + 1)
    )
    for at, row in enumerate(rows):
        row_levels(made, row, government=at % 5, cso=[(at + 1) % 5, (at + 3) % 5], irm=(at + 2) % 5)


def row_levels(
    made: Made,
    row: Commitment,
    *,
    government: int | None = None,
    cso: list[int] | None = None,
    irm: int | None = None,
) -> None:
    """Ratings of one commitment."""
    if government is not None:
        ProgressUpdate.objects.create(
            commitment=row,
            period=made.period,
            completion=government,
            state=ReportState.PUBLISHED,
            reported_on=dt.date(2025, 1, 12),
            published_at=timezone.now(),
            narrative_en="What was done.",
        )
    for organisation, level in zip(made.csos, cso or [], strict=False):
        CsoRating.objects.create(
            organisation=organisation,
            commitment=row,
            completion=level,
            rated_on=dt.date(2025, 2, 3),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
            rationale_en="Why we say so.",
        )
    if irm is not None:
        IrmCoding.objects.create(
            report=made.irm_report,
            commitment=row,
            indicator=IrmIndicator.COMPLETION,
            scale_version="2013-",
            label=["No evidence available", "Not started", "Limited", "Substantial", "Complete"][irm],
            level=irm,
            coded_on=dt.date(2025, 4, 30),
        )
