"""Progress reports of the periods that take them now."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, ProgressUpdate
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import (
    SHOWN,
    Asking,
    Found,
    Group,
    Job,
    capped,
    commitment_label,
    due,
    since,
)
from ogp_portal.languages.fields import Shown, columns
from plans.enums import PeriodPhase
from plans.models import ReportingPeriod

TAKING = (PeriodPhase.OPEN, PeriodPhase.DUE_SOON, PeriodPhase.LATE, PeriodPhase.REOPENED)
MISSING = ("", ReportState.DRAFT, ReportState.RETURNED)


def area() -> str:
    return pgettext("area of the desk", "Progress")


@dataclass(frozen=True)
class Line:
    """A commitment in a period: how the report on it stands; `state` is "" where nothing is written."""

    commitment: Commitment
    title: Shown
    state: str
    update: ProgressUpdate | None

    @property
    def turn(self) -> str:
        """The class of the state's sign: nothing yet, begun, handed in."""
        return {"": "r0", ReportState.DRAFT: "r1", ReportState.RETURNED: "r1"}.get(self.state, "r2")

    @property
    def word(self) -> str:
        return str(ReportState(self.state).label) if self.state else gettext("nothing reported yet")


@dataclass(frozen=True)
class Standing:
    """A period that takes reports today, with the commitments that the person reports on."""

    period: ReportingPeriod
    name: str
    due_on: dt.date
    lines: list[Line]

    @property
    def counted(self) -> Counter[str]:
        return Counter(line.state for line in self.lines)

    @property
    def submitted_since(self) -> dt.datetime | None:
        """Since when the first of the reports has waited to be published."""
        submitted = [line.update for line in self.lines if line.state == ReportState.SUBMITTED]
        return min((row.submitted_at for row in submitted if row and row.submitted_at), default=None)

    @property
    def handed_in(self) -> int:
        return sum(line.state not in MISSING for line in self.lines)


def standings(asking: Asking) -> list[Standing]:
    """The periods that take reports today, the next one due first: four queries, asked for once."""
    return asking.once(_standings)


def _standings(asking: Asking) -> list[Standing]:
    countries = asking.roles.countries(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
    if not countries:
        return []
    taking = _taking(asking, countries)
    commitments: dict[int, list[Commitment]] = {}
    rows = Commitment.objects.reportable_by(asking.user).filter(
        plan_id__in={period.plan_id for period in taking},
        country_id__in=countries,
        state=CommitmentState.PUBLISHED,
    )
    wanted = ("country_id", "plan_id", "number", "officer_id", *columns("title"), *columns("short_title"))
    for row in rows.only(*wanted).order_by("position", "pk"):
        commitments.setdefault(row.plan_id, []).append(row)
    said = (
        ProgressUpdate.objects.on_commitments()
        .filter(period__in=taking)
        .only("commitment_id", "period_id", "state", "returned_at", "returned_note", "submitted_at")
    )
    updates = {(row.period_id, row.commitment_id): row for row in said}
    found = [_standing(asking, period, commitments.get(period.plan_id, []), updates) for period in taking]
    return sorted((one for one in found if one.lines), key=lambda one: one.due_on)


def _taking(asking: Asking, countries: frozenset[int]) -> list[ReportingPeriod]:
    today = timezone.localdate()
    # A day to both sides: where it is another day in the country, `phase` decides.
    again = Q(reopenings__until__gte=today - dt.timedelta(days=1))
    is_open = Q(locked_on=None) | Q(locked_on__gte=today) | again
    periods = (
        ReportingPeriod.objects.filter(is_open, country_id__in=countries, plan__published_at__isnull=False)
        .with_reopenings()
        .distinct()
    )
    return [row for row in periods if row.phase(asking.today(row.country_id)) in TAKING]


def _standing(
    asking: Asking,
    period: ReportingPeriod,
    commitments: list[Commitment],
    updates: dict[tuple[int, int], ProgressUpdate],
) -> Standing:
    today = asking.today(period.country_id)
    lines = []
    for commitment in commitments:
        update = updates.get((period.pk, commitment.pk))
        title = asking.shown(commitment, "short_title") or asking.shown(commitment, "title")
        lines.append(Line(commitment, title, update.state if update else "", update))
    due_on = max(period.due_on, period.open_again_until(today) or period.due_on)
    return Standing(period, period.name_in(asking.language), due_on, lines)


def periods(asking: Asking) -> Found:
    """For the contact: how much of each period is missing, and how many reports wait to be published."""
    jobs = []
    for standing in standings(asking):
        period = standing.period
        if period.country_id not in asking.contact_in:
            continue
        url, left = reverse("desk:period", args=[period.pk]), len(standing.lines) - standing.handed_in
        if left:
            jobs.append(
                Job(
                    **due(asking, period.country_id, standing.due_on),
                    # Translators: the period is such as “1st half of 2025”.
                    text=ngettext(
                        "%(period)s: the report on %(count)s commitment is missing",
                        "%(period)s: the reports on %(count)s commitments are missing",
                        left,
                    )
                    % {"period": standing.name, "count": left},
                    under=[_handed_in(standing), _due_on(asking, standing)],
                    url=url,
                    word=pgettext("link to a job", "Open"),
                    period=standing.name,
                )
            )
        if waiting := standing.counted[ReportState.SUBMITTED]:
            jobs.append(
                Job(
                    **since(asking, Group.WAITING, standing.submitted_since),
                    text=ngettext(
                        "Publish or return %(count)s report", "Publish or return %(count)s reports", waiting
                    )
                    % {"count": waiting},
                    under=[standing.name],
                    url=url,
                    word=pgettext("link to a job", "Read"),
                    weight=waiting,
                )
            )
    return Found(jobs)


def _handed_in(standing: Standing) -> str:
    count = len(standing.lines)
    return ngettext("%(done)s of %(count)s is submitted", "%(done)s of %(count)s are submitted", count) % {
        "done": standing.handed_in,
        "count": count,
    }


def _due_on(asking: Asking, standing: Standing) -> str:
    return gettext("due on %(day)s") % {"day": asking.day(standing.due_on)}


def reports(asking: Asking) -> Found:
    """Reports that were returned, and for officers each that is missing."""
    jobs: list[Job] = []
    missing: Counter[Group] = Counter()
    first = ""
    for standing in standings(asking):
        is_contact = standing.period.country_id in asking.contact_in
        for line in standing.lines:
            if line.state == ReportState.RETURNED:
                jobs.append(_returned(asking, standing, line))
            elif not is_contact and line.state in MISSING:
                job = _missing(asking, standing, line)
                missing[job.group] += 1
                if missing[job.group] <= SHOWN:
                    jobs.append(job)
                    first = first or reverse("desk:period", args=[standing.period.pk])
    return capped(jobs, dict(missing), area(), first)


def _returned(asking: Asking, standing: Standing, line: Line) -> Job:
    update = line.update
    assert update is not None  # noqa: S101 (what is returned was written)
    return Job(
        **since(asking, Group.RETURNED, update.returned_at or update.submitted_at),
        text=commitment_label(line.commitment.number),
        title=line.title,
        under=[update.returned_note, standing.name],
        url=_address(standing, line),
        word=pgettext("link to a job", "Correct"),
    )


def _missing(asking: Asking, standing: Standing, line: Line) -> Job:
    is_begun = line.state == ReportState.DRAFT
    return Job(
        **due(asking, standing.period.country_id, standing.due_on),
        text=gettext("Report on commitment %(number)s") % {"number": line.commitment.number},
        title=line.title,
        under=[standing.name, gettext("your draft is kept") if is_begun else _due_on(asking, standing)],
        url=_address(standing, line),
        word=pgettext("link to a job", "Continue") if is_begun else pgettext("link to a job", "Report"),
        period=standing.name,
    )


def _address(standing: Standing, line: Line) -> str:
    return reverse("desk:progress", args=[line.commitment.pk, standing.period.pk])
