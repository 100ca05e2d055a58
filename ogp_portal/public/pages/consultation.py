"""The pages of consultations: what is asked, what people said, what was answered and what came of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.utils.functional import cached_property

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import LANGUAGES, REGISTRY
from ogp_portal.public.addresses import address
from ogp_portal.public.pages import consultation_queries as queries
from ogp_portal.public.pages.papers import Paper, papers_of
from ogp_portal.public.pages.texts import Text
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.prepared import Row
from plans.enums import ConsultationKind, Outcome, Participation, Sector
from plans.models.consultation import contribute_blocker
from plans.words import plan_with_years

PER_PAGE = 20
ANSWERED: Final = {"yes": True, "no": False}


class Count(NamedTuple):
    """Contributions of one sector, language and outcome (None: unanswered); how many answers are late."""

    sector: str
    language: str
    outcome: str | None
    people: int
    late: int


@dataclass(frozen=True)
class Head:
    """A consultation with its numbers."""

    pk: int
    key: str
    title: Shown
    description: Shown
    kind: ConsultationKind
    participation: Participation
    opens_on: dt.date
    closes_on: dt.date
    answers_due_on: dt.date
    plan: str
    plan_url: str
    url: str
    counts: Sequence[Count]
    today: dt.date

    @property
    def blocker(self) -> str:
        """Why nobody can contribute now, or an empty text."""
        return contribute_blocker(self.opens_on, self.closes_on, self.today)

    @property
    def total(self) -> int:
        return sum(c.people for c in self.counts)

    @property
    def answered(self) -> int:
        return sum(c.people for c in self.counts if c.outcome)

    @property
    def answered_late(self) -> int:
        return sum(c.late for c in self.counts)

    @property
    def unanswered_since(self) -> dt.date | None:
        """The day by which all should have been answered, when some are not."""
        is_late = self.answers_due_on < self.today and self.answered < self.total
        return self.answers_due_on if is_late else None


class LedTo(NamedTuple):
    """A commitment that came of contributions, and their numbers."""

    name: Shown
    number: str
    url: str
    contributions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The reasoned response."""

    outcome: Outcome
    reason: Text
    on: dt.date
    is_late: bool


@dataclass(frozen=True, slots=True)
class ContributionOnPage:
    """What somebody said, in their language; `speaker` as far as they let it be shown."""

    number: int
    lang: str
    language: str
    sector: Sector
    organisation: Shown
    signed: str
    title: str
    body: str
    on: dt.date
    answer: Answer | None
    led_to: Sequence[LedTo]
    url: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what no choice has is no filter."""

    answered: str = ""
    outcome: str = ""
    language: str = ""
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Asked":
        answered, outcome, language = (asked.get(name, "") for name in ("answered", "outcome", "language"))
        page = asked.get("page", "1")
        return cls(
            answered if answered in ANSWERED else "",
            outcome if outcome in Outcome.values else "",
            language if language in LANGUAGES else "",
            int(page) if page.isdecimal() and 0 < len(page) < 6 else 1,
        )

    @property
    def wanted(self) -> dict[str, Any]:
        """The same for the query."""
        wanted: dict[str, Any] = {}
        if self.answered:
            wanted["is_answered"] = ANSWERED[self.answered]
        if self.outcome:
            wanted["outcome"] = self.outcome
        if self.language:
            wanted["language"] = self.language
        return wanted

    def finds(self, count: Count) -> bool:
        """Whether contributions counted together are asked for."""
        return (
            (not self.answered or ANSWERED[self.answered] == bool(count.outcome))
            and (not self.outcome or self.outcome == count.outcome)
            and (not self.language or self.language == count.language)
        )


@dataclass(frozen=True)
class ConsultationPage:
    """All that the page shows."""

    country: CountryEntry
    reader: Reader
    today: dt.date
    head: Head
    description: Text
    papers: Sequence[Paper]
    led_to: Sequence[LedTo]
    asked: Asked
    contributions: Sequence[ContributionOnPage]

    @cached_property
    def found(self) -> int:
        """How many contributions the filter finds on all pages."""
        return sum(c.people for c in self.head.counts if self.asked.finds(c))

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.found // PER_PAGE))


def heads_of(country: CountryEntry, reader: Reader, today: dt.date) -> list[Head]:
    """Every published consultation of the country, the newest first: three queries."""
    rows = queries.consultations_of(reader.order).rows(country=country.pk)
    counts: dict[int, list[Count]] = {row.pk: [] for row in rows}
    for row in queries.counted().rows(consultations=list(counts)):
        counts[row.consultation_id].append(Count(*row[1:]))
    plans = _plans(rows)
    return [_head(row, plans, counts[row.pk], country, reader, today) for row in rows]


def _plans(rows: Sequence[Row]) -> dict[int, Row]:
    """The plans of consultations, by id, as far as the public may know them."""
    return {plan.pk: plan for plan in queries.plans_named().rows(plans=[row.plan_id for row in rows])}


def head_of(country: CountryEntry, key: str, reader: Reader, today: dt.date) -> Head | None:
    """A published consultation without its numbers: two queries."""
    row = queries.consultation_by_key(reader.order).first(country=country.pk, key=key)
    return _head(row, _plans([row]), [], country, reader, today) if row else None


def _head(
    row: Row,
    plans: Mapping[int, Row],
    counts: Sequence[Count],
    country: CountryEntry,
    reader: Reader,
    today: dt.date,
) -> Head:
    plan = plans.get(row.plan_id)
    return Head(
        pk=row.pk,
        key=row.key,
        title=reader.shown(row.title_text),
        description=reader.shown(row.description_text),
        kind=ConsultationKind(row.kind),
        participation=Participation(row.participation),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        answers_due_on=row.answers_due_on,
        plan=plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on) if plan else "",
        plan_url=address("plan", country=country.slug, plan=plan.key) if plan else "",
        url=address("consultation", country=country.slug, key=row.key),
        counts=counts,
        today=today,
    )


def consultation_page(
    country: CountryEntry, key: str, asked: Asked, reader: Reader, today: dt.date, number: int | None = None
) -> ConsultationPage | None:
    """A consultation with the contributions asked for, or with the one of a number, or None."""
    row = queries.consultation_by_key(reader.order).first(country=country.pk, key=key)
    if row is None:
        return None
    counts = [Count(*c[1:]) for c in queries.counted().rows(consultations=[row.pk])]
    head = _head(row, _plans([row]), counts, country, reader, today)
    page = _Building(country, reader, head, asked, number).page()
    return page if number is None or page.contributions else None


class _Building:
    """Asks for all that hangs on a consultation."""

    def __init__(
        self, country: CountryEntry, reader: Reader, head: Head, asked: Asked, number: int | None
    ) -> None:
        self.country, self.reader, self.head, self.asked = country, reader, head, asked
        first = 0 if number else (asked.page - 1) * PER_PAGE
        wanted = {"number": number} if number else asked.wanted
        self.rows = queries.contributions(reader.order, head.pk, wanted, first, first + PER_PAGE)
        responses = [row.answer__pk for row in self.rows if row.answer__pk]
        states = queries.states_of().rows(country=country.pk, consultation=head.pk, responses=responses)
        self.states = {(s.model, s.object_id, s.field, s.language): s.state for s in states}
        self.led_to, self.by_contribution = self._led_to()

    def _led_to(self) -> tuple[list[LedTo], dict[int, list[LedTo]]]:
        """The commitments that came of it, and those of each contribution by its number."""
        numbers: dict[int, list[int]] = {}
        named: dict[int, Row] = {}
        for row in queries.led_to(self.reader.order).rows(consultation=self.head.pk):
            named[row.commitment_id] = row
            numbers.setdefault(row.commitment_id, []).append(row.contribution__number)
        commitments = [self._commitment(row, numbers[pk]) for pk, row in named.items()]
        by_contribution: dict[int, list[LedTo]] = {}
        for commitment in commitments:
            for number in commitment.contributions:
                by_contribution.setdefault(number, []).append(commitment)
        return commitments, by_contribution

    def _commitment(self, row: Row, numbers: Sequence[int]) -> LedTo:
        parts = {"plan": row.commitment__plan__key, "commitment": row.commitment__key}
        url = address("commitment", country=self.country.slug, **parts)
        return LedTo(self.reader.shown(row.title_text), row.commitment__number, url, numbers)

    def page(self) -> ConsultationPage:
        head, files = self.head, queries.files_of(self.reader.order).rows(consultation=self.head.pk)
        papers = papers_of(files, self.country, self.reader)
        return ConsultationPage(
            country=self.country,
            reader=self.reader,
            today=head.today,
            head=head,
            description=self._text(head.description, queries.CONSULTATION, head.pk, "description"),
            papers=[papers[file.file_id] for file in files if file.file_id in papers],
            led_to=self.led_to,
            asked=self.asked,
            contributions=[self._contribution(row) for row in self.rows],
        )

    def _text(self, text: Shown, model: str, pk: int, field: str) -> Text:
        return Text(text, self.states.get((model, pk, field, text.language), ""))

    def _contribution(self, row: Row) -> ContributionOnPage:
        organisation = self.reader.shown(row.organisation_text)
        own_words = Shown(row.on_behalf_of, row.language, row.language)
        return ContributionOnPage(
            number=row.number,
            lang=REGISTRY[row.language].html,
            language=row.language,
            sector=Sector(row.sector),
            organisation=organisation or own_words,
            signed=row.signed,
            title=row.title,
            body=row.body,
            on=row.submitted_at.date(),
            answer=self._answer(row) if row.answer__pk else None,
            led_to=self.by_contribution.get(row.number, []),
            url=address("contribution", country=self.country.slug, key=self.head.key, number=str(row.number)),
        )

    def _answer(self, row: Row) -> Answer:
        on = row.answer__published_at.date()
        return Answer(
            Outcome(row.answer__outcome),
            self._text(self.reader.shown(row.reason_text), queries.RESPONSE, row.answer__pk, "reason"),
            on,
            on > self.head.answers_due_on,
        )
