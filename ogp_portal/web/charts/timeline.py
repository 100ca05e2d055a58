"""Milestones in time: a row for each commitment or milestone, from its date due to the day it was done."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Literal, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ogp_portal.web.charts.pen import NARROWEST_PX, WIDE_PX, Pen, cut, share, text_width, years
from ogp_portal.web.charts.tables import Cell, Content, table, written
from ogp_portal.web.formats import day

State = Literal["done", "was", "late", "next"]
ROW, TICK_FROM, BASE = 40, 46, 62
"""Rows are 40 px high; in the first one uprights go from y 46 to the line at 62."""
LAST = 0.985
"""The last day lies here, so that a mark on it is whole."""


class Due(NamedTuple):
    """A milestone: the day it is due, the day it was done; the words for the table, where they matter."""

    due: date | None
    done: date | None = None
    label: str = ""
    due_text: str = ""


class Row(NamedTuple):
    """One line: number and label (linked when there is an address), its milestones, a word at its end.

    lang is the label's language where it is not the page's.
    """

    number: str
    label: str
    milestones: Sequence[Due]
    url: str = ""
    note: str = ""
    note_late: bool = False
    lang: str = ""


class Now(NamedTuple):
    """The day up to which open milestones are late: today, or the end of a plan that is closed."""

    on: date
    label: str
    short: str = ""


def timeline(
    rows: Sequence[Row],
    *,
    start: date,
    end: date,
    now: Now,
    title: str,
    desc: str = "",
    width_px: int | None = None,
) -> SafeString:
    """Draw the rows between two days. Upright: due. Full: done in time. Hollow: not, with its tail."""
    pen = Pen(width_px)
    parts = [*_frame(pen, len(rows), start, end, now)]
    marks = _Marks(pen, start, end, now.on)
    for index, row in enumerate(rows):
        y = ROW * index
        parts.append(pen.line("stv", 0, 1, BASE + y, BASE + y))
        for milestone in row.milestones:
            if milestone.due is not None:
                parts.append(marks.draw(milestone.due, milestone.done, y))
        parts.append(_label(pen, row, y + 39))
    height = BASE + ROW * (len(rows) - 1) + 12 if rows else 20
    linked = any(row.url for row in rows)
    return pen.chart("time", height, parts, title=title, desc=desc, linked=linked)


def timeline_table(rows: Sequence[Row], language: str, *, caption: str) -> SafeString:
    """Write every milestone with its dates."""
    head = [gettext("Commitment"), gettext("Milestone"), gettext("Due"), gettext("Done")]
    no = gettext("not yet")
    lines: list[list[Content]] = []
    for row in rows:
        heading = mark_safe(written(Cell(f"{row.number}. {row.label}", row.url, row.lang)))  # noqa: S308
        lines += [[heading, *_dates(milestone, language, no)] for milestone in row.milestones]
    return table(caption, head, lines)


def milestones_table(milestones: Sequence[Due], language: str, *, caption: str) -> SafeString:
    """Write the milestones of one commitment with their dates."""
    head, no = [gettext("Milestone"), gettext("Due"), gettext("Done")], gettext("not yet")
    return table(caption, head, [_dates(milestone, language, no) for milestone in milestones])


def _dates(milestone: Due, language: str, no: str) -> tuple[str, str, str]:
    """Return a milestone's label, when it was due and when it was done; no says that it was not."""
    due = milestone.due_text or (day(milestone.due, language, style="short") if milestone.due else "–")
    return milestone.label, due, day(milestone.done, language, style="short") if milestone.done else no


def state_of(due: date | None, done: date | None, now: date) -> State:
    """Return how a milestone stands: done, was (done after its date), late, next."""
    if done is not None:
        return "was" if due is not None and done > due else "done"
    return "late" if due is not None and due < now else "next"


def _frame(pen: Pen, count: int, start: date, end: date, now: Now) -> list[str]:
    """Draw the uprights of all rows at once: one dashed line for each, its gaps as high as the labels."""
    if not count:
        return []
    bottom = BASE + ROW * (count - 1)
    now_at = LAST * share(now.on, start, end)
    parts = _now_label(pen, now, now_at)
    taken = text_width(now.label, 12) / (pen.width_px or WIDE_PX)
    halves = "1 3 1 3 1 3 1 27"
    for year in years(start, end):
        for month, dashes in ((1, "16 24"), (7, halves)):
            if start < (on := date(year, month, 1)) < end:
                at = LAST * share(on, start, end)
                dashed = f' stroke-dasharray="{dashes}"'
                parts.append(pen.line("tick", at, at, TICK_FROM, bottom, dashed))
        left = LAST * share(max(date(year, 1, 1), start), start, end)
        right = LAST * share(min(date(year, 12, 31), end), start, end)
        middle = (left + right) / 2
        if right - left >= 0.1 and not now_at - taken - 0.06 < middle < now_at + 0.06:
            parts.append(pen.text("yr", middle, 12, str(year), anchor="middle"))
    parts.append(pen.line("today", now_at, now_at, TICK_FROM - 1, bottom, ' stroke-dasharray="17 23"'))
    return parts


def _now_label(pen: Pen, now: Now, at: float) -> list[str]:
    anchor = "end" if text_width(now.label, 12) < at * (pen.width_px or NARROWEST_PX) else ""
    return [pen.both("evl", at, 12, escape(now.label), escape(now.short or now.label), anchor=anchor)]


class _Marks:
    """Draws the milestones of a chart: hundreds, so what they share is worked out once."""

    def __init__(self, pen: Pen, start: date, end: date, now: date) -> None:
        self.pen, self.now = pen, now
        self.first, self.span = start.toordinal(), (end - start).days or 1
        self.now_at = self.place(now)
        names = ("ms", "ms was", "ms late", "ms next", "tail", "tail open")
        self.opened = {name: f'<rect {pen.wear(name)} x="' for name in names}

    def place(self, on: date) -> float:
        """Where a day lies, as `pen.share` says it."""
        share = (on.toordinal() - self.first) / self.span
        return LAST * (0 if share < 0 else 1 if share > 1 else share)

    def draw(self, due: date, done: date | None, y: int) -> str:
        state, left = state_of(due, done, self.now), self.place(due)
        if state == "was" and done is not None:
            until = self.place(done)
            passed = self._tail("tail", left, until, y) + self._upright("ms was", left, y)
            return passed + self._upright("ms", until, y)
        if state == "late":
            return self._tail("tail open", left, self.now_at, y) + self._upright("ms late", left, y)
        return self._upright("ms" if state == "done" else "ms next", left, y)

    def _tail(self, name: str, left: float, until: float, y: int) -> str:
        width = self.pen.x(max(until - left, 0))
        return f'{self.opened[name]}{self.pen.x(left)}" y="{y + 52}" width="{width}" height="4"/>'

    def _upright(self, name: str, at: float, y: int) -> str:
        return f'{self.opened[name]}{self.pen.x(at, -2.5)}" y="{y + 47}" width="5" height="14"/>'


def _label(pen: Pen, row: Row, y: int) -> str:
    number = f"<tspan {pen.wear('nr')}>{escape(row.number)}</tspan> " if row.number else ""
    taken = text_width(row.number) + text_width(row.note) + 20
    wide = _in_language(row, cut(row.label, (pen.width_px or WIDE_PX) - taken))
    narrow = _in_language(row, cut(row.label, NARROWEST_PX - taken))
    words = pen.both("tt", 0, y, number + wide, number + narrow)
    note = ""
    if row.note:
        note = pen.text("lt" if row.note_late else "rt", 1, y, escape(row.note), anchor="end")
    return pen.link(row.url, words) + note


def _in_language(row: Row, words: str) -> str:
    return f'<tspan lang="{escape(row.lang)}">{escape(words)}</tspan>' if row.lang else escape(words)
