"""What an import did with every row of the file."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from commitments.ogp.countries import CODES
from commitments.ogp.rows import Export, OgpRow, Unused

Outcome = Literal["created", "updated", "unchanged", "skipped", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("created", "updated", "unchanged", "skipped", "rejected")


@dataclass(frozen=True)
class RowResult:
    """One row of the file: `row` as a spreadsheet numbers it, `key` what the commitment is known by."""

    row: int
    outcome: Outcome
    country: str
    key: str = ""
    column: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class ImportReport:
    """Every row accounted for; `counts` adds up to `total`."""

    export: Export
    dry_run: bool
    results: list[RowResult] = field(default_factory=list)

    def add_unused(self, unused: Unused) -> None:
        self.results.append(
            RowResult(unused.line, unused.outcome, unused.country, column=unused.column, reason=unused.reason)
        )

    def add_row(self, row: OgpRow, outcome: Outcome) -> None:
        self.results.append(RowResult(row.line, outcome, row.country, str(row.key), notes=row.notes))

    @property
    def total(self) -> int:
        return self.export.total

    @property
    def counts(self) -> dict[Outcome, int]:
        counted = Counter(result.outcome for result in self.results)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    def by_country(self) -> dict[str, dict[str, int]]:
        """Counts by country, of those rows that speak of one of ours."""
        ours: dict[str, Counter[str]] = {}
        for result in self.results:
            if result.country in CODES:
                ours.setdefault(result.country, Counter())[result.outcome] += 1
        return {country: dict(ours[country]) for country in sorted(ours)}

    def rejected(self) -> list[RowResult]:
        return [result for result in self.results if result.outcome == "rejected"]

    def notes(self) -> list[str]:
        """Sentences about the file as a whole."""
        notes = []
        carried = sum(1 for row in self.export.rows if row.carried_forward)
        if carried:
            notes.append(
                f"{carried} rows are marked as carried forward; the file does not say as which commitment, "
                "so no link was made."
            )
        unknown = [column.name for column in self.export.left_out if column.reason == "not recognised"]
        if unknown:
            notes.append("Columns not recognised: " + ", ".join(unknown) + ".")
        return notes

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain data."""
        return {
            "file": self.export.name,
            "sha256": self.export.sha256,
            "generation": self.export.generation,
            "header_row": self.export.header.row,
            "dry_run": self.dry_run,
            "total": self.total,
            "counts": self.counts,
            "by_country": self.by_country(),
            "notes": self.notes(),
            "columns_left_out": [
                {"column": column.name, "reason": column.reason, "cells_with_content": column.filled}
                for column in self.export.left_out
            ],
            "rows": [
                {name: value for name, value in vars(result).items() if value not in ("", ())}
                for result in sorted(self.results, key=lambda result: result.row)
            ],
        }
