"""Parts of pages that repeat many times over, built as strings: rows of commitments, keys, texts."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Literal, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from ogp_portal.languages.fields import Shown
from ogp_portal.web.marks import (
    LEVELS,
    VOICES,
    Level,
    level_word,
    mark,
    said_in,
    voice_mark,
    voice_name,
)

MilestoneState = Literal["done", "was", "late", "next"]
RowsKind = Literal["plan", "apart"]


class Crumb(NamedTuple):
    """A step of the path to a page; the last one, the page itself, has no address."""

    label: str | Shown
    url: str = ""


class Status(NamedTuple):
    """A line on how things stand, with a word before it and where to read on."""

    text: str
    word: str = ""
    url: str = ""
    link: str = ""


class Fact(NamedTuple):
    """A short fact of a page's head or side: its label, its value, whether it is late."""

    label: str
    value: str | SafeString
    late: bool = False


class Verdict(NamedTuple):
    """One voice's latest rating, large; note says when and where."""

    voice: str
    level: Level
    note: str = ""


class CommitmentRow(NamedTuple):
    """A commitment in a list.

    ratings: the latest of each voice, in the order of VOICES. milestones: how each stands, in their order.
    last: the word of the last column (how late, how far apart), last_late sets it in red.
    title_lang: the title's language where it is not the page's.
    """

    url: str
    title: str
    ratings: Sequence[Level]
    number: str = ""
    under: str = ""
    milestones: Sequence[MilestoneState] = ()
    last: str = ""
    last_late: bool = False
    title_lang: str = ""


def commitment_rows(rows: Sequence[CommitmentRow], kind: RowsKind = "plan") -> SafeString:
    """Write a list of commitments under its column heads.

    plan: number, title, three voices, milestones, delay. apart: title, three voices, distance.
    """
    language = get_language() or "en"
    voices = "".join(f"<span>{escape(voice_name(voice))}</span>" for voice in VOICES)
    commitment = escape(gettext("Commitment"))
    if kind == "plan":
        milestones, last = escape(gettext("Milestones")), escape(gettext("Delay"))
        head = f"<span>№</span><span>{commitment}</span>{voices}<span>{milestones}</span><span>{last}</span>"
        name, label = "plan-rows", f'<span class="vh">{last}: </span>'
        done = gettext("%(done)s of %(total)s")
        items = [
            f'<b class="no">{escape(row.number)}</b>{_title(row)}{_ratings(language, tuple(row.ratings))}'
            f'<div class="p">{_counted(tuple(row.milestones), milestones, done)}</div>{_last(row, label)}'
            for row in rows
        ]
    else:
        last = escape(gettext("Distance"))
        head = f"<span>{commitment}</span>{voices}<span>{last}</span>"
        name, label = "apart", f'<span class="lb">{last}: </span>'
        items = [f"{_title(row)}{_ratings(language, tuple(row.ratings))}{_last(row, label)}" for row in rows]
    listed = "".join(f"<li>{item}</li>" for item in items)
    return mark_safe(  # noqa: S308
        f'<div class="list"><div class="rowhead {name}" aria-hidden="true">{head}</div>'
        f'<ol class="rows {name}">{listed}</ol></div>'
    )


@lru_cache(maxsize=2048)
def _counted(states: tuple[MilestoneState, ...], milestones: str, done: str) -> str:
    """Milestones drawn and counted; `done` says how many of them, in the page's language.

    Remembered, as marks side by side are: few patterns fill all lists.
    """
    if not states:
        return ""
    kept = sum(state in ("done", "was") for state in states)
    figures = escape(done % {"done": kept, "total": len(states)})
    return f'{_ticks(states)}<span class="vh">{milestones}: </span><span class="num">{figures}</span>'


def _title(row: CommitmentRow) -> str:
    lang = f' lang="{escape(row.title_lang)}"' if row.title_lang else ""
    under = f'<span class="soft">{escape(row.under)}</span>' if row.under else ""
    return f'<div class="t"><a href="{escape(row.url)}"{lang}>{escape(row.title)}</a>{under}</div>'


@lru_cache(maxsize=2048)
def _ratings(language: str, levels: tuple[Level, ...]) -> str:
    marked = "".join(said_in(language, *pair) for pair in zip(VOICES, levels, strict=True))
    return f'<div class="v">{marked}</div>'


def _last(row: CommitmentRow, label: str) -> str:
    if not row.last:
        return '<div class="x"></div>'
    name = "wait num" if row.last_late else "soft"
    word = f'<span class="{name}">{escape(row.last)}</span>'
    return f'<div class="x">{label}{word}</div>'


def _ticks(states: tuple[MilestoneState, ...]) -> str:
    """Draw an upright for each milestone, closer together when there are many."""
    pitch = min(9.0, 54 / len(states))
    wide = min(5.0, pitch - 2)
    rects = "".join(
        f"<rect{'' if state in ('done', 'was') else f' class={chr(34)}{state}{chr(34)}'} "
        f'x="{1 + index * pitch:g}" y="2" width="{wide:g}" height="12"/>'
        for index, state in enumerate(states)
    )
    return (
        f'<svg class="tk" width="{round(len(states) * pitch)}" height="16" aria-hidden="true">{rects}</svg>'
    )


def level_key() -> SafeString:
    """Write the key of the scale."""
    items = "".join(
        f"<li>{mark('government', level)}<span>{escape(level_word(level))}</span></li>" for level in LEVELS
    )
    label = escape(gettext("The scale"))
    return mark_safe(f'<ul class="key" aria-label="{label}">{items}</ul>')  # noqa: S308


def voice_key() -> SafeString:
    """Write the key of the three voices."""
    items = "".join(
        f"<li>{voice_mark(voice)}<span>{escape(voice_name(voice))}</span></li>" for voice in VOICES
    )
    label = escape(pgettext("key of marks", "The three voices"))
    return mark_safe(f'<ul class="vkey" aria-label="{label}">{items}</ul>')  # noqa: S308


def inline_text(text: str | Shown) -> SafeString:
    """Write a text inside a line, its language set when it is not the page's."""
    if isinstance(text, Shown) and text.is_fallback:
        return mark_safe(f'<span lang="{text.lang}">{escape(text.text)}</span>')  # noqa: S308
    return mark_safe(escape(str(text)))  # noqa: S308


def block_text(text: str | Shown) -> SafeString:
    """Write a text as paragraphs, parted by blank lines; in another language behind a bar that says so."""
    paragraphs = _paragraphs(str(text))
    if isinstance(text, Shown) and text.is_fallback and paragraphs:
        return mark_safe(  # noqa: S308
            f'<div class="fallback"><p class="why">{escape(text.notice())}</p>'
            f'<div lang="{text.lang}">{paragraphs}</div></div>'
        )
    return mark_safe(paragraphs)  # noqa: S308


def _paragraphs(text: str) -> str:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
