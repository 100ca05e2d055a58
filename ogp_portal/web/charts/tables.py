"""A chart's twin: the same figures as a table."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe


class Cell(NamedTuple):
    """What stands in a cell, plain text, where it leads, and its language when not the page's."""

    text: str
    url: str = ""
    lang: str = ""


Content = str | int | Cell


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Content]]) -> SafeString:
    """Write a table whose first column heads its rows; all texts plain, escaped here.

    On small screens a row becomes a list labelled by `data-h`; the roles keep it a table for screen readers,
    which would lose it to `display: block`.
    """
    columns = [escape(name) for name in head]
    openings = ['<th scope="row" role="rowheader">']
    openings += [f'<td role="cell" data-h="{name}">' for name in columns[1:]]
    closings = ["</th>", *["</td>"] * len(columns[1:])]
    # Remembered, for dates and names stand in many rows.
    writers = [cache(partial(_cell, *around)) for around in zip(openings, closings, strict=True)]
    parts = [
        f'<table class="data" role="table"><caption>{escape(caption)}</caption>'
        '<thead role="rowgroup"><tr role="row">',
        *(f'<th scope="col" role="columnheader">{name}</th>' for name in columns),
        '</tr></thead><tbody role="rowgroup">',
    ]
    for row in rows:
        parts.append('<tr role="row">')
        parts += [write(cell) for write, cell in zip(writers, row, strict=True)]
        parts.append("</tr>")
    parts.append("</tbody></table>")
    return mark_safe("".join(parts))  # noqa: S308


def _cell(opening: str, closing: str, cell: Content) -> str:
    if not isinstance(cell, Cell):
        return f"{opening}{escape(str(cell))}{closing}"
    text = escape(cell.text)
    if cell.lang:
        text = f'<span lang="{escape(cell.lang)}">{text}</span>'
    if cell.url:
        text = f'<a href="{escape(cell.url)}">{text}</a>'
    return f"{opening}{text}{closing}"
