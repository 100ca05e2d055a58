"""A chart's twin: the same figures as a table."""

from collections.abc import Iterable, Sequence
from functools import cache
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
    before = [f'<td role="cell" data-h="{name}">' for name in columns[1:]]
    # Dates and names stand in many rows.
    written = cache(_content)
    parts = [
        f'<table class="data" role="table"><caption>{escape(caption)}</caption>'
        '<thead role="rowgroup"><tr role="row">',
        *(f'<th scope="col" role="columnheader">{name}</th>' for name in columns),
        '</tr></thead><tbody role="rowgroup">',
    ]
    for heading, *cells in rows:
        parts.append(f'<tr role="row"><th scope="row" role="rowheader">{written(heading)}</th>')
        for opened, cell in zip(before, cells, strict=True):
            parts.append(f"{opened}{written(cell)}</td>")
        parts.append("</tr>")
    parts.append("</tbody></table>")
    return mark_safe("".join(parts))  # noqa: S308


def _content(cell: Content) -> str:
    if isinstance(cell, Cell):
        text: str = escape(cell.text)
        if cell.lang:
            text = f'<span lang="{escape(cell.lang)}">{text}</span>'
        return f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text
    return escape(str(cell))
