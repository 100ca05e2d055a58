"""The public change log of a commitment: what changed since it was published, never who changed it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from commitments.enums import CommitmentState
from commitments.models import (
    Commitment,
    CommitmentIndicator,
    Milestone,
    PolicyArea,
    ProgressUpdate,
    PublicChange,
)
from monitoring.models import CsoRating, Evidence
from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.labels import field_name, split_column
from ogp_portal.audit.values import linked, parsed, words
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.languages.registry import REGISTRY, standing_name
from ogp_portal.public.addresses import address
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.diff import value_diff, word_diff
from ogp_portal.web.parts import Crumb
from plans.words import period_name, plan_name

PAGE_SIZE: Final = 60
COMMITMENT: Final = "commitments.commitment"
LINKS: Final[Mapping[str, str]] = {"support": "accounts.organisation", "areas": "commitments.policyarea"}
"""Fields of the log that are no column but rows of their own; it keeps their ids."""


@dataclass(frozen=True)
class Line:
    """One field that changed, or (label "") what became of the object itself."""

    label: str
    language: str
    lang: str
    change: SafeString | str


@dataclass(frozen=True)
class Item:
    """What changed of one object at one moment."""

    name: str
    title: Shown | None
    lines: Sequence[Line]


@dataclass(frozen=True)
class Day:
    """All that changed on one day."""

    on: dt.date
    items: Sequence[Item]


@dataclass(frozen=True)
class ChangesPage:
    """One page of the log."""

    title: Shown
    number: str
    crumbs: Sequence[Crumb]
    url: str
    published_on: dt.date | None
    count: int
    days: Sequence[Day]
    page: int

    @property
    def has_more(self) -> bool:
        return self.page * PAGE_SIZE < self.count


def changes_page(country: CountryEntry, plan: str, key: str, reader: Reader, page: int) -> ChangesPage | None:
    """The page's data, or None when the public knows no such commitment."""
    row = (
        Commitment.objects.published()
        .filter(country_id=country.pk, plan__key=plan, key=key)
        .values("pk", "number", "published_at", "plan__number", "plan__kind", *columns("title"))
        .first()
    )
    if row is None:
        return None
    log = PublicChange.objects.filter(country_id=country.pk, commitment_id=row["pk"])
    first = (page - 1) * PAGE_SIZE
    rows = list(log.order_by("-changed_at", "-pk")[first : first + PAGE_SIZE])
    zone = ZoneInfo(country.time_zone)
    url = address("commitment", country=country.slug, plan=plan, commitment=key)
    title = _shown(row, "title", country, reader)
    return ChangesPage(
        title=title,
        number=row["number"],
        crumbs=_crumbs(country, plan, row, title, url),
        url=url,
        published_on=row["published_at"].astimezone(zone).date() if row["published_at"] else None,
        count=log.count(),
        days=_Log(rows, country, reader).days(),
        page=page,
    )


def _crumbs(country: CountryEntry, plan: str, row: Mapping[str, Any], title: Shown, url: str) -> list[Crumb]:
    plan_url = address("plan", country=country.slug, plan=plan)
    return [
        Crumb(country.name, address("country", country=country.slug)),
        Crumb(plan_name(row["plan__number"], row["plan__kind"]), plan_url),
        Crumb(title, url),
        Crumb(gettext("Changes")),
    ]


def _shown(row: Mapping[str, Any], field: str, country: CountryEntry, reader: Reader) -> Shown:
    return shown(row, field, wanted=reader.language, main_language=country.main_language)


class _Log:
    """Puts the log into words; asks once for each kind of object that it speaks of."""

    def __init__(self, rows: Sequence[PublicChange], country: CountryEntry, reader: Reader) -> None:
        self.rows, self.country, self.reader = rows, country, reader
        self.objects = self._read_objects()
        self.names = self._read_names()

    def days(self) -> list[Day]:
        zone = ZoneInfo(self.country.time_zone)
        return [
            Day(on, self._items(list(rows)))
            for on, rows in groupby(self.rows, key=lambda row: row.changed_at.astimezone(zone).date())
        ]

    def _items(self, rows: Sequence[PublicChange]) -> list[Item]:
        """One item for all that a transaction changed of an object."""
        found: dict[tuple[dt.datetime, str, int], list[PublicChange]] = defaultdict(list)
        for row in rows:
            found[row.changed_at, row.model, row.object_id].append(row)
        return [
            Item(*self._named(model, pk), [self._line(row) for row in reversed(listed)])
            for (_, model, pk), listed in found.items()
        ]

    def _line(self, row: PublicChange) -> Line:
        if not row.field:
            return Line("", "", "", _became_public(row.model))
        model = apps.get_model(row.model)
        field, language = split_column(row.model, row.field)
        if row.model == COMMITMENT and field == "state":
            return Line("", "", "", _changed_state(row.after))
        label = field_name(row.model, field)
        if language:
            name = standing_name(language, self.reader.language)
            return Line(label, name, REGISTRY[language].html, word_diff(row.before, row.after))
        before, after = (self._words(model, row.field, text) for text in (row.before, row.after))
        return Line(label, "", "", value_diff(before, after))

    def _words(self, model: type[Any], name: str, text: str) -> str:
        value = parsed(model, name, text)
        if name in LINKS:
            found = (self.names.get((LINKS[name], pk), "") for pk in value)
            return ", ".join(name for name in found if name)
        return words(model, name, value, self.reader.language, self.names)

    def _read_names(self) -> dict[tuple[str, int], str]:
        """Names of the organisations and policy areas that values point at."""
        points: set[tuple[str, int]] = set()
        for row in self.rows:
            if not row.field:
                continue
            model = apps.get_model(row.model)
            values = [parsed(model, row.field, text) for text in (row.before, row.after)]
            if row.field in LINKS:
                points |= {(LINKS[row.field], pk) for value in values for pk in value}
            else:
                points |= linked(model, row.field, values)
        found = self._names_in(Organisation, "accounts.organisation", points)
        return found | self._names_in(PolicyArea, "commitments.policyarea", points)

    def _names_in(
        self, model: type[Any], label: str, points: Iterable[tuple[str, int]]
    ) -> dict[tuple[str, int], str]:
        ids = [pk for of, pk in points if of == label]
        rows = model.objects.filter(pk__in=ids).values("pk", *columns("name")) if ids else []
        return {(label, row["pk"]): str(_shown(row, "name", self.country, self.reader)) for row in rows}

    def _read_objects(self) -> dict[tuple[str, int], Mapping[str, Any]]:
        ids: dict[str, set[int]] = defaultdict(set)
        for row in self.rows:
            ids[row.model].add(row.object_id)
        found: dict[tuple[str, int], Mapping[str, Any]] = {}
        for label, names in _BESIDE.items():
            if label in ids:
                rows: QuerySet[Any, Any] = apps.get_model(label)._default_manager.filter(pk__in=ids[label])
                found |= {(label, row["pk"]): row for row in rows.values("pk", *names)}
        return found

    def _named(self, label: str, pk: int) -> tuple[str, Shown | None]:
        """The name of an object, and its title where it has one of its own."""
        if label == COMMITMENT:
            return gettext("The commitment"), None
        row = self.objects.get((label, pk), {})
        if not row:
            return gettext("A part of the commitment"), None
        return _NAMES[label](self, row)

    def milestone(self, row: Mapping[str, Any]) -> tuple[str, Shown | None]:
        name = gettext("Milestone %(number)s") % {"number": row["number"]}
        return name, _shown(row, "title", self.country, self.reader)

    def indicator(self, row: Mapping[str, Any]) -> tuple[str, Shown | None]:
        return gettext("Indicator"), _shown(row, "title", self.country, self.reader)

    def update(self, row: Mapping[str, Any]) -> tuple[str, Shown | None]:
        period = period_name(
            row["period__kind"], row["period__starts_on"], row["period__ends_on"], self.reader.language
        )
        said = {"period": period, "number": row["milestone__number"]}
        if row["milestone__number"]:
            return gettext("Report on milestone %(number)s, %(period)s") % said, None
        return gettext("Report, %(period)s") % said, None

    def evidence(self, row: Mapping[str, Any]) -> tuple[str, Shown | None]:
        by = {"organisation": str(_shown(row, "organisation__name", self.country, self.reader))}
        return gettext("Evidence by %(organisation)s") % by, _shown(row, "title", self.country, self.reader)

    def rating(self, row: Mapping[str, Any]) -> tuple[str, Shown | None]:
        by = {"organisation": str(_shown(row, "organisation__name", self.country, self.reader))}
        return gettext("Rating by %(organisation)s") % by, None


_BESIDE: Final[Mapping[str, Sequence[str]]] = {
    Milestone._meta.label_lower: ("number", *columns("title")),
    CommitmentIndicator._meta.label_lower: columns("title"),
    ProgressUpdate._meta.label_lower: (
        "milestone__number",
        "period__kind",
        "period__starts_on",
        "period__ends_on",
    ),
    Evidence._meta.label_lower: (*columns("organisation__name"), *columns("title")),
    CsoRating._meta.label_lower: columns("organisation__name"),
}
_NAMES: Final = {
    Milestone._meta.label_lower: _Log.milestone,
    CommitmentIndicator._meta.label_lower: _Log.indicator,
    ProgressUpdate._meta.label_lower: _Log.update,
    Evidence._meta.label_lower: _Log.evidence,
    CsoRating._meta.label_lower: _Log.rating,
}


def _became_public(model: str) -> str:
    if model in {Milestone._meta.label_lower, CommitmentIndicator._meta.label_lower}:
        return pgettext("change of a commitment", "Added.")
    return pgettext("change of a commitment", "Published.")


def _changed_state(state: str) -> str:
    if state == CommitmentState.WITHDRAWN:
        return pgettext("state of a commitment", "Withdrawn from the plan.")
    return pgettext("change of a commitment", "Published again.")
