"""Typed rows of an export: what a line says, in the portal's terms and without a database."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from commitments.ogp.columns import Header, LeftOut
from commitments.ogp.fulltext import CommitmentTexts
from commitments.ogp.identity import ImportKey, plain_title
from ogp_portal.languages.dates import LooseDate


@dataclass(frozen=True)
class Coding:
    """One value the IRM gave. `level` is the common level of completion, None where the label has none."""

    report: str
    indicator: str
    scale_version: str
    label: str
    level: int | None = None


@dataclass(frozen=True)
class OgpRow:
    """One commitment of an export. `number` is "" where the file gives none."""

    line: int
    country: str
    plan_number: int
    plan_id: str
    year: int | None
    end_year: int | None
    number: str
    ogp_id: str
    title: str
    short_title: str
    texts: CommitmentTexts
    starts: LooseDate
    ends: LooseDate
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    areas: tuple[str, ...]
    tag_set: str
    values: tuple[str, ...]
    codings: tuple[Coding, ...]
    report_years: tuple[tuple[str, int], ...]
    carried_forward: bool | None
    notes: tuple[str, ...] = ()
    key: ImportKey = field(default=ImportKey("", ""))

    @cached_property
    def titles(self) -> set[str]:
        """Title and short title in the form for comparing."""
        return {plain_title(title, self.number) for title in (self.title, self.short_title)} - {""}


@dataclass(frozen=True)
class Unused:
    """A line that gives no row: skipped (of no country of ours) or rejected (something is wrong in it)."""

    line: int
    outcome: Literal["skipped", "rejected"]
    country: str
    column: str
    reason: str


@dataclass(frozen=True)
class Export:
    """A whole file, read: its rows, the lines that gave none, and the columns that were not taken."""

    name: str
    sha256: str
    header: Header
    rows: tuple[OgpRow, ...]
    unused: tuple[Unused, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def generation(self) -> str:
        return self.header.generation

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.unused)
