"""A chart's twin: the same figures as a table."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe


class Cell(NamedTuple):
    """What stands in a cell, plain text, where it leads, and its language when not the page's."""

    text: str
    url: str = ""
    lang: str = ""


Content = str | int | Cell
"""Plain text, unless it is a SafeString: that is `written` already."""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Content]]) -> SafeString:
    """Write a table whose first column heads its rows; all texts plain, escaped here.

    On small screens a row becomes a list labelled by `data-h`; the roles keep it a table for screen readers,
    which would lose it to `display: block`.
    """
    columns = [escape(name) for name in head]
    opened = (
        f'<table class="data" role="table"><caption>{escape(caption)}</caption>'
        '<thead role="rowgroup"><tr role="row">'
        + "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in columns)
        + '</tr></thead><tbody role="rowgroup">'
    )
    labels = [name.replace("%", "%%") for name in columns[1:]]
    line = (
        '<tr role="row"><th scope="row" role="rowheader">%s</th>'
        + "".join(f'<td role="cell" data-h="{label}">%s</td>' for label in labels)
        + "</tr>"
    )
    lines = [line % tuple([written(cell) for cell in row]) for row in rows]
    return mark_safe(f"{opened}{''.join(lines)}</tbody></table>")  # noqa: S308


def written(cell: Content) -> str:
    """Write what stands in a cell."""
    if isinstance(cell, Cell):
        text = escape(cell.text)
        if cell.lang:
            text = f'<span lang="{escape(cell.lang)}">{text}</span>'
        return f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text
    return cell if isinstance(cell, SafeString) else escape(str(cell))
