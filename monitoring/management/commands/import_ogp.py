"""Imports a file of OGP's commitments and IRM ratings."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from commitments.ogp.errors import ImportRefused
from commitments.ogp.export import read_export
from commitments.ogp.report import ImportReport
from monitoring.ogp_import import import_export

SHOWN_REJECTIONS = 20


class Command(BaseCommand):
    """`manage.py import_ogp FILE [--dry-run] [--report OUT.json]`."""

    help = "Import OGP's export of commitments and IRM ratings (CSV in UTF-8, of 2015, 2016 or 2024)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="write what became of each row")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path | None = options["report"]
        if target is not None:
            _refuse_unwritable(target, options["file"])
        try:
            export = read_export(options["file"])
        except ImportRefused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from refused
        with tqdm(
            total=export.total, desc="Importing", unit=" rows", disable=not sys.stderr.isatty(), leave=False
        ) as bar:
            report = import_export(export, dry_run=options["dry_run"], progress=bar.update)
        self._say(report)
        if target is not None:
            _write(report, target)

    def _say(self, report: ImportReport) -> None:
        counts = report.counts
        self.stdout.write(
            f"{report.export.name}: OGP's file of {report.export.generation}, {report.total} rows"
        )
        for outcome, count in counts.items():
            self.stdout.write(f"{count:>8} {outcome}")
        for country, counted in report.by_country().items():
            shown = ", ".join(f"{count} {outcome}" for outcome, count in counted.items())
            self.stdout.write(f"  {country}: {shown}")
        for note in report.notes():
            self.stdout.write(note)
        rejected = report.rejected()
        for result in rejected[:SHOWN_REJECTIONS]:
            place = f"row {result.row}" + (f", column {result.column}" if result.column else "")
            self.stderr.write(f"{place}: {result.reason}")
        if len(rejected) > SHOWN_REJECTIONS:
            self.stderr.write(
                f"… and {len(rejected) - SHOWN_REJECTIONS} more rejected rows, all in the report"
            )
        if report.dry_run:
            self.stdout.write("A trial run: nothing was changed.")


def _refuse_unwritable(target: Path, file: Path) -> None:
    """Before anything is imported: no import shall stand without the report that was asked for."""
    try:
        if not target.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {target.parent} for the report.")
        if target.is_dir():
            raise CommandError(f"{target} is a folder; name a file for the report.")
        was_there = target.exists()
        if was_there and file.exists() and target.samefile(file):
            raise CommandError("The report would overwrite the file itself; name another one for the report.")
        target.open("ab").close()
        if not was_there:
            target.unlink()
    except OSError as error:
        raise CommandError(
            f"Nothing was imported. The report cannot be written to {target}: {error.strerror}."
        ) from error


def _write(report: ImportReport, target: Path) -> None:
    try:
        target.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        done = "A trial run: nothing was changed." if report.dry_run else "The import stands."
        raise CommandError(
            f"{done} Its report could not be written to {target}: {error.strerror}; "
            "run the same import again with another file for the report."
        ) from error
