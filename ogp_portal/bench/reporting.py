"""How fast progress reports are made: in seven cold processes one after another, and all by one."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitoring.reports.pool import default_children, render_all
from monitoring.reports.rendering import MEMORY_LIMIT_MB
from monitoring.reports.sample import sample_snapshot
from ogp_portal.bench.figures import Figure, as_rows, at_most, exactly
from ogp_portal.languages.registry import LANGUAGES

MOST_OF_COLD = 0.5


@dataclass(frozen=True)
class Made:
    """What one process made: wall and processor seconds from its start to its end, pages, peak memory."""

    seconds: float
    processor_seconds: float
    files: int
    pages: int
    peak_mb: int


def time_reports(commitments: str) -> dict[str, Any]:
    """The report of a made-up plan in each language by a cold process, then in all by one."""
    cold = {language: _in_a_new_process(commitments, language) for language in LANGUAGES}
    together = _in_a_new_process(commitments, *LANGUAGES)
    return {"figures": as_rows([*_of_each(cold), *_of_all(cold, together, commitments)])}


def make_reports(commitments: str, *languages: str) -> dict[str, int]:
    """The work of one process: these languages, side by side in children of its own."""
    snapshot = sample_snapshot(int(commitments))
    with tempfile.TemporaryDirectory() as folder:
        outcomes = render_all(snapshot, languages, lambda language: Path(folder) / f"{language}.pdf")
        made = [outcome.rendered for outcome in outcomes if outcome.rendered is not None]
    return {
        "files": len(made),
        "pages": sum(rendered.pages for rendered in made),
        "peak_mb": max((rendered.peak_mb for rendered in made), default=0),
    }


def _in_a_new_process(commitments: str, *languages: str) -> Made:
    before, began = _processor_seconds(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "ogp_portal.bench.inside", "make-reports", commitments, *languages],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - began
    return Made(seconds, _processor_seconds() - before, **json.loads(done.stdout))


def _processor_seconds() -> float:
    """Of every child of this process that has ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of_each(cold: dict[str, Made]) -> list[Figure]:
    figures = []
    for language, made in cold.items():
        figures.append(Figure(f"reports.{language}.cold_seconds", made.seconds, "s"))
        figures.append(Figure(f"reports.{language}.pages_per_second", made.pages / made.seconds, "pages/s"))
    return figures


def _of_all(cold: dict[str, Made], together: Made, commitments: str) -> list[Figure]:
    alone = sum(made.seconds for made in cold.values())
    alone_processor = sum(made.processor_seconds for made in cold.values())
    peak = max(made.peak_mb for made in [together, *cold.values()])
    return [
        Figure("reports.commitments", int(commitments), "commitments"),
        Figure("reports.all.pages", together.pages, "pages"),
        Figure("reports.all.children", default_children(), "processes"),
        exactly("reports.all.made", together.files, "files", len(cold)),
        Figure("reports.all.cold_seconds", alone, "s"),
        Figure("reports.all.seconds", together.seconds, "s"),
        Figure("reports.all.pages_per_second", together.pages / together.seconds, "pages/s"),
        Figure("reports.all.processor_share_of_cold", together.processor_seconds / alone_processor, "ratio"),
        at_most("reports.all.share_of_cold", together.seconds / alone, "ratio", MOST_OF_COLD),
        at_most("reports.child.peak_memory", peak, "MB", MEMORY_LIMIT_MB),
    ]
