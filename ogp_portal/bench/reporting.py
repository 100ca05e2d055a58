"""How fast progress reports are made: one after another in cold children, and all side by side."""

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from monitoring.reports.document import build_document
from monitoring.reports.pool import default_children, render_all
from monitoring.reports.rendering import MEMORY_LIMIT_MB, Rendered, RenderingChild
from monitoring.reports.sample import sample_snapshot
from monitoring.reports.snapshot import Snapshot
from ogp_portal.bench.figures import Figure, as_rows, at_most, exactly
from ogp_portal.languages.registry import LANGUAGES

MOST_OF_COLD = 0.5


def time_reports(commitments: str) -> dict[str, Any]:
    """The report of a made-up plan in each language, both ways."""
    snapshot = sample_snapshot(int(commitments))
    with tempfile.TemporaryDirectory() as folder:
        used_before = _processor_seconds()
        cold = {language: _cold(snapshot, language, Path(folder)) for language in LANGUAGES}
        used_cold, began = _processor_seconds() - used_before, time.perf_counter()
        outcomes = list(render_all(snapshot, LANGUAGES, lambda language: Path(folder) / f"{language}.pdf"))
        together = time.perf_counter() - began
        used = _processor_seconds() - used_before - used_cold
    made = [outcome.rendered for outcome in outcomes if outcome.rendered is not None]
    figures = [*_of_each(cold), *_of_all(cold, made, together, commitments)]
    figures.append(Figure("reports.all.processor_share_of_cold", used / used_cold, "ratio"))
    return {"figures": as_rows(figures)}


def _processor_seconds() -> float:
    """Of this process and of every child that has ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _cold(snapshot: Snapshot, language: str, folder: Path) -> tuple[float, Rendered]:
    """One report by a child that has just been started, as if it were the only one."""
    child = RenderingChild()
    began = time.perf_counter()
    try:
        rendered = child.render(build_document(snapshot, language), folder / f"cold-{language}.pdf")
    finally:
        child.close()
    return time.perf_counter() - began, rendered


def _of_each(cold: dict[str, tuple[float, Rendered]]) -> list[Figure]:
    figures = []
    for language, (seconds, rendered) in cold.items():
        figures.append(Figure(f"reports.{language}.cold_seconds", seconds, "s"))
        figures.append(Figure(f"reports.{language}.pages_per_second", rendered.pages / seconds, "pages/s"))
    return figures


def _of_all(
    cold: dict[str, tuple[float, Rendered]], made: list[Rendered], together: float, commitments: str
) -> list[Figure]:
    alone = sum(seconds for seconds, _ in cold.values())
    pages = sum(rendered.pages for rendered in made)
    peak = max(rendered.peak_mb for rendered in [*made, *(rendered for _, rendered in cold.values())])
    return [
        Figure("reports.commitments", int(commitments), "commitments"),
        Figure("reports.all.pages", pages, "pages"),
        Figure("reports.all.children", default_children(), "processes"),
        exactly("reports.all.made", len(made), "files", len(cold)),
        Figure("reports.all.cold_seconds", alone, "s"),
        Figure("reports.all.seconds", together, "s"),
        Figure("reports.all.pages_per_second", pages / together, "pages/s"),
        at_most("reports.all.share_of_cold", together / alone, "ratio", MOST_OF_COLD),
        at_most("reports.child.peak_memory", peak, "MB", MEMORY_LIMIT_MB),
    ]
