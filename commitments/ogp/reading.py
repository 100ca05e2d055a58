"""From bytes to a table of cells, or one sentence why not."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from commitments.ogp.cells import shortened
from commitments.ogp.errors import ImportRefused

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 100_000
MAX_CELL = 100_000
"""Characters; a spreadsheet's cell holds 32,767, the longest of OGP's some 20,000."""
MAX_COLUMNS = 1_000

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE_AS_UTF8 = "save it as “CSV UTF-8” and import that file"


@dataclass(frozen=True)
class Line:
    """One row of the file; `number` is the row a spreadsheet shows, headers counted."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The cells of a file. Rows without any text are not among `lines`."""

    name: str
    sha256: str
    lines: tuple[Line, ...]


def read_sheet(path: Path) -> Sheet:
    """The cells of the CSV file at `path`. Raises `ImportRefused`."""
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise ImportRefused(f"{shortened(path.name)} cannot be read: {error.strerror}.") from error
    return sheet_from_bytes(data, path.name)


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise ImportRefused(f"There is no file {path.name}.")
    if not path.is_file():
        raise ImportRefused(f"{path.name} is not a file.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ImportRefused(
            f"{path.name} has {size / 1048576:.0f} MB; more than {MAX_BYTES // 1048576} MB are not imported."
        )
    return path.read_bytes()


def sheet_from_bytes(data: bytes, name: str) -> Sheet:
    """The cells of a CSV file given as bytes. Raises `ImportRefused`."""
    text = _decoded(data, name)
    lines = _parsed(text, name)
    if not lines:
        raise ImportRefused(f"{name} is empty.")
    return Sheet(name=name, sha256=hashlib.sha256(data).hexdigest(), lines=tuple(lines))


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        raise ImportRefused(f"{name} is empty.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ImportRefused(f"{name} is {what}, not a CSV file: open it, {_SAVE_AS_UTF8}.")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise ImportRefused(f"{name} is in {encoding}, not in UTF-8: {_SAVE_AS_UTF8}.")
    if b"\x00" in data:
        raise ImportRefused(_sentence_for_nul(data, name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end >= len(data) and error.reason == "unexpected end of data":
            raise ImportRefused(f"{name} is cut off in the middle of a letter: fetch it again.") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(
            f"{name} is not in UTF-8 (line {line}) but probably in {_probable_encoding(data)}: "
            f"{_SAVE_AS_UTF8}."
        ) from error


def _sentence_for_nul(data: bytes, name: str) -> str:
    start = data[:4000]
    if start[1::2].count(0) > len(start) // 4 or start[0::2].count(0) > len(start) // 4:
        return f"{name} is in UTF-16, not in UTF-8: {_SAVE_AS_UTF8}."
    return f"{name} holds zero bytes, so it is a binary file or damaged, not a CSV file."


def _probable_encoding(data: bytes) -> str:
    """Cyrillic text in one byte per letter has high bytes in long runs; Western text has single ones."""
    sample = data[:200_000]
    high = [byte >= 0xC0 for byte in sample]
    pairs = sum(1 for a, b in pairwise(high) if a and b)
    return "Windows-1251" if pairs * 2 > sum(high) else "Windows-1252"


def _parsed(text: str, name: str) -> list[Line]:
    delimiter = _delimiter(text)
    outer_limit = csv.field_size_limit(MAX_CELL)
    lines: list[Line] = []
    number = 0
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            if number > MAX_ROWS:
                raise ImportRefused(f"{name} has more than {MAX_ROWS} rows, so it is not imported.")
            if len(cells) > MAX_COLUMNS:
                raise ImportRefused(
                    f"{name} has {len(cells)} columns in row {number}: this is no export of OGP."
                )
            if any(cell.strip() for cell in cells):
                lines.append(Line(number, tuple(cells)))
    except csv.Error as error:
        raise ImportRefused(_sentence_for_csv(str(error), name, number + 1)) from error
    finally:
        csv.field_size_limit(outer_limit)
    return lines


def _sentence_for_csv(message: str, name: str, row: int) -> str:
    if "unexpected end of data" in message:
        return (
            f"{name} is cut off: a quotation mark opened in row {row} is never closed; fetch the file again."
        )
    if "field larger" in message:
        return f"{name} has a cell of more than {MAX_CELL} characters in row {row}, so it is not imported."
    return f"{name} is no well-formed CSV file: row {row} breaks the rules of quoting ({message})."


def _delimiter(text: str) -> str:
    """Comma, or what a spreadsheet in many of our countries writes instead."""
    head = text[:20_000]
    counts: Sequence[tuple[int, str]] = [(head.count(mark), mark) for mark in (",", ";", "\t")]
    first_line = head.split("\n", 1)[0]
    if first_line.count(",") >= max(first_line.count(";"), first_line.count("\t")):
        return ","
    return max(counts)[1] if counts[0][0] == 0 else max((first_line.count(m), m) for m in (";", "\t"))[1]
