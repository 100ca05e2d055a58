"""Charts for paper: shapes as SVG, words as text laid over them.

WeasyPrint lays out SVG text letter by letter, and no reader of a tagged PDF finds it; so a chart's words
are HTML, set at the same coordinates. All lengths are CSS pixels (96 to the inch).
"""

from dataclasses import dataclass, field

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from monitoring.reports.figures import LEVELS, Verdict
from monitoring.voices import VOICES, Tally, Voice
from ogp_portal.web.marks import INK, LEVEL_COLOURS, shape

PAGE_WIDTH = 794.0
TEXT_WIDTH = 642.0
HAIR = "#dde2e7"
LINE = "#aeb7c0"
GAP = "#dfe7f5"
LATE = "#a8123e"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass
class Drawing:
    """A chart in the making: shapes, and labels as (x, y, anchor, class, words)."""

    width: float
    height: float
    shapes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, more: str = "") -> None:
        """Draw a straight line; `more` is further attributes."""
        self.shapes.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}"{more}/>'
        )

    def rect(self, x: float, y: float, width: float, height: float, more: str) -> None:
        """Draw a rectangle; `more` is its attributes of paint."""
        self.shapes.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" {more}/>'
        )

    def mark(self, voice: str, level: int | None, x: float, y: float, scale: float) -> None:
        """Draw a rating's mark around a point."""
        self.shapes.append(
            f'<g transform="translate({_n(x)} {_n(y)}) scale({_n(scale)})">'
            f"{shape(voice, level, LEVEL_COLOURS[level])}</g>"
        )

    def label(self, x: float, y: float, words: str, anchor: str = "start", css: str = "") -> None:
        """Set words with their baseline near y; the anchor is start, middle or end."""
        match anchor:
            case "end":
                place = f"right:{_n(self.width - x)}px"
            case "middle":
                place = f"left:{_n(x - 100)}px;width:200px;text-align:center"
            case _:
                place = f"left:{_n(x)}px"
        self.labels.append(
            f'<span class="lb {css}" style="{place};top:{_n(y - 12)}px">{conditional_escape(words)}</span>'
        )

    def html(self, title: str, css: str = "") -> SafeString:
        """The chart as HTML; the title is what a screen reader says in place of the shapes."""
        return mark_safe(  # noqa: S308
            f'<div class="fig {css}" style="width:{_n(self.width)}px;height:{_n(self.height)}px">'
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(self.width)}" height="{_n(self.height)}" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}"><title>{conditional_escape(title)}</title>'
            f"{''.join(self.shapes)}</svg>{''.join(self.labels)}</div>"
        )


def score(verdicts: tuple[Verdict, ...], level_words: dict[int, str], below: str, title: str) -> SafeString:
    """The cover's drawing: an upright for each commitment, a mark for each voice, the gap shaded.

    Commitments on which the voices agree stand left, the widest gaps right. `below` names the plan.
    """
    drawing = Drawing(PAGE_WIDTH, 412)
    rows = {4: 30.0, 3: 110.0, 2: 190.0, 1: 270.0, 0: 350.0}
    for level, y in rows.items():
        drawing.line(
            0,
            y,
            PAGE_WIDTH,
            y,
            LINE,
            ' stroke-width=".8"' + (' stroke-dasharray="2 4"' if level == 0 else ""),
        )
        drawing.label(76, y - 6, level_words[level], css="sm")
    left, right = 200.0, 718.0
    step = min(43.0, (right - left) / max(len(verdicts), 1))
    scale = min(0.7, step / 17.6)
    ordered = sorted(verdicts, key=lambda row: (row.distance, -max(row.levels.values(), default=-1)))
    for place, row in enumerate(ordered):
        _upright(drawing, row, left + step * (place + 0.5), rows, scale)
    end = left + step * len(ordered)
    drawing.line(left, 380, max(end, left + 60), 380, INK)
    drawing.label(left, 399, below, css="cn")
    return drawing.html(title, "score")


def _upright(drawing: Drawing, row: Verdict, x: float, rows: dict[int, float], scale: float) -> None:
    placed: dict[Voice, float] = {}
    for level in set(row.levels.values()):
        together = [voice for voice in VOICES if row.levels.get(voice) == level]
        for place, voice in enumerate(together):
            placed[voice] = rows[level] + (place - (len(together) - 1) / 2) * 18.6 * scale
    if row.distance:
        top, bottom = min(placed.values()), max(placed.values())
        drawing.rect(x - 5, top, 10, bottom - top, f'fill="{GAP}"')
    for voice, y in placed.items():
        drawing.mark(voice, row.levels[voice], x, y, scale)
    if not placed:
        drawing.line(x - 3, 372, x + 3, 372, LEVEL_COLOURS[None], ' stroke-width="1.4"')


def bars(
    given: tuple[Tally, ...],
    names: dict[Voice, str],
    kept: dict[Voice, str],
    title: str,
) -> SafeString:
    """A bar for each voice, divided by level; `kept` says over the bar how many are kept or nearly."""
    drawing = Drawing(TEXT_WIDTH, len(given) * 68.0)
    whole = max((tally.rated for tally in given), default=0)
    for place, tally in enumerate(given):
        y = place * 68.0
        drawing.shapes.append(
            f'<g transform="translate(8 {_n(y + 13)}) scale(.8)">{shape(tally.voice, 1, INK)}</g>'
        )
        drawing.label(24, y + 18, names[tally.voice], css="b")
        if not tally.rated:
            drawing.line(0, y + 45, TEXT_WIDTH, y + 45, LINE, ' stroke-dasharray="2 4"')
        x = 0.0
        for level in LEVELS:
            count = tally.counts.get(level, 0)
            width = TEXT_WIDTH * count / whole if whole else 0
            if count:
                _segment(drawing, level, x, y + 28, width)
                drawing.label(x + 8, y + 50, str(count), css=f"b n{level}")
            x += width
            if level == 3 and tally.rated:
                _kept_line(drawing, x, y, kept[tally.voice])
    return drawing.html(title)


def _kept_line(drawing: Drawing, x: float, y: float, words: str) -> None:
    drawing.line(x, y + 7, x, y + 62, INK, ' stroke-width="1.6"')
    if x > TEXT_WIDTH * 0.7:
        drawing.label(x - 7, y + 18, words, anchor="end", css="k")
    else:
        drawing.label(x + 7, y + 18, words, css="k")


def _segment(drawing: Drawing, level: int, x: float, y: float, width: float) -> None:
    colour = LEVEL_COLOURS[level]
    dashes = ' stroke-dasharray="3 2"' if level == 0 else ""
    drawing.rect(
        x + 1.3, y + 0.75, width - 2.6, 32.5, f'fill="none" stroke="{colour}" stroke-width="1.2"{dashes}'
    )
    filled = {4: 1.0, 3: 0.72, 2: 0.28}.get(level, 0)
    if filled:
        drawing.rect(x + 1.3, y + 34 * (1 - filled), width - 2.6, 34 * filled, f'fill="{colour}"')
