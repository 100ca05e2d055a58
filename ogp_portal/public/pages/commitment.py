"""The commitment page: what was promised, what three voices say of it over time, what was done."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property

from commitments.enums import CommitmentState, OgpValue
from commitments.translation import TEMPLATE_TEXTS
from monitoring.enums import IrmIndicator
from monitoring.voices import Statement, Voices
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.pages import commitment_queries as queries
from ogp_portal.public.pages.commitment_evidence import (
    EvidenceRows,
    FileOnPage,
    Watched,
    file_on_page,
    watched,
)
from ogp_portal.public.pages.membership import Standing, standing_on, standings_of
from ogp_portal.public.pages.plan import Plan, plan_from
from ogp_portal.public.pages.rows import Area
from ogp_portal.public.pages.texts import Text
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import from_to, period_name
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import Coverage, coverage
from ogp_portal.web.prepared import Prepared, Row


class Link(NamedTuple):
    """Something named on the page that has a page of its own: another commitment, an organisation."""

    title: Shown
    url: str


@dataclass(frozen=True, slots=True)
class MilestoneOnPage:
    """A milestone; `due_text` says the date as far as it is certain, else in the words it was given in."""

    number: str
    title: Text
    output: Text
    responsible: Shown
    due: dt.date | None
    due_text: str
    done: dt.date | None


@dataclass(frozen=True, slots=True)
class Report:
    """What the government reports for a period, on the commitment or one milestone (by its number)."""

    milestone: str
    completion: int | None
    narrative: Text
    challenge: str
    challenge_text: Text
    nothing_new: bool
    links: Sequence[str]
    on: dt.date
    amended_on: dt.date | None = None
    files: Sequence[FileOnPage] = ()


@dataclass(frozen=True, slots=True)
class Reopening:
    """A locked period took reports again until a day, for a reason."""

    until: dt.date
    reason: Shown


@dataclass(frozen=True, slots=True)
class PeriodReports:
    """The reports of one period, the one on the whole commitment first."""

    pk: int
    name: str
    reports: Sequence[Report]
    reopenings: Sequence[Reopening] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """One organisation's rating with its reasons."""

    organisation_id: int
    organisation: Shown
    level: int
    on: dt.date
    rationale: Text


@dataclass(frozen=True, slots=True)
class Coding:
    """One value in an IRM report, with its original label.

    `on` is the day, if it is known, `on_text` the date as far as it is certain, or "", `order_on` the day
    that puts it in order.
    """

    report_id: int
    report_kind: str
    report_title: Shown
    report_url: str
    indicator: IrmIndicator
    scale_version: str
    label: str
    level: int | None
    on: dt.date | None
    on_text: str
    order_on: dt.date

    @property
    def is_rating(self) -> bool:
        """Whether this is the IRM's voice on the common scale."""
        return self.indicator == IrmIndicator.COMPLETION and self.level is not None


@dataclass(frozen=True)
class CommitmentPage:
    """All that the page shows."""

    pk: int
    country: CountryEntry
    reader: Reader
    today: dt.date
    plan: Plan
    standings: Sequence[Standing]
    number: str
    ogp_id: str
    is_withdrawn: bool
    withdrawn_reason: Shown
    title: Text
    summary: Text
    texts: Mapping[str, Text]
    values: Sequence[OgpValue]
    lead: Link
    lead_email: str
    supporters: Sequence[Link]
    areas: Sequence[Area]
    term: str
    milestones: Sequence[MilestoneOnPage]
    periods: Sequence[PeriodReports]
    ratings: Sequence[Rating]
    evidence: Watched
    codings: Sequence[Coding]
    carried_from: Link | None
    carried_to: Sequence[Link]
    began_as: Sequence[Link]
    """Contributions to consultations that led to it, in their authors' languages."""
    coverage: Sequence[Coverage]

    @cached_property
    def standing(self) -> Standing | None:
        return standing_on(self.standings, self.today)

    @cached_property
    def as_of(self) -> dt.date:
        return self.plan.as_of(self.today, self.standing)

    @property
    def is_over(self) -> bool:
        """Nothing more is expected: what is undone stays undone."""
        return self.as_of < self.today

    @cached_property
    def voices(self) -> Voices:
        """The same statements as `monitoring.queries` counts, from the rows that are here already."""
        said = [
            Statement(report.on, "government", report.completion, period.pk)
            for period in self.periods
            for report in period.reports
            if not report.milestone and report.completion is not None
        ]
        said += [Statement(r.on, "cso", r.level, r.organisation_id) for r in self.ratings]
        said += [
            Statement(c.order_on, "irm", c.level, c.report_id)
            for c in self.codings
            if c.is_rating and c.level is not None
        ]
        return Voices(tuple(sorted(said)))


class _Ledger:
    """What is known of each text on the page."""

    def __init__(self, rows: Sequence[Row], languages: Sequence[str]) -> None:
        self.states = {(r.model, r.object_id, r.field, r.language): r.state for r in rows}
        whole = [r._asdict() for r in rows if r.model == queries.COMMITMENT]
        self.coverage = coverage(whole, languages) if whole else []

    def text(self, shown: Shown, model: str, pk: int, field: str) -> Text:
        state = self.states.get((model, pk, field, shown.language), "") if shown else ""
        return Text(shown, "" if state == TextStatus.APPROVED else state)


def commitment_page(
    country: CountryEntry,
    plan_key: str,
    key: str,
    reader: Reader,
    today: dt.date,
    *,
    with_drafts: bool = False,
) -> CommitmentPage | None:
    """The page's data, or None when the public knows no such commitment."""
    found = queries.commitment_by_key(reader.order, with_drafts=with_drafts)
    row = found.first(country=country.pk, plan=plan_key, key=key)
    return _Building(country, reader, today, row).page() if row else None


class _Building:
    """Asks for all that hangs on the commitment, then puts the page together."""

    def __init__(self, country: CountryEntry, reader: Reader, today: dt.date, row: Row) -> None:
        self.country, self.reader, self.today, self.row = country, reader, today, row
        self.milestones = self._ask(queries.milestones_of)
        self.updates = self._ask(queries.updates_of)
        self.ratings = self._ask(queries.ratings_of)
        self.evidence = EvidenceRows.of(row, reader.order)
        states = queries.states_of().rows(
            country=country.pk,
            commitment=row.pk,
            milestones=[m.pk for m in self.milestones],
            updates=[u.pk for u in self.updates],
            ratings=[r.pk for r in self.ratings],
            evidence=self.evidence.ids,
        )
        languages = dict.fromkeys((*country.languages, reader.language))
        self.ledger = _Ledger(states, list(languages))

    def _ask(self, query: Prepared[[tuple[str, ...]]]) -> list[Row]:
        return query(self.reader.order).rows(commitment=self.row.pk)

    def page(self) -> CommitmentPage:
        row, shown = self.row, self.reader.shown
        beside = queries.named_beside(self.reader.order, row.has_origins)
        named = beside.rows(commitment=row.pk)
        later = sorted((r for r in named if r.kind == "later"), key=lambda r: (r.since, r.place))
        return CommitmentPage(
            pk=row.pk,
            country=self.country,
            reader=self.reader,
            today=self.today,
            plan=plan_from(row, self.country, self.reader),
            standings=standings_of(self.country, self.reader),
            number=row.number,
            ogp_id=row.ogp_id,
            is_withdrawn=row.state == CommitmentState.WITHDRAWN,
            withdrawn_reason=shown(row.withdrawn_reason_text),
            title=self._own("title"),
            summary=self._own("summary"),
            texts={name: text for name in TEMPLATE_TEXTS if (text := self._own(name)).shown},
            values=[OgpValue(value) for value in row.values],
            lead=self._organisation(row.lead_text, row.lead_id),
            lead_email=row.lead__office_email or "",
            supporters=[self._organisation(r.name_text, r.slug) for r in _in_place(named, "supporter")],
            areas=[Area(r.slug, shown(r.name_text)) for r in _in_place(named, "area")],
            term=self._term(),
            milestones=[self._milestone(m) for m in self.milestones],
            periods=self._periods(),
            ratings=[self._rating(r) for r in self.ratings],
            evidence=watched(self.evidence, self.country, self.reader, self.ledger.text, self.today),
            codings=[self._coding(c) for c in self._ask(queries.codings_of)],
            carried_from=self._carried_from(),
            carried_to=[Link(shown(r.name_text), self._address(r.of_plan, r.slug)) for r in later],
            began_as=[Link(shown(r.name_text), self._contribution(r)) for r in _in_place(named, "origin")],
            coverage=self.ledger.coverage,
        )

    def _organisation(self, name: str, pk: int | str) -> Link:
        """Its name and its page; both empty where there is none that the public knows."""
        shown = self.reader.shown(name)
        url = address("organisation", country=self.country.slug, pk=str(pk)) if shown else ""
        return Link(shown, url)

    def _own(self, name: str) -> Text:
        shown = self.reader.shown(getattr(self.row, f"{name}_text"))
        return self.ledger.text(shown, queries.COMMITMENT, self.row.pk, name)

    def _term(self) -> str:
        row, loose = self.row, self.reader.loose_day
        return from_to(
            loose(row.starts_text, row.starts_on, row.starts_precision),
            loose(row.ends_text, row.ends_on, row.ends_precision),
        )

    def _address(self, plan_key: str, key: str) -> str:
        return address("commitment", country=self.country.slug, plan=plan_key, commitment=key)

    def _contribution(self, row: Row) -> str:
        return address("contribution", country=self.country.slug, key=row.of_plan, number=str(row.place))

    def _carried_from(self) -> Link | None:
        row = self.row
        if not row.carried_forward_from__key or not row.carried_forward_from__plan__key:
            return None
        url = self._address(row.carried_forward_from__plan__key, row.carried_forward_from__key)
        return Link(self.reader.shown(row.from_text), url)

    def _milestone(self, row: Row) -> MilestoneOnPage:
        shown, text = self.reader.shown, self.ledger.text
        return MilestoneOnPage(
            number=row.number,
            title=text(shown(row.title_text), queries.MILESTONE, row.pk, "title"),
            output=text(shown(row.output_text), queries.MILESTONE, row.pk, "output"),
            responsible=shown(row.responsible_text),
            due=row.ends_on,
            due_text=self.reader.loose_day(row.ends_text, row.ends_on, row.ends_precision),
            done=row.completed_on,
        )

    def _periods(self) -> list[PeriodReports]:
        periods: dict[int, list[Row]] = {}
        for row in self.updates:
            periods.setdefault(row.period_id, []).append(row)
        return [
            PeriodReports(
                pk,
                period_name(
                    rows[0].period__kind, rows[0].period__starts_on, rows[0].period__ends_on, self.reader
                ),
                [self._report(row) for row in sorted(rows, key=lambda row: row.milestone_id is not None)],
                self.reopenings.get(pk, ()),
            )
            for pk, rows in periods.items()
        ]

    def _report(self, row: Row) -> Report:
        shown, text = self.reader.shown, self.ledger.text
        return Report(
            milestone=row.milestone__number or "",
            completion=row.completion,
            narrative=text(shown(row.narrative_text), queries.UPDATE, row.pk, "narrative"),
            challenge=row.challenge,
            challenge_text=text(shown(row.challenge_words), queries.UPDATE, row.pk, "challenge_text"),
            nothing_new=row.nothing_new,
            links=[link for link in row.links if link.startswith(("https://", "http://"))],
            on=row.reported_on,
            amended_on=row.amended_at.astimezone(ZoneInfo(self.country.time_zone)).date()
            if row.amended_at
            else None,
            files=self.files.get(row.pk, ()),
        )

    @cached_property
    def reopenings(self) -> dict[int, list[Reopening]]:
        """By period; asked only where one was opened again."""
        found: dict[int, list[Reopening]] = {}
        if any(row.period__is_reopened for row in self.updates):
            for row in queries.reopenings_of(self.reader.order).rows(plan=self.row.plan_pk):
                again = Reopening(row.until, self.reader.shown(row.reason_text))
                found.setdefault(row.period_id, []).append(again)
        return found

    @cached_property
    def files(self) -> dict[int, list[FileOnPage]]:
        """By report; asked only where there are some."""
        found: dict[int, list[FileOnPage]] = {}
        if any(row.has_files for row in self.updates):
            filed = queries.update_files_of().rows(commitment=self.row.pk)
            rows = queries.copies_of().rows(files=[row.file_id for row in filed])
            copies = {row.file_id: file_on_page(row, self.country) for row in rows}
            for row in filed:
                if row.file_id in copies:
                    found.setdefault(row.update_id, []).append(copies[row.file_id])
        return found

    def _rating(self, row: Row) -> Rating:
        shown = self.reader.shown
        rationale = self.ledger.text(shown(row.rationale_text), queries.RATING, row.pk, "rationale")
        return Rating(
            row.organisation_id, shown(row.organisation_text), row.completion, row.rated_on, rationale
        )

    def _coding(self, row: Row) -> Coding:
        precision = "day" if row.coded_on else row.report__published_precision
        known = row.coded_on or row.report__published_on
        return Coding(
            report_id=row.report_id,
            report_kind=row.report__kind,
            report_title=self.reader.shown(row.report_text),
            report_url=row.report__url,
            indicator=IrmIndicator(row.indicator),
            scale_version=row.scale_version,
            label=row.label,
            level=row.level,
            on=known if precision == "day" else None,
            on_text=self.reader.loose_day("", known, precision) if known else "",
            order_on=row.said_on,
        )


def _in_place(named: Sequence[Row], kind: str) -> list[Row]:
    return sorted((row for row in named if row.kind == kind), key=lambda row: row.place)
