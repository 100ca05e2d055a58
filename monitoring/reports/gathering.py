"""Freezes what the public may see of a plan as a snapshot, in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Model, QuerySet

from commitments import models as promises
from commitments.translation import COMMITMENT_TEXTS, MILESTONE_TEXTS
from monitoring.enums import IrmIndicator, ReportKind
from monitoring.models import CsoRating, IrmCoding
from monitoring.queries import IRM_SAID_ON
from monitoring.reports import snapshot as frozen
from monitoring.reports.snapshot import SCHEMA, Loose, Snapshot, Texts, TextState
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import columns, text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import public_scope
from ogp_portal.tenancy.enums import Precision
from ogp_portal.tenancy.models import Country, MembershipStatus, TenantModel
from ogp_portal.translation import models as ledger
from plans.models import ActionPlan, ReportingPeriod

Tenant = TypeVar("Tenant", bound=TenantModel)


def build_snapshot(plan: ActionPlan, period: ReportingPeriod | None = None) -> Snapshot:
    """The plan as it stands today, or as it stood when the reports of a period were due.

    Reads as the database's anonymous role: what is not published cannot get into a report.
    """
    country = Country.objects.get(pk=plan.country_id)
    today = datetime.now(ZoneInfo(country.time_zone)).date()
    as_of = min(today, period.due_on) if period else today
    with public_scope(country.pk):
        return _Gathering(country, plan, period, as_of).snapshot()


@dataclass(frozen=True)
class Said:
    """A text that the ledger may know: where it lives, and its name in the snapshot."""

    model: str
    pk: int
    field: str
    name: str
    texts: Texts


class _Gathering:
    def __init__(
        self, country: Country, plan: ActionPlan, period: ReportingPeriod | None, as_of: date
    ) -> None:
        self.country, self.plan, self.period, self.as_of = country, plan, period, as_of
        self.said: list[Said] = []
        self.organisations: dict[int, str] = {}
        self.periods = list(ReportingPeriod.objects.filter(plan=plan).order_by("number"))
        self.period_numbers = {row.pk: row.number for row in self.periods}

    def snapshot(self) -> Snapshot:
        plan = self._plan()
        commitments = self._commitments()
        return Snapshot(
            schema=SCHEMA,
            kind=ReportKind.COUNTRY_PROGRESS.value,
            portal=settings.PORTAL_URL,
            is_demo=self.plan.is_demo,
            data_as_of=self.as_of,
            country=frozen.Country(
                self.country.code,
                self.country.slug,
                texts_of(self.country, "name"),
                tuple(self.country.languages),
            ),
            memberships=tuple(
                frozen.Membership(
                    row.state,
                    row.since,
                    row.since_precision,
                    row.until,
                    texts_of(row, "basis"),
                    row.source_url,
                )
                for row in MembershipStatus.objects.filter(country=self.country).order_by("since", "pk")
            ),
            plan=plan,
            period=self.period.number if self.period else None,
            periods=tuple(
                frozen.Period(row.number, row.kind, row.starts_on, row.ends_on, row.due_on)
                for row in self.periods
            ),
            organisations=self._named_organisations(),
            commitments=commitments,
            ledger=self._ledger(),
        )

    def _plan(self) -> frozen.Plan:
        row = self.plan
        return frozen.Plan(
            number=row.number,
            key=row.key,
            kind=row.kind,
            state=row.state,
            title=self._text(row, "title", "plan"),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            legal_act=self._text(row, "legal_act", "plan"),
            legal_act_url=row.legal_act_url,
            ogp_id=row.ogp_id,
        )

    def _commitments(self) -> tuple[frozen.Commitment, ...]:
        rows = list(
            _public(promises.Commitment.objects.published())
            .filter(plan=self.plan)
            .order_by("position", "number", "pk")
        )
        ids = [row.pk for row in rows]
        support = _by_commitment(promises.CommitmentSupport.objects, ids, "organisation_id")
        tags = _by_commitment(promises.CommitmentArea.objects.select_related("area"), ids, "area__slug")
        milestones = _by_commitment(promises.Milestone.objects, ids, "position", "number")
        levels = self._milestone_levels(ids)
        ratings = self._ratings(ids, {row.pk: row.key for row in rows})
        codings = _by_commitment(
            IrmCoding.objects.select_related("report"), ids, "report__published_on", "report_id", "indicator"
        )
        return tuple(
            frozen.Commitment(
                number=row.number,
                key=row.key,
                ogp_id=row.ogp_id,
                state=row.state,
                **{field: self._text(row, field, f"commitments/{row.key}") for field in COMMITMENT_TEXTS},
                lead=self._organisation(row.lead_id),
                supporting=tuple(self._organisation(item.organisation_id) for item in support[row.pk]),
                values=tuple(row.values),
                areas=tuple(texts_of(item.area, "name") for item in tags[row.pk]),
                starts=_loose(row.starts),
                ends=_loose(row.ends),
                milestones=tuple(
                    self._milestone(item, levels.get(item.pk), f"commitments/{row.key}")
                    for item in milestones[row.pk]
                ),
                ratings=tuple(ratings[row.pk]),
                codings=tuple(_coding(item) for item in codings[row.pk] if self._is_known(_day_of(item)[0])),
            )
            for row in rows
        )

    def _milestone(self, row: promises.Milestone, level: int | None, at: str) -> frozen.Milestone:
        title, output = (self._text(row, field, f"{at}/milestones/{row.number}") for field in MILESTONE_TEXTS)
        return frozen.Milestone(
            number=row.number,
            title=title,
            output=output,
            responsible=self._organisation(row.responsible_id),
            starts=_loose(row.starts),
            due=_loose(row.ends),
            completed_on=row.completed_on if self._is_known(row.completed_on) else None,
            level=level,
        )

    def _milestone_levels(self, ids: Sequence[int]) -> dict[int, int | None]:
        """The latest level the government reports for each milestone."""
        updates = (
            _public(promises.ProgressUpdate.objects.published())
            .filter(commitment_id__in=ids, milestone__isnull=False, completion__isnull=False)
            .order_by("reported_on", "pk")
        )
        return {
            row.milestone_id: row.completion
            for row in updates
            if row.milestone_id and self._is_known(row.reported_on)
        }

    def _ratings(self, ids: Sequence[int], keys: dict[int, str]) -> dict[int, list[frozen.Rating]]:
        """Every statement of the three voices, oldest first."""
        made: dict[int, list[frozen.Rating]] = defaultdict(list)
        updates = _public(promises.ProgressUpdate.objects.published().on_commitments())
        for update in updates.filter(commitment_id__in=ids).order_by("reported_on", "pk"):
            if self._is_known(update.reported_on) and update.reported_on:
                made[update.commitment_id].append(self._government(update, keys[update.commitment_id]))
        ratings = _public(CsoRating.objects.published())
        for rating in ratings.filter(commitment_id__in=ids).order_by("rated_on", "pk"):
            if self._is_known(rating.rated_on):
                made[rating.commitment_id].append(self._cso(rating, keys[rating.commitment_id]))
        codings = IrmCoding.objects.select_related("report").filter(
            commitment_id__in=ids,
            indicator=IrmIndicator.COMPLETION,
            level__isnull=False,
        )
        for coding in codings.annotate(said_on=IRM_SAID_ON).order_by("said_on", "pk"):
            if self._is_known(coding.said_on):
                made[coding.commitment_id].append(_irm(coding, coding.said_on))
        return made

    def _government(self, row: promises.ProgressUpdate, key: str) -> frozen.Rating:
        number = self.period_numbers.get(row.period_id)
        return frozen.Rating(
            voice="government",
            level=row.completion,
            rated_on=_known(row.reported_on),
            rated_precision=Precision.DAY.value,
            period=number,
            organisation="",
            report_kind="",
            report_title={},
            words=self._text(row, "narrative", f"commitments/{key}/updates/{number}"),
            challenge=row.challenge,
        )

    def _cso(self, row: CsoRating, key: str) -> frozen.Rating:
        organisation = self._organisation(row.organisation_id)
        at = f"commitments/{key}/ratings/{organisation}/{row.rated_on.isoformat()}"
        return frozen.Rating(
            voice="cso",
            level=row.completion,
            rated_on=row.rated_on,
            rated_precision=Precision.DAY.value,
            period=self.period_numbers.get(row.period_id or 0),
            organisation=organisation,
            report_kind="",
            report_title={},
            words=self._text(row, "rationale", at),
            challenge="",
        )

    def _is_known(self, on: date | None) -> bool:
        """Whether something was known by the day of the report; what has no date was."""
        return on is None or self.period is None or on <= self.as_of

    def _organisation(self, pk: int | None) -> str:
        """The organisation's key in the snapshot: a number in the order of first mention, no database id."""
        return self.organisations.setdefault(pk, str(len(self.organisations) + 1)) if pk else ""

    def _named_organisations(self) -> tuple[frozen.Organisation, ...]:
        rows = _public(Organisation.objects.all()).in_bulk(list(self.organisations))
        return tuple(
            frozen.Organisation(key, rows[pk].kind, texts_of(rows[pk], "name"))
            for pk, key in self.organisations.items()
        )

    def _text(self, row: Any, field: str, at: str) -> Texts:
        texts = texts_of(row, field)
        if texts:
            self.said.append(Said(row._meta.label_lower, row.pk, field, f"{at}/{field}", texts))
        return texts

    def _ledger(self) -> tuple[TextState, ...]:
        """What the ledger says of each text that the report holds; a text it does not know is a draft."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for said in self.said:
            wanted[said.model].add(said.pk)
        known: dict[tuple[str, int, str], dict[str, str]] = defaultdict(dict)
        for model, ids in sorted(wanted.items()):
            rows = ledger.TextState.objects.filter(country=self.country, model=model, object_id__in=ids)
            for row in rows.values("object_id", "field", "language", "state"):
                known[model, row["object_id"], row["field"]][row["language"]] = row["state"]
        return tuple(
            TextState(
                said.name,
                {
                    language: known[said.model, said.pk, said.field].get(language, "draft")
                    for language in LANGUAGES
                    if language in said.texts
                },
            )
            for said in sorted(self.said, key=lambda said: said.name)
        )


def texts_of(row: Model, field: str) -> Texts:
    """A translated field's texts, languages without one left out."""
    return {language: text for language in LANGUAGES if (text := text_in(row, field, language))}


def _public(rows: QuerySet[Tenant]) -> QuerySet[Tenant]:
    """Without the columns that the anonymous role, as which a report is gathered, may not read."""
    hidden = {name for field in rows.model.private_fields for name in (field, *columns(field))}
    return rows.defer(*(field.name for field in rows.model._meta.concrete_fields if field.name in hidden))


def _by_commitment(manager: Any, ids: Iterable[int], *order: str) -> dict[int, list[Any]]:
    rows: QuerySet[Any] = manager.filter(commitment_id__in=ids).order_by(*order, "pk")
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.commitment_id].append(row)
    return grouped


def _loose(when: Any) -> Loose:
    return Loose(when.on, when.precision, when.text)


def _known(on: date | None) -> date:
    if on is None:
        raise ValueError("A published update has a date.")
    return on


def _day_of(row: IrmCoding) -> tuple[date | None, str]:
    """The day of a coding as far as it is known, and how exactly: the coding's own, else its report's."""
    if row.coded_on:
        return row.coded_on, Precision.DAY.value
    return row.report.published_on, row.report.published_precision if row.report.published_on else ""


def _irm(row: IrmCoding, said_on: date) -> frozen.Rating:
    return frozen.Rating(
        voice="irm",
        level=row.level,
        rated_on=said_on,
        rated_precision=_day_of(row)[1],
        period=None,
        organisation="",
        report_kind=row.report.kind,
        report_title=texts_of(row.report, "title"),
        words={},
        challenge="",
    )


def _coding(row: IrmCoding) -> frozen.Coding:
    coded_on, precision = _day_of(row)
    return frozen.Coding(
        indicator=row.indicator,
        scale_version=row.scale_version,
        label=row.label,
        report_kind=row.report.kind,
        report_title=texts_of(row.report, "title"),
        coded_on=coded_on,
        coded_precision=precision,
    )
