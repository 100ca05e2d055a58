"""The three voices over time: a line each on the steps of the scale, the space between them shaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from ogp_portal.web.charts.pen import NARROWEST_PX, Pen, share, text_width, years
from ogp_portal.web.charts.tables import Cell, Content, table
from ogp_portal.web.formats import day
from ogp_portal.web.marks import LEVELS, Level, level_word, voice_name

STEP = 58
LANE_OF = {"government": -8, "cso": 0, "irm": 8}
"""Voices that agree walk beside one another: px from the step's line."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating: by whom, when, which level, and where it is written."""

    voice: str
    on: date
    level: Level
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event marked in a chart: the plan adopted, its end, membership suspended."""

    on: date
    text: str


def course(
    ratings: Sequence[Rating],
    *,
    start: date,
    end: date,
    title: str,
    desc: str = "",
    events: Sequence[Event] = (),
    width_px: int | None = None,
) -> SafeString:
    """Draw the ratings from start to end; the last rating of each voice holds to the end.

    A rating without a level (not assessed) is no step; desc defaults to the ratings in words.
    """
    return _Course(ratings, start, end, events, width_px).draw(title, desc)


def course_in_words(ratings: Sequence[Rating]) -> str:
    """Return each voice's ratings in their order."""
    told = []
    for voice in LANE_OF:
        words = [level_word(r.level) for r in sorted(ratings, key=lambda r: r.on) if r.voice == voice]
        if words:
            told.append(f"{voice_name(voice)}: {', '.join(words)}.")
    return " ".join(told)


def course_table(ratings: Sequence[Rating], language: str, *, caption: str) -> SafeString:
    """Write every rating with its date and source, oldest first."""
    head = [gettext("Date"), gettext("Voice"), gettext("Rating"), gettext("Source")]
    rows: list[list[Content]] = [
        [day(r.on, language, style="short"), voice_name(r.voice), level_word(r.level), Cell(r.source, r.url)]
        for r in sorted(ratings, key=lambda r: r.on)
    ]
    return table(caption, head, rows)


class _Course:
    """One drawing: where its steps lie depends on how many rows of events stand above them."""

    def __init__(
        self, ratings: Sequence[Rating], start: date, end: date, events: Sequence[Event], width_px: int | None
    ) -> None:
        self.pen = Pen(width_px)
        self.start, self.end = start, end
        shown = [r for r in ratings if r.level is not None and r.on <= end]
        self.lines = {
            voice: sorted((r for r in shown if r.voice == voice), key=lambda r: r.on) for voice in LANE_OF
        }
        self.events = self._place(events)
        self.top = 58 + 16 * max((row for _, _, row in self.events), default=0)
        self.bottom = self.top + 4 * STEP + 18

    def draw(self, title: str, desc: str) -> SafeString:
        ratings = [r for line in self.lines.values() for r in line]
        parts = [
            *self._gaps(),
            *self._years(),
            *self._steps(),
            *self._events(),
            *(part for voice in self.lines for part in self._line(voice)),
            *(self.pen.mark(r.voice, r.level, self._x(r.on), self._y(r.voice, r.level), 20) for r in ratings),
            *self._ends(),
        ]
        return self.pen.chart(
            "stave", self.bottom + 22, parts, title=title, desc=desc or course_in_words(ratings)
        )

    def _x(self, on: date) -> float:
        return share(on, self.start, self.end)

    def _y(self, voice: str, level: Level) -> float:
        return self.top + (4 - (level or 0)) * STEP + LANE_OF[voice]

    def _place(self, events: Sequence[Event]) -> list[tuple[Event, str, int]]:
        """Give each event an anchor and the first row where its words meet no others, even when narrow."""
        room = self.pen.width_px or NARROWEST_PX
        ends: list[list[tuple[float, float]]] = []
        placed = []
        for event in sorted(events, key=lambda event: event.on):
            at, width = self._x(event.on) * room, text_width(event.text, 12)
            anchor = "end" if at + width > room else ""
            left, right = (at - width, at) if anchor else (at, at + width)
            row = next(
                (i for i, taken in enumerate(ends) if all(right + 8 < a or left - 8 > b for a, b in taken)),
                len(ends),
            )
            if row == len(ends):
                ends.append([])
            ends[row].append((left, right))
            placed.append((event, anchor, row))
        return placed

    def _years(self) -> list[str]:
        parts, every = [], 1 if len(years(self.start, self.end)) <= 8 else 2
        for year in years(self.start, self.end):
            left = self._x(max(date(year, 1, 1), self.start))
            right = self._x(min(date(year, 12, 31), self.end))
            if date(year, 1, 1) > self.start:
                parts.append(self.pen.line("tick", left, left, self.top - 12, self.bottom))
            if (year - self.start.year) % every == 0 and (right - left) * NARROWEST_PX >= 32:
                parts.append(
                    self.pen.text("yr", (left + right) / 2, self.bottom + 14, str(year), anchor="middle")
                )
        return parts

    def _steps(self) -> list[str]:
        parts = []
        for level in LEVELS:
            y = self.top + (4 - level) * STEP
            parts.append(self.pen.line("stv" if level else "stv s0", 0, 1, y, y))
            parts.append(self.pen.text("lvl", 0, y - 18, escape(level_word(level)), shift=6))
        return parts

    def _events(self) -> list[str]:
        parts, words = [], []
        for event, anchor, row in self.events:
            at, y = self._x(event.on), 12 + 16 * row
            parts.append(self.pen.line("evt", at, at, y + 4, self.bottom))
            words.append(self.pen.clear(at, y, event.text, 12, anchor=anchor))
            words.append(self.pen.text("evl", at, y, escape(event.text), anchor=anchor))
        return parts + words

    def _line(self, voice: str) -> list[str]:
        parts, line = [], self.lines[voice]
        kind = {"government": "g", "cso": "c", "irm": "i"}[voice]
        for index, rating in enumerate(line):
            following = line[index + 1] if index + 1 < len(line) else None
            left, right = self._x(rating.on), self._x(following.on) if following else 1
            y = self._y(voice, rating.level)
            parts.append(self.pen.line(f"str {kind} l{rating.level}", left, right, y, y))
            if following and following.level != rating.level:
                parts.append(self.pen.line(f"step {kind}", right, right, y, self._y(voice, following.level)))
        return parts

    def _standing(self, on: date) -> dict[str, int]:
        """Return the level at which each voice that has spoken stands on a day."""
        standing = {}
        for voice, line in self.lines.items():
            spoken = [r.level for r in line if r.on <= on]
            if spoken:
                standing[voice] = spoken[-1] or 0
        return standing

    def _gaps(self) -> list[str]:
        days = sorted({r.on for line in self.lines.values() for r in line} | {self.end})
        parts = []
        for left, right in pairwise(days):
            standing = self._standing(left)
            if len(set(standing.values())) > 1:
                heights = [self._y(voice, level) for voice, level in standing.items()]
                x = self._x(left)
                parts.append(
                    self.pen.rect("gap", x, self._x(right) - x, min(heights), max(heights) - min(heights))
                )
        return parts

    def _ends(self) -> list[str]:
        """Name the voices where their lines end, and measure the distance between them."""
        standing = self._standing(self.end)
        groups = sorted(set(standing.values()), reverse=True)
        parts = []
        for index, level in enumerate(groups):
            voices = [voice for voice in LANE_OF if standing.get(voice) == level]
            heights = [self._y(voice, level) for voice in voices]
            names = ", ".join(map(voice_name, voices))
            # The step's own word stands above its line, at the left: long names go below.
            meets = text_width(names) + text_width(level_word(level)) > (self.pen.width_px or NARROWEST_PX)
            below = bool(index) or meets
            if index == 0 and len(groups) > 1:
                parts.append(self._distance(standing, groups[0], groups[-1], 42 if below else 22))
            y = max(heights) + 20 if below else min(heights) - 13
            parts.append(self.pen.text("vce", 1, y, escape(names), anchor="end"))
        return parts

    def _distance(self, standing: dict[str, int], high: int, low: int, text_at: int) -> str:
        top = max(self._y(voice, high) for voice, level in standing.items() if level == high) + 8
        foot = min(self._y(voice, low) for voice, level in standing.items() if level == low) - 8
        arrow = f"M-5 {top}V{foot}M-9 {top + 6}L-5 {top}L-1 {top + 6}M-9 {foot - 6}L-5 {foot}L-1 {foot - 6}"
        steps = ngettext("%(count)s step apart", "%(count)s steps apart", high - low) % {"count": high - low}
        text = self.pen.text("gapl", 1, top + text_at, escape(steps), shift=-14, anchor="end")
        if self.pen.on_paper:
            place = f'<g transform="translate({self.pen.x(1)} 0)">'
            return f'{place}<path {self.pen.wear("dim")} d="{arrow}"/></g>{text}'
        return f'<svg x="100%" overflow="visible"><path class="dim" d="{arrow}"/></svg>{text}'
