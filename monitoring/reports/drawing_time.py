"""Charts of time for paper: the course of the three voices, and the lane of a commitment's milestones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.safestring import SafeString

from monitoring.reports.drawing import GAP, HAIR, LATE, LINE, TEXT_WIDTH, Drawing
from monitoring.reports.figures import late_days
from monitoring.reports.snapshot import Milestone
from monitoring.voices import VOICES, Voice, Voices, distance
from ogp_portal.web.marks import INK, LEVEL_COLOURS

STROKES: dict[Voice, str] = {
    "government": "",
    "cso": ' stroke-dasharray=".1 7" stroke-linecap="round"',
    "irm": ' stroke-dasharray="10 4"',
}
OFFSETS: dict[Voice, float] = {"government": -6.0, "cso": 0.0, "irm": 6.0}
"""How far a voice's line is set off, so that voices of one opinion stay visible."""
ROWS = {4: 40.0, 3: 72.0, 2: 104.0, 1: 136.0, 0: 168.0}
LANE_WIDTH = 300.0
COURSE_RIGHT = TEXT_WIDTH - 66
"""Where time ends in a course; right of it the distance is measured."""


Lines = dict[Voice, list[tuple[date, int]]]


@dataclass(frozen=True)
class Axis:
    """Days to pixels."""

    starts_on: date
    ends_on: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The place of a day, kept within the axis."""
        span = max((self.ends_on - self.starts_on).days, 1)
        share = (day - self.starts_on).days / span
        return self.left + (self.right - self.left) * min(max(share, 0), 1)

    def years(self) -> Iterable[tuple[int, float, float]]:
        """Each year with the places of its first and last day on the axis."""
        for year in range(self.starts_on.year, self.ends_on.year + 1):
            yield year, self.x(date(year, 1, 1)), self.x(date(year, 12, 31))


@dataclass(frozen=True)
class CourseWords:
    """The words of a course chart in the report's language."""

    title: str
    levels: dict[int, str]
    voices: dict[str, str]
    begins: str
    ends: str
    gap: str


def course(voices: Voices, plan_starts: date, plan_ends: date, as_of: date, words: CourseWords) -> SafeString:
    """How each voice rated a commitment over time; where they differ, the distance is shaded."""
    lines: Lines = {voice: voices.course(voice) for voice in VOICES}
    days = [day for line in lines.values() for day, _ in line]
    first = min([plan_starts, *days])
    last = max([min(plan_ends, as_of), *days]) + timedelta(days=45)
    axis = Axis(first, last, 104, COURSE_RIGHT)
    drawing = Drawing(TEXT_WIDTH, 198)
    _grid(drawing, axis, words)
    for day, event in ((plan_starts, words.begins), (plan_ends, words.ends)):
        if first <= day <= last:
            _event(drawing, axis.x(day), event)
    _shade(drawing, axis, voices, sorted(set(days)))
    for voice, line in lines.items():
        if line:
            _voice_line(drawing, axis, voice, line)
    _voice_names(drawing, lines, words)
    if voices.distance:
        _measure(drawing, [_y(voice, line[-1][1]) for voice, line in lines.items() if line], words.gap)
    return drawing.html(words.title, "course")


def _grid(drawing: Drawing, axis: Axis, words: CourseWords) -> None:
    for level, y in ROWS.items():
        drawing.line(
            0,
            y,
            COURSE_RIGHT,
            y,
            LINE,
            ' stroke-width=".8"' + (' stroke-dasharray="2 4"' if level == 0 else ""),
        )
        drawing.label(0, y - 4, words.levels[level], css="lv")
    for year, left, right in axis.years():
        if left > axis.left:
            drawing.line(left, ROWS[4] - 20, left, ROWS[0] + 10, HAIR)
        if right - left > 34:
            drawing.label((left + right) / 2, ROWS[0] + 28, str(year), anchor="middle", css="sm")


def _event(drawing: Drawing, x: float, words: str) -> None:
    drawing.line(x, 14, x, ROWS[0] + 10, INK, ' stroke-width=".8" stroke-dasharray="1 3"')
    if x > TEXT_WIDTH * 0.6:
        drawing.label(x - 4, 14, words, anchor="end", css="sm")
    else:
        drawing.label(x + 4, 14, words, css="sm")


def _y(voice: Voice, level: int) -> float:
    return ROWS[level] + OFFSETS[voice]


def _shade(drawing: Drawing, axis: Axis, voices: Voices, days: list[date]) -> None:
    """Shade every span in which voices differ."""
    for start, end in pairwise([*days, axis.ends_on]):
        standing = {voice: voices.level(voice, start) for voice in VOICES}
        if not distance(standing.values()):
            continue
        heights = [_y(voice, level) for voice, level in standing.items() if level is not None]
        x = axis.x(start)
        drawing.rect(x, min(heights), axis.x(end) - x, max(heights) - min(heights), f'fill="{GAP}"')


def _measure(drawing: Drawing, heights: list[float], words: str) -> None:
    """A bracket from the highest to the lowest voice, with the distance in words."""
    x, top, bottom = COURSE_RIGHT + 8, min(heights), max(heights)
    for x1, y1, x2, y2 in ((x, top, x, bottom), (x - 3, top, x + 3, top), (x - 3, bottom, x + 3, bottom)):
        drawing.line(x1, y1, x2, y2, INK, ' stroke-width="1.2"')
    drawing.label(x + 7, (top + bottom) / 2 + 4, words, css="b")


def _voice_line(drawing: Drawing, axis: Axis, voice: Voice, line: list[tuple[date, int]]) -> None:
    previous: float | None = None
    ends = [axis.x(day) for day, _ in line[1:]] + [axis.right]
    for (day, level), end in zip(line, ends, strict=True):
        x, y = axis.x(day), _y(voice, level)
        if previous is not None and previous != y:
            drawing.line(x, previous, x, y, INK, ' stroke-width=".8" stroke-dasharray="1 3"')
        paint = f' stroke-width="4"{STROKES[voice]}'
        drawing.line(x, y, end, y, LEVEL_COLOURS[level], paint)
        previous = y
    for day, level in line:
        drawing.mark(voice, level, axis.x(day), _y(voice, level), 0.7)


def _voice_names(drawing: Drawing, lines: Lines, words: CourseWords) -> None:
    at: dict[int, list[Voice]] = {}
    for voice, line in lines.items():
        if line:
            at.setdefault(line[-1][1], []).append(voice)
    for level, together in at.items():
        is_top = level == max(at)
        y = _y(together[0], level) - 8 if is_top else _y(together[-1], level) + 20
        names = ", ".join(words.voices[voice] for voice in together)
        drawing.label(COURSE_RIGHT, y, names, anchor="end", css="b")


def lane_head(axis: Axis, title: str) -> SafeString:
    """The years over the lanes of milestones."""
    drawing = Drawing(LANE_WIDTH, 14)
    for year, left, right in axis.years():
        drawing.line(left, 2, left, 14, LINE)
        if right - left > 30:
            drawing.label(left + 4, 12, str(year), css="b")
    return drawing.html(title, "lane")


def lane(axis: Axis, milestones: Iterable[Milestone], as_of: date, title: str) -> SafeString:
    """A commitment's milestones in time: full when done, red with a tail to the day when late."""
    drawing = Drawing(LANE_WIDTH, 18)
    for _year, left, _right in axis.years():
        drawing.line(left, 0, left, 18, HAIR)
    drawing.line(0, 9, LANE_WIDTH, 9, HAIR)
    today = axis.x(as_of)
    if axis.starts_on <= as_of <= axis.ends_on:
        drawing.line(today, 0, today, 18, INK, ' stroke-width=".8"')
    for milestone in milestones:
        if milestone.due.on is None:
            continue
        x = axis.x(milestone.due.on)
        if late_days(milestone, as_of):
            drawing.rect(x, 8, max(today - x, 0), 2, f'fill="{LATE}"')
            paint = f'fill="#fff" stroke="{LATE}" stroke-width="1.6"'
        elif milestone.completed_on is not None or milestone.level == 4:
            paint = f'fill="{INK}" stroke="{INK}" stroke-width="1.2"'
        else:
            paint = f'fill="#fff" stroke="{INK}" stroke-width="1.2"'
        drawing.rect(x - 3.5, 5.5, 7, 7, paint)
    return drawing.html(title, "lane")
