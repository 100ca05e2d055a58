"""A country's lane: its plans as boxes, its membership of OGP as a bar under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

from ogp_portal.web.charts.pen import NARROWEST_PX, Pen, share, text_width, years

SpanKind = Literal["active", "paused", "never", "gone"]
MEMBERSHIP: dict[str, SpanKind] = {
    "never_member": "never",
    "active": "active",
    "under_review": "active",
    "contrary_to_process": "active",
    "inactive": "paused",
    "suspended": "paused",
    "permanently_suspended": "gone",
    "withdrawn": "gone",
}
"""How the bar shows each stored state of membership."""


@dataclass(frozen=True, slots=True)
class PlanBox:
    """A plan: old, now (the one spoken of), new, or a shadow plan (cso when it is the one spoken of).

    label is what a link to it says, such as «Fifth plan, 2022–24»; without one its number.
    """

    number: str
    start: date
    end: date
    kind: Literal["old", "now", "new", "shadow", "cso"] = "old"
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of membership; without an end it lasts."""

    start: date
    end: date | None
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Note:
    """A dated word under the bar, such as «suspended Oct 2024»."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """All that a country's lane shows."""

    plans: Sequence[PlanBox]
    spans: Sequence[Span]
    notes: Sequence[Note] = ()


def lane(
    given: Lane,
    *,
    start: date,
    end: date,
    today: date,
    title: str,
    desc: str = "",
    width_px: int | None = None,
) -> SafeString:
    """Draw a lane between two days; every lane of a page takes the same two."""
    pen = Pen(width_px)
    height = 42 + 16 * len(given.notes)
    parts = [pen.line("tick", at, at, 0, height) for _, at in _year_lines(start, end)]
    parts.extend(_plan(pen, plan, start, end) for plan in given.plans)
    for span in given.spans:
        left, right = share(span.start, start, end), share(span.end or today, start, end)
        if span.kind == "never":
            parts.append(pen.line("never", 0, 1, 34, 34))
        elif span.kind != "gone":
            name = "mem" if span.kind == "active" else "mem paused"
            parts.append(pen.rect(name, left, right - left, 31, 6))
    parts.extend(_note(pen, note, index, start, end) for index, note in enumerate(given.notes))
    linked = any(plan.url for plan in given.plans)
    return pen.chart("lane", height, parts, title=title, desc=desc, linked=linked)


def lane_axis(*, start: date, end: date, width_px: int | None = None) -> SafeString:
    """Draw the years over the lanes."""
    pen = Pen(width_px)
    parts = [
        pen.text("yr", at, 13, str(year), anchor="middle", more="near" if index % 2 else "")
        for index, (year, at) in enumerate(_year_lines(start, end))
    ]
    return pen.chart("axis", 18, parts, title=f"{start.year}–{end.year}", desc="")


def _year_lines(start: date, end: date) -> list[tuple[int, float]]:
    lines = [(year, date(year, 1, 1)) for year in years(start, end) if year % 2 == 0]
    return [(year, share(day, start, end)) for year, day in lines if start < day < end]


def _plan(pen: Pen, plan: PlanBox, start: date, end: date) -> str:
    left, right = share(plan.start, start, end), share(plan.end, start, end)
    name = "pl" if plan.kind == "old" else f"pl {plan.kind}"
    drawn = pen.rect(name, left, right - left, 4, 24)
    label = plan.label or plan.number
    if plan.label or plan.url:
        drawn = f"<title>{escape(label)}</title>{drawn}"
    if plan.number and (right - left) * NARROWEST_PX >= 9 * len(plan.number) + 4:
        worn = {"old": "pn", "now": "pn now", "new": "pn new"}.get(plan.kind, "pn")
        drawn += pen.text(worn, (left + right) / 2, 21, escape(plan.number), anchor="middle")
    # A link without words would be none for a screen reader.
    if plan.url and label and not pen.on_paper:
        return pen.link(plan.url, drawn)
    return f"<g>{drawn}</g>"


def _note(pen: Pen, note: Note, index: int, start: date, end: date) -> str:
    at, y = share(note.on, start, end), 53 + 16 * index
    line = pen.line("evt", at, at, 30, y - 9)
    room = (1 - at) * (pen.width_px or NARROWEST_PX)
    words = escape(note.text)
    if text_width(note.text, 12) <= room:
        return line + pen.text("evl", at, y, words)
    if text_width(note.text, 12) <= at * (pen.width_px or NARROWEST_PX):
        return line + pen.text("evl", at, y, words, shift=1, anchor="end")
    return line + pen.text("evl", 1, y, words, anchor="end")
