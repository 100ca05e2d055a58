"""Reads a whole export: from a path to typed rows, every line accounted for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from commitments.ogp.areas import tag_columns
from commitments.ogp.columns import Header, find_header, left_out
from commitments.ogp.errors import RowRejected
from commitments.ogp.identity import ImportKey, base_key, digest
from commitments.ogp.parsing import parse_line, skip_reason
from commitments.ogp.reading import Line, Sheet, read_sheet
from commitments.ogp.rows import Export, OgpRow, Unused


def read_export(path: Path) -> Export:
    """Read and understand a file; raises `ImportRefused` with a sentence when it cannot be taken at all."""
    return understand(read_sheet(path))


def understand(sheet: Sheet) -> Export:
    """The typed rows of a sheet. Raises `ImportRefused`."""
    header, lines = find_header(sheet)
    rows: list[OgpRow] = []
    unused: list[Unused] = []
    for result in _each(header, lines):
        if isinstance(result, OgpRow):
            rows.append(result)
        else:
            unused.append(result)
    kept, doubled = _with_keys(rows, header)
    tags = frozenset(tag_columns(header.tag_set))
    return Export(
        name=sheet.name,
        sha256=sheet.sha256,
        header=header,
        rows=tuple(kept),
        unused=tuple(sorted([*unused, *doubled], key=lambda line: line.line)),
        left_out=tuple(left_out(header, lines, tags)),
    )


def _each(header: Header, lines: Iterable[Line]) -> Iterator[OgpRow | Unused]:
    for line in lines:
        country = ""
        try:
            country, reason = skip_reason(header, line)
            yield (
                Unused(line.number, "skipped", country, "", reason)
                if reason
                else parse_line(header, line, country)
            )
        except RowRejected as rejected:
            yield Unused(line.number, "rejected", country, rejected.column, rejected.reason)


def _with_keys(rows: list[OgpRow], header: Header) -> tuple[list[OgpRow], list[Unused]]:
    """Give every row its key; a row that says the same as an earlier one is rejected as its double."""
    groups = Counter(_number(row) for row in rows)
    kept: list[OgpRow] = []
    doubled: list[Unused] = []
    taken: dict[str, dict[str, int]] = {}
    ids: dict[str, int] = {}
    for row in rows:
        base = base_key(row.country, row.plan_number, row.number, row.title, shared=groups[_number(row)] > 1)
        text = digest(row.texts.whole())
        earlier = taken.setdefault(base, {})
        if text in earlier:
            reason = f"says the same as row {earlier[text]}; leave one of the two"
            doubled.append(Unused(row.line, "rejected", row.country, "", reason))
        elif row.ogp_id in ids:
            reason = f"“{row.ogp_id}” is also the identifier of row {ids[row.ogp_id]}; correct one of the two"
            doubled.append(Unused(row.line, "rejected", row.country, header.name("ogp_id"), reason))
        else:
            own = f"{base}.{text}" if earlier else base
            earlier[text] = row.line
            if row.ogp_id:
                ids[row.ogp_id] = row.line
            kept.append(replace(row, key=ImportKey(own, header.generation)))
    return kept, doubled


def _number(row: OgpRow) -> tuple[str, int, str]:
    return row.country, row.plan_number, row.number.casefold()
