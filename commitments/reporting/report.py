"""One report: its rows, who may write which part of it, and why a step is not possible."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from commitments.enums import CommitmentState, Completion, ReportState
from commitments.models import Commitment, Milestone, ProgressUpdate
from commitments.rollup import roll_up
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import translated_fields
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.directory import country_by_id, today_in
from plans.models import ReportingPeriod

Part = int | None
"""A milestone's id, or None for the commitment as a whole."""
NEED_REASONS = (Completion.NOT_STARTED, Completion.LIMITED)
"""Where little has been done, what stands in the way must be said."""


@dataclass
class Report:
    """What is said on a commitment for a period; `earlier` was last published on each part before it."""

    commitment: Commitment
    period: ReportingPeriod
    milestones: list[Milestone]
    updates: dict[Part, ProgressUpdate]
    earlier: dict[Part, ProgressUpdate] = field(default_factory=dict)

    @property
    def whole(self) -> ProgressUpdate | None:
        """The row on the commitment as a whole; its state is the report's."""
        return self.updates.get(None)

    @property
    def state(self) -> str:
        """A ReportState, or "" where nothing has been written yet."""
        if self.whole:
            return self.whole.state
        return ReportState.DRAFT if self.updates else ""

    @property
    def level(self) -> Completion | None:
        """How far the commitment is by this report, published or not."""
        if self.milestones and not (self.whole and self.whole.nothing_new):
            return roll_up([self.level_of(step.pk) for step in self.milestones])
        level = self.level_of(None)
        return None if level is None else Completion(level)

    def level_of(self, part: Part) -> int | None:
        """A part's level: as written here, else as last published before."""
        for row in (self.updates.get(part), self.earlier.get(part)):
            if row is not None and row.completion is not None:
                return row.completion
        return None

    def write_blocker(self, today: dt.date, *, parts: Collection[Part], publishes: bool) -> str:
        """Why somebody who may write these parts cannot do so now, or ""; `publishes` for a contact."""
        if blocker := self.period.report_blocker(today) or commitment_blocker(self.commitment):
            return blocker
        if not parts:
            return gettext("Your institution answers for no part of this commitment.")
        if self.state == ReportState.SUBMITTED and not publishes:
            return gettext("The report has been submitted: the point of contact publishes or returns it.")
        if self.state == ReportState.PUBLISHED and not publishes:
            return gettext("The report is published: the point of contact can correct it.")
        return ""

    def submit_blocker(self, today: dt.date, *, parts: Collection[Part], publishes: bool) -> str:
        """Why the report cannot be handed in as it stands, or ""."""
        blocker = self.write_blocker(today, parts=parts, publishes=publishes)
        return blocker or next(iter(self.gaps(parts).values()), "")

    def publish_blocker(self, today: dt.date) -> str:
        """Why the report cannot be published as it stands, or ""."""
        if blocker := self.period.report_blocker(today) or commitment_blocker(self.commitment):
            return blocker
        if self.state == ReportState.PUBLISHED:
            return gettext("This report is published already.")
        if self.state != ReportState.SUBMITTED:
            return gettext("The report has not been submitted yet.")
        return next(iter(self.gaps(self.all_parts).values()), "")

    def return_blocker(self, today: dt.date) -> str:
        """Why the report cannot be returned, or ""."""
        if blocker := self.period.report_blocker(today):
            return blocker
        if self.state != ReportState.SUBMITTED:
            return gettext("Only a submitted report can be returned.")
        return ""

    def nothing_new_blocker(self, today: dt.date, *, parts: Collection[Part], publishes: bool) -> str:
        """Why “nothing new” cannot be the answer, or ""."""
        if blocker := self.write_blocker(today, parts=parts, publishes=publishes):
            return blocker
        if None not in parts:
            return gettext("The lead institution says so for the commitment as a whole.")
        if self.state not in {"", ReportState.DRAFT, ReportState.RETURNED}:
            return gettext("There is a report for this period already.")
        if any(is_written(row) for row in self.updates.values()):
            return gettext("Something has been written for this period already: finish that report.")
        if self.level_before is None:
            return gettext("There is no earlier report whose completion could be carried on.")
        return ""

    @property
    def level_before(self) -> int | None:
        """The commitment's completion as last published before this period."""
        before = self.earlier.get(None)
        return before.completion if before else None

    @property
    def all_parts(self) -> list[Part]:
        return [None, *(step.pk for step in self.milestones)]

    def gaps(self, parts: Collection[Part]) -> dict[tuple[Part, str], str]:
        """What is missing in these parts: (part, field) to the sentence that names the mend."""
        if self.whole and self.whole.nothing_new:
            return {}
        found: dict[tuple[Part, str], str] = {}
        for step in self.milestones:
            if step.pk in parts:
                name = gettext("Milestone %(number)s") % {"number": step.number}
                found |= _gaps(step.pk, self.updates.get(step.pk), name)
        if None in parts and not self.milestones:
            found |= _gaps(None, self.whole, gettext("The commitment as a whole"))
        return found


def commitment_blocker(commitment: Commitment) -> str:
    """Why nothing is reported on this commitment, or ""."""
    if commitment.state == CommitmentState.WITHDRAWN:
        return gettext("This commitment was withdrawn from the plan: nothing more is reported on it.")
    if commitment.state == CommitmentState.DRAFT:
        return gettext("This commitment is not published yet: progress is reported once it is.")
    return ""


def _gaps(part: Part, row: ProgressUpdate | None, name: str) -> dict[tuple[Part, str], str]:
    if row is None or row.completion is None:
        return {(part, "completion"): gettext("%(part)s: choose how far it is.") % {"part": name}}
    if row.completion not in NEED_REASONS:
        return {}
    found = {}
    if not row.challenge:
        found[part, "challenge"] = gettext(
            "%(part)s: choose what stands in the way, since it is not started or limited."
        ) % {"part": name}
    if not has_text(row, "challenge_text"):
        found[part, "challenge_text"] = gettext(
            "%(part)s: explain what stands in the way, since it is not started or limited."
        ) % {"part": name}
    return found


def has_text(row: ProgressUpdate, name: str) -> bool:
    """Whether a translated field has a text in any language."""
    return any(getattr(row, f"{name}_{language}") for language in LANGUAGES)


def is_written(row: ProgressUpdate) -> bool:
    """Whether a row says anything yet."""
    said = row.completion is not None or bool(row.challenge or row.links or row.nothing_new)
    return said or any(has_text(row, name) for name in translated_fields(ProgressUpdate))


def parts_of(user: User, commitment: Commitment, milestones: Iterable[Milestone]) -> frozenset[Part]:
    """Which parts of a report a person writes: all, or the milestones that their institution answers for."""
    steps = list(milestones)
    own = user.roles.organisations(Role.AGENCY_OFFICER)
    if may_publish(user, commitment.country_id) or commitment.lead_id in own or _supports(commitment, own):
        return frozenset([None, *(step.pk for step in steps)])
    return frozenset(step.pk for step in steps if step.responsible_id in own)


def _supports(commitment: Commitment, organisations: Collection[int]) -> bool:
    return any(row.organisation_id in organisations for row in commitment.support.all())


def may_publish(user: User, country_id: int) -> bool:
    """Who publishes and returns reports."""
    return user.roles.has_in(country_id, Role.POINT_OF_CONTACT, Role.ADMINISTRATOR)


def report_on(commitment: Commitment, period: ReportingPeriod) -> Report:
    """The report of one commitment: three queries."""
    return reports_on([commitment], period)[commitment.pk]


def reports_on(commitments: Iterable[Commitment], period: ReportingPeriod) -> dict[int, Report]:
    """The reports of many commitments: three queries, whatever their number."""
    reports = {c.pk: Report(c, period, [], {}) for c in commitments}
    steps = Milestone.objects.filter(commitment_id__in=reports).order_by("position", "pk")
    for step in steps.select_related("responsible"):
        reports[step.commitment_id].milestones.append(step)
    rows = ProgressUpdate.objects.filter(commitment_id__in=reports)
    people = ("submitted_by", "returned_by", "published_by")
    for row in rows.filter(period=period).select_related(*people):
        row.period = period
        reports[row.commitment_id].updates[row.milestone_id] = row
    before = rows.published().filter(period__ends_on__lt=period.ends_on, completion__isnull=False)
    for row in before.select_related("period").order_by("period__ends_on", "period_id"):
        reports[row.commitment_id].earlier[row.milestone_id] = row
    return reports


def today_for(period: ReportingPeriod) -> dt.date:
    """Today in the period's country."""
    return today_in(country_by_id(period.country_id))
