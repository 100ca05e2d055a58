"""The frozen data of a country progress report: typed, canonical as JSON, named by its SHA-256.

A snapshot holds every text in every language of the portal, so that the seven PDFs of one day share one
snapshot and one name. What is drawn and counted in a report is computed from it and from nothing else.
"""

import dataclasses
import hashlib
import json
import types
import typing
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

SCHEMA = 1
"""Raised when the shape of a snapshot changes; an old file is read by the code of its day."""

Texts = dict[str, str]
"""A translated text: language code to text, languages without a text left out."""


@dataclass(frozen=True)
class Loose:
    """A date as people write it: the day it stands for, how exact it is, and the words as given."""

    on: date | None
    precision: str
    text: str


@dataclass(frozen=True)
class Country:
    """The country whose plan it is."""

    code: str
    slug: str
    name: Texts
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """One dated status of the country in the Open Government Partnership."""

    state: str
    since: date
    since_precision: str
    until: date | None
    basis: Texts
    source_url: str


@dataclass(frozen=True)
class Period:
    """A reporting period of the plan."""

    number: int
    kind: str
    starts_on: date
    ends_on: date
    due_on: date


@dataclass(frozen=True)
class Plan:
    """The action plan."""

    number: int
    key: str
    kind: str
    state: str
    title: Texts
    starts_on: date
    ends_on: date
    legal_act: Texts
    legal_act_url: str
    ogp_id: str


@dataclass(frozen=True)
class Organisation:
    """An organisation under the name it is shown by; `key` is unique in the snapshot."""

    key: str
    kind: str
    name: Texts


@dataclass(frozen=True)
class Rating:
    """What one voice said of a commitment on one day; `level` is None when it was not assessed.

    The source is, by voice: the period reported on, the organisation and period, the IRM report. Where OGP's
    data name no day, `rated_precision` says how much of it is known; "" for a day that only gives the order.
    """

    voice: str
    level: int | None
    rated_on: date
    rated_precision: str
    period: int | None
    organisation: str
    report_kind: str
    report_title: Texts
    words: Texts
    challenge: str


@dataclass(frozen=True)
class Coding:
    """One answer of an IRM report on one indicator, with the label as OGP gives it."""

    indicator: str
    scale_version: str
    label: str
    report_kind: str
    report_title: Texts
    coded_on: date | None
    coded_precision: str


@dataclass(frozen=True)
class Milestone:
    """A step of a commitment."""

    number: str
    title: Texts
    output: Texts
    responsible: str
    starts: Loose
    due: Loose
    completed_on: date | None
    level: int | None


@dataclass(frozen=True)
class Commitment:
    """A promise of the plan with all that was said of it."""

    number: str
    key: str
    ogp_id: str
    state: str
    title: Texts
    summary: Texts
    problem: Texts
    causes: Texts
    done_so_far: Texts
    solution: Texts
    results: Texts
    transparency: Texts
    participation: Texts
    accountability: Texts
    lead: str
    supporting: tuple[str, ...]
    values: tuple[str, ...]
    areas: tuple[Texts, ...]
    starts: Loose
    ends: Loose
    milestones: tuple[Milestone, ...]
    ratings: tuple[Rating, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class TextState:
    """The ledger's word on one text: language to missing, machine, draft, approved or stale."""

    text: str
    states: dict[str, str]


@dataclass(frozen=True)
class Snapshot:
    """Everything a country progress report says, in all languages, as it was on one day."""

    schema: int
    kind: str
    portal: str
    is_demo: bool
    data_as_of: date
    country: Country
    memberships: tuple[Membership, ...]
    plan: Plan
    period: int | None
    periods: tuple[Period, ...]
    organisations: tuple[Organisation, ...]
    commitments: tuple[Commitment, ...]
    ledger: tuple[TextState, ...]

    @cached_property
    def canonical(self) -> str:
        """The snapshot as canonical JSON: sorted keys, no spaces, no floats, text in NFC."""
        return json.dumps(
            _plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )

    @cached_property
    def sha256(self) -> str:
        """The name of the snapshot: SHA-256 of its canonical JSON in UTF-8, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def named_organisations(self) -> dict[str, Organisation]:
        """The organisations by key."""
        return {organisation.key: organisation for organisation in self.organisations}

    @cached_property
    def numbered_periods(self) -> dict[int, Period]:
        """The periods by number."""
        return {period.number: period for period in self.periods}


def parse_snapshot(text: str) -> Snapshot:
    """The snapshot whose canonical JSON is given; raises ValueError when it is of another schema."""
    data = json.loads(text)
    if data.get("schema") != SCHEMA:
        raise ValueError(f"This is a snapshot of schema {data.get('schema')}, not {SCHEMA}.")
    return typing.cast(Snapshot, _typed(Snapshot, data))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(text) for key, text in value.items() if text}
        case _ if dataclasses.is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"A snapshot holds no {type(value).__name__}.")


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if hint is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        return typing.cast(Any, hint)(**{name: _typed(hints[name], value[name]) for name in hints})
    return value
