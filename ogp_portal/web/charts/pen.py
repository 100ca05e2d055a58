"""The pen all charts draw with: per cent and classes on screen, pixels and attributes on paper."""

import re
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from ogp_portal.web import marks
from ogp_portal.web.marks import INK, LEVEL_COLOURS, PAPER, Level

SOFT, HAIR, LINE, CONTROL = "#4b5763", "#dde2e7", "#aeb7c0", "#75808b"
BLUE, GAP, LATE, TINT = "#1848b0", "#dfe7f5", "#a8123e", "#f3f5f7"
FAMILY = "Noto Sans, Noto Sans Georgian, Noto Sans Armenian"

NARROWEST_PX = 288
"""The width of a chart on a screen of 320 px."""
WIDE_PX = 560
"""The least width of a chart on a screen that is not narrow (from 40 rem)."""


def _text(fill: str = SOFT, size: float = 13, *, bold: bool = False) -> str:
    return f'fill="{fill}" font-size="{size:g}"' + (' font-weight="700"' if bold else "")


_STROKE = 'fill="none" stroke="{}" stroke-width="{}"'
WEAR: dict[str, str] = {
    # What a class of charts.css means on paper, where no style sheet reaches into a drawing.
    "tick": _STROKE.format(HAIR, 1),
    "stv": _STROKE.format(LINE, 1),
    "stv s0": _STROKE.format(LINE, 1) + ' stroke-dasharray="2 4"',
    "gap": f'fill="{GAP}"',
    "evt": _STROKE.format(INK, 1) + ' stroke-dasharray="1 3"',
    "evl": _text(INK, 12),
    "yr": _text(),
    "lvl": _text(),
    "vce": _text(INK, bold=True),
    "gapl": _text(INK, 14, bold=True),
    "dim": _STROKE.format(INK, 1.5),
    "nas": _STROKE.format(CONTROL, 2) + ' stroke-dasharray="10 6"',
    "kept": _STROKE.format(INK, 2),
    "bn": _text(INK, 15, bold=True),
    "bt": _text(INK, 15),
    "b": _text(INK, 18, bold=True),
    "sw": _text(),
    "sn l4": _text(PAPER, 14, bold=True),
    "sn l3": _text("#0c1319", 14, bold=True),
    "sn": _text(INK, 14, bold=True),
    "step g": _STROKE.format(INK, 1.25),
    "step c": _STROKE.format(INK, 1.25) + ' stroke-dasharray="1 3"',
    "step i": _STROKE.format(INK, 1.25) + ' stroke-dasharray="5 3"',
    "today": _STROKE.format(INK, 1),
    "tt": _text(INK),
    "nr": _text(INK, bold=True),
    "lt": _text(LATE, bold=True),
    "rt": _text(),
    "ms": f'fill="{INK}"',
    "ms was": f'fill="{PAPER}" stroke="{INK}" stroke-width="1.5"',
    "ms late": f'fill="{PAPER}" stroke="{LATE}" stroke-width="2"',
    "ms next": f'fill="{PAPER}" stroke="{CONTROL}" stroke-width="1.5"',
    "tail": f'fill="{LINE}"',
    "tail open": f'fill="{LATE}"',
    "pl": f'fill="{TINT}" stroke="{CONTROL}"',
    "pl now": f'fill="{BLUE}" stroke="{BLUE}"',
    "pl new": f'fill="{PAPER}" stroke="{BLUE}" stroke-width="1.5"',
    "pl shadow": f'fill="{PAPER}" stroke="{INK}" stroke-dasharray="3 2"',
    "pl cso": f'fill="{PAPER}" stroke="{BLUE}" stroke-width="1.5" stroke-dasharray="3 2"',
    "pn": _text(),
    "pn now": _text(PAPER, bold=True),
    "pn new": _text(BLUE),
    "mem": f'fill="{INK}"',
    "mem paused": f'fill="{PAPER}" stroke="{INK}"',
    "never": _STROKE.format(LINE, 1) + ' stroke-dasharray="2 4"',
    "sv": _text(INK, 14, bold=True),
    "svn": _text(SOFT, 12),
    "st": _text(),
}
for _level, _colour in LEVEL_COLOURS.items():
    _name = marks.level_class(_level)
    WEAR[f"so {_name}"] = _STROKE.format(_colour, 1.5) + (' stroke-dasharray="3 2"' if _level == 0 else "")
    WEAR[f"sf {_name}"] = f'fill="{_colour}"'
    WEAR[f"str g {_name}"] = _STROKE.format(_colour, 6)
    # A dash of no length has no round ends in PDF viewers: paper gets square dots.
    WEAR[f"str c {_name}"] = _STROKE.format(_colour, 6) + ' stroke-dasharray="3 3"'
    WEAR[f"str i {_name}"] = _STROKE.format(_colour, 6) + ' stroke-dasharray="11 4"'
for _level in (2, 1, 0):
    WEAR[f"sn l{_level}"] = WEAR["sn"]


class Pen:
    """Places and dresses the parts of one chart.

    width_px None draws for the screen: x in per cent, classes. A number draws for paper: x in pixels of
    1/96 inch, every colour and size as an attribute.
    """

    def __init__(self, width_px: int | None) -> None:
        self.width_px = width_px

    @property
    def on_paper(self) -> bool:
        """Whether this pen draws for paper."""
        return self.width_px is not None

    def x(self, share: float, shift: float = 0) -> str:
        """Return a place or length along x from a share of the width; the shift in px acts on paper only."""
        if self.width_px is None:
            return _per_cent(share)
        return f"{round(share * self.width_px + shift, 2):g}"

    def wear(self, name: str) -> str:
        """Return the attributes that dress a part, by the name of its class."""
        return f'class="{name}"' if self.width_px is None else WEAR[name]

    def line(self, name: str, x1: float, x2: float, y1: float, y2: float, more: str = "") -> str:
        """Draw a line; x in shares of the width, y in px."""
        return f'<line {self.wear(name)} x1="{self.x(x1)}" x2="{self.x(x2)}" y1="{y1:g}" y2="{y2:g}"{more}/>'

    def rect(self, name: str, x: float, width: float, y: float, height: float) -> str:
        """Draw a rectangle; x and width in shares of the width, y and height in px."""
        return (
            f'<rect {self.wear(name)} x="{self.x(x)}" y="{y:g}" width="{self.x(max(width, 0))}" '
            f'height="{height:g}"/>'
        )

    def text(
        self, name: str, x: float, y: float, words: str, *, shift: float = 0, anchor: str = "", more: str = ""
    ) -> str:
        """Write words, which must already be safe for HTML; the shift is in px, more is a class of width."""
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        if self.width_px is None:
            moved = f' dx="{shift:g}"' if shift else ""
            dressed = f'class="{name} {more}"' if more else f'class="{name}"'
            return f'<text {dressed} x="{self.x(x)}"{moved} y="{y:g}"{anchored}>{words}</text>'
        return f'<text {WEAR[name]} x="{self.x(x, shift)}" y="{y:g}"{anchored}>{words}</text>'

    def clear(self, x: float, y: float, words: str, size: float, *, anchor: str = "") -> str:
        """Clear the ground for words that lines cross: on paper, which has no rim around letters."""
        if self.width_px is None:
            return ""
        # Estimated widths are ample; what is cleared should not reach beyond the words.
        width = text_width(words, size) * 0.85
        left = self.x(x, -width if anchor == "end" else 0)
        return f'<rect fill="{PAPER}" x="{left}" y="{y - size:g}" width="{width:.1f}" height="{size + 3:g}"/>'

    def both(self, name: str, x: float, y: float, wide: str, narrow: str, *, anchor: str = "") -> str:
        """Write words for wide screens and paper, and shorter ones for narrow screens."""
        if self.on_paper or wide == narrow:
            return self.text(name, x, y, wide, anchor=anchor)
        return self.text(name, x, y, wide, anchor=anchor, more="near") + self.text(
            name, x, y, narrow, anchor=anchor, more="far"
        )

    def mark(self, voice: str, level: Level, x: float, y: float, size: float, *, shift: float = 0) -> str:
        """Draw a rating's mark in its level's colour, its middle at x (share) and y (px)."""
        return self._mark(voice, level, marks.level_class(level), LEVEL_COLOURS[level], x, y, size, shift)

    def ink_mark(self, voice: str, level: Level, x: float, y: float, size: float, *, shift: float = 0) -> str:
        """Draw a mark in ink, for a voice and not for its rating."""
        return self._mark(voice, level, "vo", INK, x, y, size, shift)

    def _mark(
        self, voice: str, level: Level, name: str, colour: str, x: float, y: float, size: float, shift: float
    ) -> str:
        if self.on_paper:
            scale = round(size / 20.8, 3)
            return (
                f'<g transform="translate({self.x(x, shift)} {y:g}) scale({scale:g})">'
                f"{marks.shape(voice, level, colour)}</g>"
            )
        return (
            f'<use class="{name}" href="{marks.sprite_url()}#{marks.mark_id(voice, level)}" x="{self.x(x)}" '
            f'y="{y:g}" width="{size:g}" height="{size:g}" '
            f'transform="translate({shift - size / 2:g} {-size / 2:g})"/>'
        )

    def link(self, url: str, drawn: str) -> str:
        """Wrap what was drawn in a link when there is an address; paper gets none."""
        return f'<a href="{escape(url)}">{drawn}</a>' if url and not self.on_paper else drawn

    def chart(
        self, name: str, height: float, parts: list[str], *, title: str, desc: str, linked: bool = False
    ) -> SafeString:
        """Close the chart: its title and description for screen readers, then what was drawn.

        A chart with links is a group, since the children of an image are hidden from screen readers.
        """
        if self.width_px is None:
            role = "group" if linked else "img"
            opened = f'<svg class="chart {name}" role="{role}" width="100%" height="{height:g}">'
        else:
            opened = (
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{self.width_px}" '
                f'height="{height:g}" viewBox="0 0 {self.width_px} {height:g}" '
                f'font-family="{FAMILY}" font-size="13">'
            )
        told = f"<title>{escape(title)}</title>" + (f"<desc>{escape(desc)}</desc>" if desc else "")
        return mark_safe(f"{opened}{told}{''.join(parts)}</svg>")  # noqa: S308


@lru_cache(maxsize=8192)
def _per_cent(share: float) -> str:
    """Remembered: the parts of a chart share their places."""
    return f"{round(share * 100, 2):g}%"


_ARMENIAN_OR_GEORGIAN = re.compile("[\u0530-\u058f\u10a0-\u10ff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def text_width(words: str, size: float = 13) -> float:
    """Estimate the width of words in px: wide enough for every script, since nothing here can measure."""
    if words.isascii():
        letter = 0.56
    elif found := _ARMENIAN_OR_GEORGIAN.search(words):
        letter = 0.68 if found[0] < "\u0590" else 0.64
    else:
        letter = 0.59 if _CYRILLIC.search(words) else 0.56
    return len(words) * letter * size


def cut(words: str, room_px: float, size: float = 13) -> str:
    """Shorten words to the room they have, at the end of a word where one is near."""
    width = text_width(words, size)
    if width <= room_px:
        return words
    kept = words[: max(int(len(words) * room_px / width) - 1, 1)]
    head, space, tail = kept.rpartition(" ")
    return (head if space and len(tail) < len(kept) / 2 else kept).rstrip(" ,.;:–-") + "…"


def share(on: date, start: date, end: date) -> float:
    """Return where a day lies between two days, 0 to 1, held inside."""
    span = (end - start).days or 1
    return min(max((on - start).days / span, 0), 1)


def years(start: date, end: date) -> list[int]:
    """Return the years from the first day's to the last's."""
    return list(range(start.year, end.year + 1))
