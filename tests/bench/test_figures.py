"""Figures, their bounds, and how they are shown and kept."""

import datetime as dt
import json
from pathlib import Path

import pytest

from ogp_portal.bench.figures import (
    Figure,
    as_rows,
    as_table,
    at_least,
    at_most,
    exactly,
    from_json,
    write_down,
)


@pytest.mark.parametrize(
    ("figure", "bound", "holds"),
    [
        (at_least("a", 1.0, "ratio", 1.0), ">= 1", True),
        (at_least("a", 0.99, "ratio", 1.0), ">= 1", False),
        (at_least("a", 0.04, "ratio", 1 / 20), ">= 0.05", False),
        (at_most("a", 25_000, "bytes", 25_000), "<= 25000", True),
        (at_most("a", 25_001, "bytes", 25_000), "<= 25000", False),
        (exactly("a", 10, "queries", 10), "= 10", True),
        (exactly("a", 11, "queries", 10), "= 10", False),
        (Figure("a", 3, "s"), None, None),
    ],
)
def test_a_bound_is_kept_up_to_its_edge(figure: Figure, bound: str | None, holds: bool | None) -> None:
    assert (figure.bound, figure.holds) == (bound, holds)


def test_figures_come_back_from_json() -> None:
    figures = [at_least("fast", 1.25, "ratio", 1.0), Figure("slow", 7, "s")]
    assert from_json(json.loads(json.dumps(as_rows(figures)))) == figures


def test_the_file_is_a_list_of_named_figures(tmp_path: Path) -> None:
    path = write_down(
        [at_most("size", 12345.678, "bytes", 20_000)], tmp_path / "bench", dt.datetime(2025, 6, 30, 9, 5)
    )
    assert path.name == "20250630-090500.json"
    assert json.loads(path.read_text()) == [
        {"name": "size", "value": 12350.0, "unit": "bytes", "bound": "<= 20000", "holds": True}
    ]
    assert list(path.parent.iterdir()) == [path]


def test_the_table_names_what_is_broken() -> None:
    table = as_table([at_least("fast", 0.5, "ratio", 1.0), at_least("well", 2.0, "ratio", 1.0)])
    assert [line.split() for line in table.splitlines()] == [
        ["figure", "value", "unit", "bound"],
        ["fast", "0.5", "ratio", ">=", "1", "BROKEN"],
        ["well", "2", "ratio", ">=", "1"],
    ]
