"""Reads single cells: missing-value words, numbers, flags and labels."""

import re
from collections.abc import Mapping
from typing import Final

from commitments.ogp.errors import RowRejected
from commitments.ogp.text import one_line

MISSING: Final = frozenset({"", "nd", "nr", "na", "n/a", "none specified", "not specified", "false", "#n/a"})
"""Not a value in any column."""

NO_TEXT: Final = MISSING | {"unclear", "none", "unspecified", "to be specified"}
"""Not a value where a name or a date is expected; `None` and `Unclear` are codes in some rated columns."""

_LETTER = re.compile(r"^[a-f]\s*[.)]\s*(?=\S)", re.IGNORECASE)
_BINARY_FRACTION = re.compile(r"^-?\d+\.\d{9,}$")


def is_missing(cell: str, words: frozenset[str] = MISSING) -> bool:
    return cell.strip().casefold() in words


def text_or_nothing(cell: str) -> str:
    """The cell on one line, or "" for a missing-value word."""
    return "" if is_missing(cell, NO_TEXT) else one_line(cell)


def bare_label(label: str) -> str:
    """`c. Substantial` and `Substantial` alike: without its letter, in lower case."""
    return _LETTER.sub("", " ".join(label.split())).casefold()


def whole_number(cell: str, column: str, *, least: int, most: int) -> int:
    """A number such as `5` or `5.0` (a spreadsheet's way of writing it)."""
    found = re.fullmatch(r"\s*(\d{1,6})(?:\.0+)?\s*", cell)
    if not found or not least <= int(found[1]) <= most:
        raise RowRejected(
            column, f"“{shortened(cell)}” is no whole number between {least} and {most}; write it as a number"
        )
    return int(found[1])


def year_or_nothing(cell: str, column: str) -> int | None:
    return None if is_missing(cell) else whole_number(cell, column, least=2000, most=2100)


def flag_or_nothing(cell: str, column: str) -> bool | None:
    """1 or 0; None when not coded."""
    if is_missing(cell):
        return None
    known: Mapping[str, bool] = {"1": True, "1.0": True, "yes": True, "0": False, "0.0": False, "no": False}
    answer = known.get(cell.strip().casefold())
    if answer is None:
        raise RowRejected(column, f"“{shortened(cell)}” is neither 0 nor 1; write 1, 0 or ND for not coded")
    return answer


def commitment_number(cell: str) -> str:
    """The number as printed in the plan; `5.0999999999999996`, a spreadsheet's 5.1, is mended."""
    if is_missing(cell):
        return ""
    text = one_line(cell)
    if _BINARY_FRACTION.match(text):
        return f"{float(text):.6f}".rstrip("0").rstrip(".")
    return re.sub(r"^(\d+)\.0$", r"\1", text)


def shortened(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
