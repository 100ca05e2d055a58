"""How many commitments each voice finds kept: three points above one another, the space between shaded."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ogp_portal.web.charts.pen import Pen
from ogp_portal.web.marks import voice_name

LEFT, RIGHT, PITCH = 0.04, 0.80, 16


def spread(
    kept: Sequence[tuple[str, int | None]], total: int, *, title: str = "", width_px: int | None = None
) -> SafeString:
    """Draw voice and number pairs out of total; None is a voice that has not rated."""
    pen = Pen(width_px)
    figures = [number for _, number in kept if number is not None]
    rated_at = [index for index, (_, number) in enumerate(kept) if number is not None]
    parts = []
    if len(figures) > 1:
        low, high = _at(min(figures), total), _at(max(figures), total)
        top = 2 + rated_at[0] * PITCH
        parts.append(pen.rect("gap", low, high - low, top, (rated_at[-1] - rated_at[0] + 1) * PITCH - 2))
    for index, (voice, number) in enumerate(kept):
        y = 9 + index * PITCH
        if number is None:
            unrated = gettext("%(voice)s: no rating yet") % {"voice": voice_name(voice)}
            parts.append(pen.text("svn", LEFT, y + 4, escape(unrated)))
            continue
        at = _at(number, total)
        parts.append(pen.line("stv", LEFT, RIGHT, y, y))
        parts.append(pen.ink_mark(voice, 4, at, y, 15))
        parts.append(pen.text("sv", at, y + 5, str(number), shift=10))
    parts.append(pen.text("st", 1, 30, escape(gettext("of %(total)s") % {"total": total}), anchor="end"))
    return pen.chart("spread", 50, parts, title=title or spread_in_words(kept, total), desc="")


def spread_in_words(kept: Sequence[tuple[str, int | None]], total: int) -> str:
    """Return the numbers as words: how many of total each voice finds kept."""
    told = [
        f"{voice_name(voice)} {number}"
        if number is not None
        else gettext("%(voice)s: no rating yet") % {"voice": voice_name(voice)}
        for voice, number in kept
    ]
    sentence = gettext("Kept or nearly kept, of %(total)s: %(figures)s")
    return sentence % {"total": total, "figures": ", ".join(told)}


def _at(number: int, total: int) -> float:
    return LEFT + (RIGHT - LEFT) * number / max(total, 1)
