"""What the page of one report shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from commitments.enums import Challenge, Completion, ReportState
from commitments.models import (
    Commitment,
    CommitmentIndicator,
    IndicatorValue,
    Milestone,
    ProgressUpdate,
    UpdateFile,
)
from commitments.reporting.report import Part, Report, may_publish, parts_of, report_on
from commitments.rollup import rule_sentence
from ogp_portal.accounts.models import User
from ogp_portal.desk.forms.progress import Block, ProgressForm
from ogp_portal.desk.pages.period import name_of, title_of
from ogp_portal.languages.fields import Shown, shown, text_in
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.tenancy.directory import CountryEntry, country_by_id, today_in
from plans.enums import PeriodPhase
from plans.models import PeriodReopening, ReportingPeriod


@dataclass(frozen=True)
class PartOnPage:
    """One part of the report as it stands; `title` is empty for the commitment as a whole."""

    part: Part
    milestone: Milestone | None
    title: Shown
    responsible: Shown
    update: ProgressUpdate | None
    before: ProgressUpdate | None
    before_period: str
    narrative: Shown
    challenge_text: Shown
    files: Sequence[UpdateFile]

    @property
    def challenge(self) -> str:
        has_one = self.update is not None and self.update.challenge
        return str(Challenge(self.update.challenge).label) if self.update and has_one else ""


@dataclass(frozen=True)
class Section:
    """A part with its fields where the person writes it, else None; its sources in another language."""

    view: PartOnPage
    block: Block | None
    sources: dict[str, str]


@dataclass(frozen=True)
class ProgressPage:
    """The report, who it is for, and why a step is not possible."""

    report: Report
    country: CountryEntry
    today: dt.date
    user: User
    reading: str
    language: str
    parts: frozenset[Part]
    files: Sequence[UpdateFile]
    indicators: Sequence[CommitmentIndicator]
    amounts: dict[int, Decimal]
    reopenings: Sequence[PeriodReopening]

    @property
    def commitment(self) -> Commitment:
        return self.report.commitment

    @property
    def period(self) -> ReportingPeriod:
        return self.report.period

    @cached_property
    def title(self) -> Shown:
        return title_of(self.commitment, self.country, self.reading)

    @cached_property
    def period_name(self) -> str:
        return self.period.name_in(self.reading)

    @property
    def plan_name(self) -> str:
        return name_of(self.commitment.plan)

    @property
    def phase(self) -> PeriodPhase:
        return self.period.phase(self.today)

    @property
    def open_until(self) -> dt.date | None:
        """Of a period that was opened again."""
        return self.period.open_again_until(self.today) if self.phase == PeriodPhase.REOPENED else None

    @property
    def state(self) -> str:
        return self.report.state

    @property
    def state_label(self) -> str:
        return str(ReportState(self.state).label) if self.state else ""

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED

    @property
    def is_submitted(self) -> bool:
        return self.state == ReportState.SUBMITTED

    @property
    def is_main(self) -> bool:
        """Whether the language edited is the country's main one, in which the facts stand too."""
        return self.language == self.country.main_language

    @property
    def main_name(self) -> str:
        return OWN_NAMES[self.country.main_language]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The country's languages with their own names."""
        return [(code, OWN_NAMES[code]) for code in self.country.languages]

    @property
    def publishes(self) -> bool:
        return may_publish(self.user, self.country.pk)

    @property
    def write_blocker(self) -> str:
        return self.report.write_blocker(self.today, parts=self.parts, publishes=self.publishes)

    @property
    def publish_blocker(self) -> str:
        return self.report.publish_blocker(self.today)

    @property
    def nothing_new_blocker(self) -> str:
        return self.report.nothing_new_blocker(self.today, parts=self.parts, publishes=self.publishes)

    @property
    def return_blocker(self) -> str:
        return self.report.return_blocker(self.today)

    @property
    def level(self) -> Completion | None:
        return self.report.level

    @property
    def level_before(self) -> int | None:
        return self.report.level_before

    @property
    def rule(self) -> str:
        return rule_sentence() if self.report.milestones else ""

    @property
    def returned_note(self) -> str:
        rows = [row for row in self.report.updates.values() if row.state == ReportState.RETURNED]
        return rows[0].returned_note if rows else ""

    @property
    def values(self) -> list[tuple[CommitmentIndicator, Shown, Shown, Decimal | None]]:
        """The indicators with their titles, units and values in this period."""
        return [
            (
                indicator,
                self._shown(indicator, "title"),
                self._shown(indicator, "unit"),
                self.amounts.get(indicator.pk),
            )
            for indicator in self.indicators
        ]

    def _shown(self, row: object, name: str) -> Shown:
        main = self.country.main_language
        return shown(row, name, wanted=self.reading, main_language=main)  # type: ignore[arg-type]

    @cached_property
    def views(self) -> list[PartOnPage]:
        """All parts, milestones first."""
        steps: list[Milestone | None] = [*self.report.milestones, None]
        return [self._view(step) for step in steps]

    def _view(self, step: Milestone | None) -> PartOnPage:
        part = step.pk if step else None
        update, before = self.report.updates.get(part), self.report.earlier.get(part)
        nothing = Shown("", self.reading, self.reading)
        return PartOnPage(
            part=part,
            milestone=step,
            title=self._shown(step, "title") if step else nothing,
            responsible=self._shown(step.responsible, "name") if step and step.responsible else nothing,
            update=update,
            before=before,
            before_period=before.period.name_in(self.reading) if before else "",
            narrative=self._shown(update, "narrative") if update else nothing,
            challenge_text=self._shown(update, "challenge_text") if update else nothing,
            files=[file for file in self.files if update and file.update_id == update.pk],
        )

    def sections(self, form: ProgressForm | None) -> list[Section]:
        """The parts, each with its fields where there are some, and the texts to translate from."""
        blocks = {block.part: block for block in form.blocks} if form else {}
        return [Section(view, blocks.get(view.part), self._sources(view)) for view in self.views]

    def _sources(self, view: PartOnPage) -> dict[str, str]:
        if self.is_main or view.update is None:
            return {}
        main, names = self.country.main_language, ("narrative", "challenge_text")
        return {name: text_in(view.update, name, main) for name in names}


def progress_page(
    commitment: Commitment, period: ReportingPeriod, user: User, *, reading: str, language: str
) -> ProgressPage:
    """The page's data; `reading` is the page's language, `language` the one that is edited."""
    country = country_by_id(commitment.country_id)
    report = report_on(commitment, period)
    indicators = list(CommitmentIndicator.objects.filter(commitment=commitment).order_by("position", "pk"))
    stored = IndicatorValue.objects.filter(indicator__in=indicators, period=period)
    files = UpdateFile.objects.filter(update__in=[row.pk for row in report.updates.values()])
    return ProgressPage(
        report=report,
        country=country,
        today=today_in(country),
        user=user,
        reading=reading,
        language=language,
        parts=parts_of(user, commitment, report.milestones),
        files=list(files.select_related("file").order_by("pk")),
        indicators=indicators,
        amounts=dict(stored.values_list("indicator_id", "value")),
        reopenings=list(period.reopenings.all()),
    )
