"""The marks of ratings: outline says who, filling says how far. Written once, as a sprite of symbols.

`python -m ogp_portal.web.marks` writes `static/portal/marks.svg` afresh.
"""

from functools import cache
from html import escape
from math import cos, pi, sin
from pathlib import Path

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

Level = int | None
"""A step of the common scale, 4 complete to 0 no evidence available; None is not assessed."""

VOICES = ("government", "cso", "irm")
LEVELS = (4, 3, 2, 1, 0)
KEPT = 3
"""From this level on a commitment counts as kept or nearly kept."""

_SQUARE = "M-6.6-6.6H6.6V6.6H-6.6Z"
_CIRCLE = "M-7.4 0A7.4 7.4 0 0 0 7.4 0A7.4 7.4 0 0 0-7.4 0Z"
_DIAMOND = "M0-9.2 9.2 0 0 9.2-9.2 0Z"
_LETTERS = {"government": "g", "cso": "c", "irm": "i"}
_OUTLINES = {"government": _SQUARE, "cso": _CIRCLE, "irm": _DIAMOND}
_CROSSES = {"government": "M-6.6 6.6 6.6-6.6", "cso": "M-5.2 5.2 5.2-5.2", "irm": "M-4.6 4.6 4.6-4.6"}
_FILLINGS = {
    "government": {2: "M-6.6 2.3H6.6V6.6H-6.6Z", 3: "M-6.6-2.3H6.6V6.6H-6.6Z", 4: _SQUARE},
    "cso": {2: "M-7 2.4A7.4 7.4 0 0 0 7 2.4Z", 3: "M-7-2.4A7.4 7.4 0 1 0 7-2.4Z", 4: _CIRCLE},
    "irm": {2: "M-7 2.2H7L0 9.2Z", 3: "M-6.6-2.6H6.6L9.2 0 0 9.2-9.2 0Z", 4: _DIAMOND},
}
_DASH = "M-5 0H5"

INK = "#17212b"
PAPER = "#ffffff"
LEVEL_COLOURS = {4: "#08394a", 3: "#1f95c1", 2: "#a97c00", 1: "#86300f", 0: "#6b6f75", None: "#6b6f75"}
"""The light colours of tokens.css, for paper, where no style sheet reaches into a drawing."""


def level_word(level: Level) -> str:
    """Return the word of a commitment's rating in the active language."""
    match level:
        case 4:
            return pgettext("commitment completion", "Complete")
        case 3:
            return pgettext("commitment completion", "Substantial")
        case 2:
            return pgettext("commitment completion", "Limited")
        case 1:
            return pgettext("commitment completion", "Not started")
        case 0:
            return pgettext("commitment completion", "No evidence available")
        case _:
            return pgettext("commitment completion", "Not assessed")


def milestone_word(level: Level) -> str:
    """Return the word of a milestone's rating: its gender differs from a commitment's in be and ro."""
    match level:
        case 4:
            return pgettext("milestone completion", "Complete")
        case 3:
            return pgettext("milestone completion", "Substantial")
        case 2:
            return pgettext("milestone completion", "Limited")
        case 1:
            return pgettext("milestone completion", "Not started")
        case 0:
            return pgettext("milestone completion", "No evidence available")
        case _:
            return pgettext("milestone completion", "Not assessed")


def voice_name(voice: str) -> str:
    """Return a voice's name as a heading in the active language."""
    match voice:
        case "government":
            return pgettext("voice", "Government")
        case "cso":
            return pgettext("voice", "Civil society")
        case _:
            return pgettext("voice", "IRM")


def mark_id(voice: str, level: Level) -> str:
    """Return the sprite's id of a mark: `g4`, `c0`, `i2`, or `na` when not assessed."""
    return "na" if level is None else f"{_LETTERS[voice]}{level}"


def level_class(level: Level) -> str:
    """Return the class that colours a level: `l4` to `l0`, `na`."""
    return "na" if level is None else f"l{level}"


@cache
def sprite_url() -> str:
    """Return the address of the sprite; asked once, for it stands in every mark."""
    return static("portal/marks.svg")


@cache
def mark(voice: str, level: Level) -> SafeString:
    """Draw a rating's mark without its word; decoration for a word beside it."""
    return _screen_mark(mark_id(voice, level), level_class(level))


@cache
def voice_mark(voice: str) -> SafeString:
    """Draw a voice's outline, for keys and headings."""
    return _screen_mark(mark_id(voice, 1), "vo")


def said(voice: str, level: Level) -> SafeString:
    """Draw a rating's mark with its word; the voice is named for screen readers."""
    return said_in(get_language() or "en", voice, level)


@cache
def said_in(language: str, voice: str, level: Level) -> SafeString:
    """Draw the same for a page whose language, the active one, is known already."""
    return mark_safe(  # noqa: S308
        f'<span class="said">{mark(voice, level)}<span class="vh">{escape(voice_name(voice))}: </span>'
        f'<span class="w">{escape(level_word(level))}</span></span>'
    )


def _screen_mark(symbol: str, colour: str) -> SafeString:
    return mark_safe(  # noqa: S308
        f'<svg class="mk {colour}" aria-hidden="true"><use href="{sprite_url()}#{symbol}"/></svg>'
    )


def shape(voice: str, level: Level, colour: str, paper: str = PAPER) -> str:
    """Return a mark's paths around the point 0,0, in a box of 20 by 20, for drawings that carry colours."""
    if level is None:
        return f'<path fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" d="{_DASH}"/>'
    outline = f'<path fill="{paper}" stroke="{colour}" stroke-width="2" stroke-linejoin="round" '
    parts = [f'{outline}d="{_OUTLINES[voice]}"/>']
    if level == 0:
        parts.append(
            f'<path fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" '
            f'd="{_CROSSES[voice]}"/>'
        )
    elif level > 1:
        parts.append(f'<path fill="{colour}" d="{_FILLINGS[voice][level]}"/>')
    return "".join(parts)


def paper_mark(voice: str, level: Level, size_px: int = 16) -> SafeString:
    """Draw a rating's mark for paper: no sprite, no style sheet; the word is its title."""
    return mark_safe(  # noqa: S308
        f'<svg class="km" xmlns="http://www.w3.org/2000/svg" width="{size_px}" height="{size_px}" '
        f'viewBox="-10.4 -10.4 20.8 20.8" role="img"><title>{escape(level_word(level))}</title>'
        f"{shape(voice, level, LEVEL_COLOURS[level])}</svg>"
    )


def paper_voice(voice: str, size_px: int = 16) -> SafeString:
    """Draw a voice's outline for paper."""
    return mark_safe(  # noqa: S308
        f'<svg class="km" xmlns="http://www.w3.org/2000/svg" width="{size_px}" height="{size_px}" '
        f'viewBox="-10.4 -10.4 20.8 20.8" role="img"><title>{escape(voice_name(voice))}</title>'
        f"{shape(voice, 1, INK)}</svg>"
    )


def emblem_paths() -> str:
    """Draw the European emblem in a box of 54 by 36.

    Geometry of the interinstitutional style guide, annex A1: height two thirds of the width, twelve upright
    stars on a circle of a third of the height, each in a circle of an eighteenth of the height.
    """
    stars = []
    for hour in range(12):
        centre_x, centre_y = 27 + 12 * sin(hour * pi / 6), 18 - 12 * cos(hour * pi / 6)
        points = []
        for corner in range(10):
            # The inner corners of a five-pointed star lie where its long edges cross.
            radius = 2 if corner % 2 == 0 else 2 * cos(2 * pi / 5) / cos(pi / 5)
            angle = corner * pi / 5
            points.append(f"{centre_x + radius * sin(angle):.2f} {centre_y - radius * cos(angle):.2f}")
        stars.append(f"M{'L'.join(points)}Z")
    return f'<path fill="#039" d="M0 0H54V36H0Z"/><path fill="#fc0" d="{"".join(stars)}"/>'


def paper_emblem(width_px: int = 96) -> SafeString:
    """Draw the European emblem for paper."""
    title = gettext("Emblem of the European Union")
    return mark_safe(  # noqa: S308
        f'<svg class="flag" xmlns="http://www.w3.org/2000/svg" width="{width_px}" '
        f'height="{round(width_px * 2 / 3)}" viewBox="0 0 54 36" role="img">'
        f"<title>{escape(title)}</title>{emblem_paths()}</svg>"
    )


def sprite() -> str:
    """Return the sprite: a symbol for each voice and level, the dash, and the European emblem.

    Colours reach into the symbols as inherited values, `currentColor` and `--paper`: a page's classes do not.
    """
    symbols = [
        (mark_id(voice, level), shape(voice, level, "currentColor", "var(--paper,#fff)"))
        for voice in VOICES
        for level in sorted(LEVELS)
    ]
    symbols.append(("na", shape("irm", None, "currentColor")))
    drawn = "\n".join(
        f'<symbol id="{name}" viewBox="-10.4 -10.4 20.8 20.8">{paths}</symbol>' for name, paths in symbols
    )
    emblem = f'<symbol id="eu" viewBox="0 0 54 36">{emblem_paths()}</symbol>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{drawn}\n{emblem}\n</svg>\n'


def sprite_path() -> Path:
    """Return where the sprite is kept."""
    return Path(__file__).parent / "static" / "portal" / "marks.svg"


if __name__ == "__main__":
    sprite_path().write_text(sprite(), encoding="utf-8")
