"""The organisations and plans of a country, with what the three voices said of the current one."""

import datetime as dt

from django.utils import timezone

from commitments.enums import CommitmentState, ReportState
from commitments.models import (
    Commitment,
    CommitmentArea,
    CommitmentSupport,
    Milestone,
    ProgressUpdate,
)
from commitments.models.spans import span_columns
from commitments.translation import COMMITMENT_TEXTS, MILESTONE_TEXTS, UPDATE_TEXTS
from monitoring.enums import IrmIndicator
from monitoring.models import CsoRating, IrmCoding, IrmReport
from ogp_portal.accounts.enums import OrganisationState
from ogp_portal.accounts.models import Organisation, OrganisationIdentity
from ogp_portal.demo.cast import load_people
from ogp_portal.demo.content import Entry
from ogp_portal.demo.load.loading import Loading, states_of, texts_of
from ogp_portal.languages.dates import LooseDate
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


def load_plan(loading: Loading) -> None:
    """The organisations, those of the cast who belong to the country, and its plans; the current one last."""
    content = loading.content
    for entry in content.entries("organisations"):
        loading.organisations[entry.text("key")] = _organisation(loading, entry)
    loading.people = load_people(loading.country, loading.organisations)
    for entry in content.entries("earlier_plans"):
        _plan(loading, entry)
    plan = _plan(loading, content.entry("plan"))
    for entry in content.entries("periods"):
        loading.periods[entry.text("key")] = _period(loading, plan, entry)
    for entry in content.entries("irm_reports"):
        loading.reports[entry.text("key")] = _irm_report(loading, plan, entry)
    for position, entry in enumerate(content.entries("commitments"), start=1):
        load_commitment(loading, plan, entry, position)


def _organisation(loading: Loading, entry: Entry) -> Organisation:
    row = Organisation(
        country=loading.country,
        kind=entry.text("kind"),
        safety_mode=entry.text("safety_mode") or "open",
        state=entry.text("state") or OrganisationState.CONFIRMED,
        website=entry.text("website"),
        office_email=entry.text("office_email"),
        is_demo=True,
    )
    loading.saved(row, texts_of(entry, ["name", "about"]))
    if legal_name := entry.text("legal_name"):
        OrganisationIdentity.objects.create(country=loading.country, organisation=row, legal_name=legal_name)
    return row


def _plan(loading: Loading, entry: Entry) -> ActionPlan:
    number, kind = entry.number("number") or 1, entry.text("kind") or PlanKind.GOVERNMENT
    row = ActionPlan(
        country=loading.country,
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
    loading.plans.append(loading.saved(row, texts_of(entry, PLAN_TEXTS), states_of(entry)))
    return loading.plan


def _period(loading: Loading, plan: ActionPlan, entry: Entry) -> ReportingPeriod:
    kind = PeriodKind(entry.text("kind"))
    if entry.data.get("is_current"):
        starts, ends = calendar_span(kind, entry.today)
        due = ends + dt.timedelta(days=entry.number("due_after_days") or 0)
    else:
        starts, ends, due = entry.day("starts"), entry.day("ends"), entry.day("due")
    return ReportingPeriod.objects.create(
        country=loading.country,
        plan=plan,
        number=entry.number("number") or 0,
        kind=kind,
        starts_on=starts,
        ends_on=ends,
        # Reports of the period that runs are taken from its first day on.
        opens_on=starts if entry.data.get("is_current") else None,
        due_on=due,
    )


def _irm_report(loading: Loading, plan: ActionPlan, entry: Entry) -> IrmReport:
    row = IrmReport(
        country=loading.country,
        plan=plan,
        kind=entry.text("kind"),
        edition=entry.text("key"),
        published_on=entry.date("published"),
        source=Source.DEMO,
    )
    return loading.saved(row, texts_of(entry, ["title"]))


def load_commitment(
    loading: Loading,
    plan: ActionPlan,
    entry: Entry,
    position: int,
    *,
    state: CommitmentState = CommitmentState.PUBLISHED,
) -> None:
    """A commitment with its milestones and what was said of it."""
    row = Commitment(
        country=loading.country,
        plan=plan,
        number=entry.text("number"),
        key=entry.text("key"),
        position=position,
        lead=loading.organisations.get(entry.text("lead")),
        values=entry.listed("values"),
        state=state,
        published_at=None if state == CommitmentState.DRAFT else timezone.now(),
        source=Source.DEMO,
        is_demo=True,
        **_span(entry.date("starts"), entry.date("ends")),
    )
    texts = {**texts_of(entry, COMMITMENT_TEXTS), "short_title": entry.texts("short")}
    commitment = loading.saved(row, texts, states_of(entry))
    loading.commitments[entry.text("key")] = commitment
    CommitmentSupport.objects.bulk_create(
        CommitmentSupport(
            country=loading.country, commitment=commitment, organisation=loading.organisations[key]
        )
        for key in entry.listed("supporting")
    )
    CommitmentArea.objects.bulk_create(
        CommitmentArea(country=loading.country, commitment=commitment, area_id=loading.areas[slug])
        for slug in entry.listed("areas")
    )
    milestones = {
        step.text("number"): _milestone(loading, commitment, step, at)
        for at, step in enumerate(entry.entries("milestones"), start=1)
    }
    key = entry.text("key")
    loading.milestones |= {(key, number): step for number, step in milestones.items()}
    for report in entry.entries("progress"):
        _progress(loading, commitment, milestones, report)
    for rating in entry.entries("cso_ratings"):
        _rating(loading, commitment, rating)
    for coding in entry.entries("irm"):
        _codings(loading, commitment, coding)


def _milestone(loading: Loading, commitment: Commitment, entry: Entry, position: int) -> Milestone:
    row = Milestone(
        country=loading.country,
        commitment=commitment,
        number=entry.text("number"),
        position=position,
        responsible=loading.organisations.get(entry.text("responsible")),
        completed_on=entry.date("completed"),
        **_span(entry.date("starts"), entry.date("due")),
    )
    return loading.saved(row, texts_of(entry, MILESTONE_TEXTS), states_of(entry))


def _progress(
    loading: Loading, commitment: Commitment, milestones: dict[str, Milestone], entry: Entry
) -> None:
    about: list[tuple[Entry, Milestone | None]] = [(entry, None)]
    about += [(step, milestones[step.text("number")]) for step in entry.entries("milestones")]
    for report, milestone in about:
        row = ProgressUpdate(
            country=loading.country,
            commitment=commitment,
            milestone=milestone,
            period=loading.periods[entry.text("period")],
            completion=report.number("completion"),
            challenge=report.text("challenge"),
            nothing_new=bool(report.data.get("nothing_new", False)),
            state=ReportState.PUBLISHED,
            reported_on=entry.day("reported"),
            published_at=timezone.now(),
        )
        loading.saved(row, texts_of(report, UPDATE_TEXTS), states_of(report))


def _rating(loading: Loading, commitment: Commitment, entry: Entry) -> None:
    row = CsoRating(
        country=loading.country,
        organisation=loading.organisations[entry.text("organisation")],
        commitment=commitment,
        period=loading.periods.get(entry.text("period")),
        completion=entry.number("completion") or 0,
        rated_on=entry.day("rated"),
        state=ReportState.PUBLISHED,
        published_at=timezone.now(),
    )
    loading.saved(row, texts_of(entry, ["rationale"]), states_of(entry))


def _codings(loading: Loading, commitment: Commitment, entry: Entry) -> None:
    level = entry.number("completion")
    labels = {key: label for key, label in entry.data.get("codings", {}).items() if label}
    if level is not None:
        labels[IrmIndicator.COMPLETION] = IRM_COMPLETION_LABELS[level]
    IrmCoding.objects.bulk_create(
        IrmCoding(
            country=loading.country,
            report=loading.reports[entry.text("report")],
            commitment=commitment,
            indicator=IrmIndicator(indicator),
            scale_version=IRM_SCALE_VERSIONS.get(indicator, ""),
            label=label,
            level=level if indicator == IrmIndicator.COMPLETION else None,
            coded_on=entry.date("coded"),
        )
        for indicator, label in labels.items()
    )


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
