"""What a bench finds out: named figures, some with a bound; as a table and as JSON."""

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`bound` is in words, such as ">= 1"; `holds` says whether the value keeps it, None without a bound."""

    name: str
    value: float
    unit: str
    bound: str | None = None
    holds: bool | None = None


def at_least(name: str, value: float, unit: str, bound: float) -> Figure:
    return Figure(name, value, unit, f">= {_short(bound)}", value >= bound)


def at_most(name: str, value: float, unit: str, bound: float) -> Figure:
    return Figure(name, value, unit, f"<= {_short(bound)}", value <= bound)


def exactly(name: str, value: float, unit: str, bound: float) -> Figure:
    return Figure(name, value, unit, f"= {_short(bound)}", value == bound)


def from_json(rows: Iterable[dict[str, Any]]) -> list[Figure]:
    """Figures that another process has printed."""
    return [Figure(**row) for row in rows]


def as_rows(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [{**asdict(figure), "value": _rounded(figure.value)} for figure in figures]


def as_table(figures: Iterable[Figure]) -> str:
    """Lines in columns: name, value, unit, bound, and a word where the bound is broken."""
    lines = [("figure", "value", "unit", "bound", "")]
    for figure in figures:
        broken = "BROKEN" if figure.holds is False else ""
        lines.append((figure.name, _short(figure.value), figure.unit, figure.bound or "", broken))
    widths = [max(len(line[at]) for line in lines) for at in range(5)]
    return "\n".join(
        f"{line[0]:<{widths[0]}}  {line[1]:>{widths[1]}}  {line[2]:<{widths[2]}}"
        f"  {line[3]:<{widths[3]}}  {line[4]}".rstrip()
        for line in lines
    )


def write_down(figures: Iterable[Figure], folder: Path, now: dt.datetime) -> Path:
    """Write `<time>.json` into the folder, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{now:%Y%m%d-%H%M%S}.json"
    half = target.with_suffix(f".{os.getpid()}.part")
    half.write_text(json.dumps(as_rows(figures), ensure_ascii=False, indent=1) + "\n", "utf-8")
    half.replace(target)
    return target


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else float(f"{value:.4g}")


def _short(value: float) -> str:
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{round(value)}"
    return f"{value:.3g}"
