"""`script/bench [--only pages|reports|import] [--quick]`; exit code 1 when a bound is broken."""

import argparse
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ogp_portal.bench import browser, pages, weights
from ogp_portal.bench.figures import Figure, as_table, from_json, write_down
from ogp_portal.bench.place import Place, own_place, set_up
from ogp_portal.bench.serving import processors, serving
from ogp_portal.services.embedded import say
from ogp_portal.services.foreground import leave_in_order
from ogp_portal.services.places import CHECKOUT, Places
from ogp_portal.services.problems import ServiceError

OGP_FILES = CHECKOUT.parent / "shared" / "data" / "ogp"
"""Beside the checkout, where somebody has put OGP's own files; else a file is made up."""
LAST_WORDS = 3


@dataclass(frozen=True)
class Extent:
    """How much is measured; `quick` tells whether all works, its figures say little."""

    rounds: int
    seconds: float
    commitments: int


FULL = Extent(rounds=5, seconds=1.5, commitments=40)
QUICK = Extent(rounds=2, seconds=0.4, commitments=8)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description="Measures the portal on this machine.")
    parser.add_argument("--only", choices=list(PARTS), action="append", help="this part; may be given twice")
    parser.add_argument("--quick", action="store_true", help="short rounds: to see whether all works")
    options = parser.parse_args(arguments)
    leave_in_order()
    extent = QUICK if options.quick else FULL
    figures = [Figure("machine.processors", processors(), "processors")]
    try:
        with own_place() as place:
            say("Setting up a portal to measure …")
            set_up(place)
            for name in options.only or PARTS:
                say(f"Measuring: {name} …")
                figures += PARTS[name](place, extent)
    except ServiceError as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        return 130
    return _conclude(figures)


def _conclude(figures: list[Figure]) -> int:
    written = write_down(figures, Places.of_checkout().var / "bench", dt.datetime.now())
    say(f"\n{as_table(figures)}\n")
    broken = [figure.name for figure in figures if figure.holds is False]
    say(f"Written to {written}")
    say(f"Broken bounds: {', '.join(broken)}" if broken else "Every bound holds.")
    return 1 if broken else 0


def measure_pages(place: Place, extent: Extent) -> list[Figure]:
    """Queries, speed, sizes, freshness and memory of the web server."""
    counted = inside(place, "queries")
    paths: dict[str, str] = counted["paths"]
    shown = {name: paths[name] for name in pages.SHOWN}
    figures = from_json(counted["figures"])
    with serving(place) as server:
        figures += pages.measure(
            server, shown, place.service_pids, rounds=extent.rounds, seconds=extent.seconds
        )
        figures += weights.weigh(server, shown)
        figures += browser.browse(
            server, [paths["plan"], f"/hy{paths['plan'][3:]}", f"/en{paths['plan'][3:]}"]
        )
        figures += from_json(inside(place, "freshness", str(server.port), paths["plan"])["figures"])
        figures.append(Figure("web.process.peak_memory", server.peak_memory_mb(), "MB"))
    return figures


def measure_import(place: Place, extent: Extent) -> list[Figure]:
    """Rows a second of OGP's files."""
    files = [str(path) for path in sorted(OGP_FILES.glob("*.csv"))]
    return from_json(inside(place, "import", *files)["figures"])


def measure_reports(place: Place, extent: Extent) -> list[Figure]:
    """Progress reports in all languages."""
    return from_json(inside(place, "reports", str(extent.commitments))["figures"])


def inside(place: Place, *task: str) -> Any:
    """Do a task of `inside` in a process of the portal."""
    done = subprocess.run(
        [sys.executable, "-m", "ogp_portal.bench.inside", *task],
        env=place.environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = " ".join(done.stderr.strip().splitlines()[-LAST_WORDS:])
        raise ServiceError(f"The part {task[0]} could not be measured: {why}")
    return json.loads(done.stdout.splitlines()[-1])


PARTS: dict[str, Callable[[Place, Extent], list[Figure]]] = {
    "pages": measure_pages,
    "import": measure_import,
    "reports": measure_reports,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
