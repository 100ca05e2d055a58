"""How fast OGP's own files are taken in, and whether a second time changes nothing."""

import csv
import tempfile
import time
from pathlib import Path
from typing import Any

from commitments.ogp.report import ImportReport
from monitoring.ogp_import import import_file
from monitoring.reports.sample import PARAGRAPHS, TITLES
from ogp_portal.bench.figures import Figure, as_rows, exactly

HEADINGS = (
    "iso2",
    "Commitment Unique Identifier",
    "Country/Locality",
    "Action Plan Number",
    "Commitment Number",
    "Year Of Submission",
    "Action Plan End Year",
    "Commitment Title",
    "Full Text",
    "Start Date",
    "End Date",
    "Lead Institution",
)
PLACES = (("GE", "Georgia"), ("UA", "Ukraine"), ("MD", "Moldova"), ("FR", "France"))
ROWS = 400


def time_import(*files: str) -> dict[str, Any]:
    """Import each file twice; without files, one made here."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in [Path(file) for file in files] or [made_up(Path(folder))]:
            began = time.perf_counter()
            first = import_file(path)
            once = time.perf_counter()
            second = import_file(path)
            figures += _figures(path.stem, first, once - began, second, time.perf_counter() - once)
    return {"figures": as_rows(figures)}


def _figures(
    name: str, first: ImportReport, seconds: float, second: ImportReport, seconds_again: float
) -> list[Figure]:
    landed = first.counts["created"] + first.counts["updated"]
    changed = second.counts["created"] + second.counts["updated"]
    return [
        Figure(f"import.{name}.rows", first.total, "rows"),
        Figure(f"import.{name}.landed", landed, "rows"),
        Figure(f"import.{name}.per_second", first.total / seconds, "rows/s"),
        Figure(f"import.{name}.landed_per_second", landed / seconds, "rows/s"),
        Figure(f"import.{name}.again_per_second", second.total / seconds_again, "rows/s"),
        exactly(f"import.{name}.again_changed", changed, "rows", 0),
    ]


def made_up(folder: Path) -> Path:
    """A file in the columns of 2024, three quarters of it of our countries."""
    path = folder / "made_up.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(1, ROWS + 1):
            iso2, country = PLACES[number % len(PLACES)]
            rows.writerow(
                [
                    iso2,
                    f"{iso2}{number:04}",
                    country,
                    "5",
                    str(number),
                    "2024",
                    "2026",
                    f"{TITLES['en']}, {number}",
                    PARAGRAPHS["en"],
                    "2024-01-01",
                    "2025-12-31",
                    "Ministry of Justice",
                ]
            )
    return path
