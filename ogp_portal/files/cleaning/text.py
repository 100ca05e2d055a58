"""Plain text and CSV: taken as they are, as long as they are text and nothing that a program would run."""

import csv
import io
import re
import shutil
from pathlib import Path

from ogp_portal.files.cleaning.kinds import CSV, TEXT, Kind, Refused

MARKUP = re.compile(
    r"<(!doctype|\?xml|html|head|body|script|svg|iframe|math|object|embed|meta)\b", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LOOKED_AT = 40
"""Lines in which the same number of separators makes a text a table."""


def copy_text(source: Path, target: Path) -> Kind:
    """Copy a text; Refused when it is not UTF-8, or is markup or a program's format in disguise."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("unknown") from None
    if CONTROL.search(text):
        raise Refused("unknown")
    if text.lstrip().startswith("<") or MARKUP.search(text):
        raise Refused("markup")
    if text.lstrip().startswith(("{\\rtf", "%!PS", "#!")):
        raise Refused("unknown")
    shutil.copyfile(source, target)
    return CSV if _is_table(text) else TEXT


def _is_table(text: str) -> bool:
    lines = text.splitlines()[:LOOKED_AT]
    return any(_has_columns(lines, separator) for separator in ",;\t")


def _has_columns(lines: list[str], separator: str) -> bool:
    try:
        rows = [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=separator) if row]
    except csv.Error:
        return False
    widths = {len(row) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and widths.pop() > 1
