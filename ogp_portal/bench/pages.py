"""Speed of the public pages beside an empty view, on one server in one run."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from ogp_portal.bench import load
from ogp_portal.bench.figures import Figure, at_least, exactly
from ogp_portal.bench.serving import Server

EMPTY = "empty"
SHOWN = ("home", "country", "plan", "commitment")
LEAST = {
    "home.repeated": 1.0,
    "country.repeated": 1.0,
    "plan.repeated": 1.0,
    "commitment.repeated": 1.0,
    "commitment.first": 1 / 20,
    "plan.first": 1 / 30,
}
"""Requests per second, as a share of the empty view's."""
VISITORS = 16
WARM_UP = 8
"""Answers for each visitor before anything is measured."""


def measure(
    server: Server, paths: dict[str, str], services: list[int], *, rounds: int, seconds: float
) -> list[Figure]:
    """All targets in turn in each round, a share of the empty view from within the round, then medians."""
    targets: list[dict[str, Any]] = [{"name": EMPTY, "path": "/healthz"}]
    for name in SHOWN:
        targets.append({"name": f"{name}.repeated", "path": paths[name]})
        targets.append({"name": f"{name}.first", "path": paths[name], "fresh": True})
    job = {"port": server.port, "targets": targets, "rounds": rounds, "seconds": seconds}
    job["watched"] = [server.pid, *services]
    crowd = visit({**job, "connections": VISITORS, "warm_up": WARM_UP})
    alone = visit({**job, "connections": 1, "rounds": 2, "seconds": min(seconds, 0.5), "warm_up": 1})
    figures = [
        figure
        for target in targets
        for figure in _of_target(target["name"], crowd["rounds"], alone["rounds"])
    ]
    failures = sum(
        found["failures"] for run in (crowd, alone) for rounds_ in run["rounds"].values() for found in rounds_
    )
    return [
        *figures,
        exactly("pages.failures", int(failures), "answers", 0),
        Figure("pages.visitors", VISITORS, "connections"),
        Figure("pages.client_busy", crowd["busy"], "of one processor"),
    ]


def visit(job: dict[str, Any]) -> dict[str, Any]:
    """Let the visitors go, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-I", str(Path(load.__file__))],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"The visitors ended early: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _of_target(
    name: str, crowd: dict[str, list[dict[str, float]]], alone: dict[str, list[dict[str, float]]]
) -> list[Figure]:
    rounds, empty = crowd[name], crowd[EMPTY]
    figures = [
        Figure(f"pages.{name}.per_second", median(found["per_second"] for found in rounds), "requests/s"),
        Figure(f"pages.{name}.median", median(found["median_ms"] for found in rounds), "ms"),
        Figure(f"pages.{name}.p95", median(found["p95_ms"] for found in rounds), "ms"),
        Figure(f"pages.{name}.alone", median(found["median_ms"] for found in alone[name]), "ms"),
    ]
    cpu = Figure(f"pages.{name}.processor", median(found["cpu_ms"] for found in rounds), "ms")
    figures.append(cpu)
    if name != EMPTY:
        pairs = zip(rounds, empty, strict=True)
        share = median(page["per_second"] / beside["per_second"] for page, beside in pairs)
        title = f"pages.{name}.share_of_empty"
        least = LEAST.get(name)
        figures.append(at_least(title, share, "ratio", least) if least else Figure(title, share, "ratio"))
        beside = median(found["cpu_ms"] for found in empty)
        times = cpu.value / beside if beside else 0.0
        figures.append(Figure(f"pages.{name}.processor_times_empty", times, "ratio"))
    return figures
