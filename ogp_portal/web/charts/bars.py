"""Who says it is kept: for each voice one bar of all commitments, by rating."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ogp_portal.web.charts.pen import NARROWEST_PX, WIDE_PX, Pen, text_width
from ogp_portal.web.charts.tables import Cell, Content, table
from ogp_portal.web.marks import KEPT, LEVELS, Level, level_word, voice_name

PITCH, TOP, THICK = 68, 28, 34
FILLED = {4: 1.0, 3: 0.72, 2: 0.28, 1: 0.0, 0: 0.0}


@dataclass(frozen=True, slots=True)
class VoiceCounts:
    """How many commitments one voice puts at each level; links lead to the commitments behind a number."""

    voice: str
    counts: Mapping[Level, int]
    links: Mapping[Level, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All commitments, the ones not assessed too."""
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        """The commitments this voice has rated."""
        return self.total - self.counts.get(None, 0)

    @property
    def kept(self) -> int:
        """The commitments this voice finds kept or nearly kept."""
        return sum(n for level, n in self.counts.items() if level is not None and level >= KEPT)


def bars(
    voices: Sequence[VoiceCounts], *, title: str, desc: str = "", width_px: int | None = None
) -> SafeString:
    """Draw the bars; desc defaults to the figures in words.

    On screen the key of the scale stands beside the drawing, on paper in it.
    """
    pen = Pen(width_px)
    parts: list[str] = []
    named = next((i for i, voice in enumerate(voices) if voice.rated), None)
    for index, voice in enumerate(voices):
        y = index * PITCH
        parts.append(pen.ink_mark(voice.voice, 1, 0, y + 15, 16, shift=8))
        parts.append(pen.text("bn", 0, y + 20, escape(voice_name(voice.voice)), shift=24))
        if voice.rated:
            parts.extend(_segments(pen, voice, y))
            parts.append(_kept(pen, voice, y, in_words=index == named))
        else:
            parts.append(pen.line("nas", 0, 1, y + TOP + 8, y + TOP + 8))
            parts.append(pen.text("sw", 0, y + TOP + 30, escape(gettext("No rating yet"))))
    height = PITCH * len(voices) - 2
    if width_px is not None:
        key, height = _paper_key(pen, width_px, height + 20)
        parts.extend(key)
        height += 6
    linked = any(voice.links for voice in voices)
    return pen.chart("bars", height, parts, title=title, desc=desc or in_words(voices), linked=linked)


def in_words(voices: Sequence[VoiceCounts]) -> str:
    """Return the figures as a sentence for each voice."""
    told = []
    for voice in voices:
        figures = ", ".join(
            f"{level_word(level)} {voice.counts[level]}" for level in _levels(voice) if voice.counts[level]
        )
        told.append(f"{voice_name(voice.voice)}: {figures or gettext('No rating yet')}.")
    return " ".join(told)


def bars_table(voices: Sequence[VoiceCounts], *, caption: str) -> SafeString:
    """Write the same figures as a table."""
    unrated = any(voice.counts.get(None) for voice in voices)
    columns: tuple[Level, ...] = (*LEVELS, None) if unrated else LEVELS
    head = [gettext("Voice"), *(level_word(level) for level in columns), gettext("In all")]
    rows: list[list[Content]] = [
        [
            voice_name(voice.voice),
            *(Cell(str(voice.counts.get(level, 0)), voice.links.get(level, "")) for level in columns),
            voice.total,
        ]
        for voice in voices
    ]
    return table(caption, head, rows)


def _levels(voice: VoiceCounts) -> list[Level]:
    return [level for level in (*LEVELS, None) if voice.counts.get(level)]


def _segments(pen: Pen, voice: VoiceCounts, y: int) -> list[str]:
    parts, x = [], 0.0
    for level in _levels(voice):
        count = voice.counts[level]
        width = count / voice.total
        parts.append(pen.link(voice.links.get(level, ""), _segment(pen, level, count, x, width, y)))
        x += width
    return parts


def _segment(pen: Pen, level: Level, count: int, x: float, width: float, y: int) -> str:
    figure = str(count)
    room = 9 * len(figure) + 9
    shown = width * (pen.width_px or WIDE_PX) >= room
    only_wide = "near" if width * NARROWEST_PX < room else ""
    if level is None:
        drawn = pen.line("nas", x + 0.004, x + width, y + TOP + THICK - 1, y + TOP + THICK - 1)
        number = pen.text("sn", x, y + 50, figure, shift=7, more=only_wide)
        return drawn + (number if shown else "")
    drawn = pen.rect(f"so l{level}", x + 0.002, width - 0.004, y + TOP + 0.75, THICK - 1.5)
    if FILLED[level]:
        high = THICK * FILLED[level]
        drawn += pen.rect(f"sf l{level}", x + 0.002, width - 0.004, y + TOP + THICK - high, high)
    if shown:
        drawn += pen.text(f"sn l{level}", x, y + 50, figure, shift=7, more=only_wide)
    return drawn


def _kept(pen: Pen, voice: VoiceCounts, y: int, *, in_words: bool) -> str:
    """Mark with an upright where kept ends, and say how many: in words on the first bar, then the number."""
    at, width = voice.kept / voice.total, pen.width_px or WIDE_PX
    name_px = 36 + text_width(voice_name(voice.voice), 16)  # bold is wider
    sentence = gettext("%(kept)s of %(total)s kept or nearly kept")
    spelled = sentence % {"kept": voice.kept, "total": voice.total} if in_words else str(voice.kept)
    words = _figures(pen, sentence, voice) if in_words else _strong(pen, str(voice.kept))
    needed = text_width(spelled, 15) + 12
    drawn = pen.line("kept", at, at, y + 24, y + 62)
    if at * width >= name_px and needed <= (1 - at) * width:
        drawn += _upper(pen, at, y) + pen.text("bt", at, y + 21, words, shift=7, more="near")
    elif at * width - needed >= name_px:
        drawn += _upper(pen, at, y)
        drawn += pen.text("bt", at, y + 21, words, shift=-7, anchor="end", more="near")
    elif name_px + needed <= width:
        drawn += pen.text("bt", 0, y + 21, words, shift=name_px, more="near")
    else:
        drawn += pen.text("bt", 1, y + 21, _strong(pen, str(voice.kept)), anchor="end", more="near")
    if pen.on_paper:
        return drawn
    sentence = gettext("%(kept)s of %(total)s")
    spelled = sentence % {"kept": voice.kept, "total": voice.total}
    room = NARROWEST_PX - 34 - text_width(voice_name(voice.voice), 13)
    short = (
        _figures(pen, sentence, voice) if text_width(spelled, 15) < room else _strong(pen, str(voice.kept))
    )
    return drawn + pen.text("bt", 1, y + 21, short, anchor="end", more="far")


def _upper(pen: Pen, at: float, y: int) -> str:
    """Lengthen the upright to its words; narrow screens have them at the right end instead."""
    if pen.on_paper:
        return pen.line("kept", at, at, y + 7, y + 24)
    return f'<line class="kept near" x1="{pen.x(at)}" x2="{pen.x(at)}" y1="{y + 7}" y2="{y + 24}"/>'


def _strong(pen: Pen, figure: str) -> str:
    return f"<tspan {pen.wear('b')}>{figure}</tspan>"


def _figures(pen: Pen, sentence: str, voice: VoiceCounts) -> str:
    return escape(sentence) % {"kept": _strong(pen, str(voice.kept)), "total": voice.total}


def _paper_key(pen: Pen, width_px: int, y: int) -> tuple[list[str], int]:
    """Draw the key of the scale under the bars, in as many lines as it needs; return where it ends, too."""
    parts, x = [], 0.0
    for level in LEVELS:
        word = level_word(level)
        needed = 22 + text_width(word)
        if x and x + needed > width_px:
            x, y = 0.0, y + 20
        parts.append(pen.mark("government", level, x / width_px, y - 4, 16, shift=8))
        parts.append(pen.text("sw", x / width_px, y, escape(word), shift=20))
        x += needed + 14
    return parts, y
