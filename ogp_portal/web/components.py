"""Components of pages: heads, short facts, lines on how things stand, choices; each is a tag of templates.

An included template that is written a dozen times on a page takes longer than the page's data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ogp_portal.web.marks import level_word, mark, voice_name
from ogp_portal.web.parts import Crumb, Fact, Status, Verdict, inline_text

LATE = ' class="wait"'


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form: its value in the address, its words, how many commitments it finds."""

    value: str
    label: str
    count: int
    is_chosen: bool


def crumbs(path: Iterable[Crumb]) -> SafeString:
    """Write the path to a page."""
    steps = "".join(
        f'<li><a href="{escape(step.url)}">{inline_text(step.label)}</a></li>'
        if step.url
        else f'<li><span aria-current="page">{inline_text(step.label)}</span></li>'
        for step in path
    )
    label = escape(gettext("Where this page is"))
    return mark_safe(f'<nav class="crumbs" aria-label="{label}"><ol>{steps}</ol></nav>')  # noqa: S308


def status_lines(statuses: Iterable[Status]) -> SafeString:
    """Write lines on how things stand, each a paragraph."""
    return mark_safe("\n".join(map(_status_line, statuses)))  # noqa: S308


def _status_line(status: Status) -> str:
    word = f"<b>{escape(status.word)}</b> " if status.word else ""
    link = f' <a href="{escape(status.url)}">{escape(status.link)}</a>' if status.url else ""
    return f'<p class="status">{word}{conditional_escape(status.text)}{link}</p>'


def fact_list(facts: Iterable[Fact]) -> SafeString:
    """Write short facts side by side."""
    items = "".join(
        f"<div><dt>{escape(fact.label)}</dt>"
        f"<dd{LATE if fact.late else ''}>{conditional_escape(fact.value)}</dd></div>"
        for fact in facts
    )
    return mark_safe(f'<dl class="facts">{items}</dl>')  # noqa: S308


def verdict_list(verdicts: Iterable[Verdict]) -> SafeString:
    """Write the three voices, large."""
    items = "".join(
        f"<div><dt>{mark(verdict.voice, verdict.level)}{escape(voice_name(verdict.voice))}</dt>"
        f"<dd><b>{escape(level_word(verdict.level))}</b>"
        f"{f'<small>{escape(verdict.note)}</small>' if verdict.note else ''}</dd></div>"
        for verdict in verdicts
    )
    return mark_safe(f'<dl class="verdict">{items}</dl>')  # noqa: S308


def closed_table(table: SafeString | None, summary: str = "") -> SafeString:
    """Write a chart's figures as a table, closed at first; summary has the words to open it."""
    if not table:
        return mark_safe("")
    words = escape(summary or gettext("The figures as a table"))
    return mark_safe(f"<details><summary>{words}</summary>{table}</details>")  # noqa: S308


def option_list(options: Iterable[Option]) -> SafeString:
    """Write choices with how many each finds; one that finds nothing, such as an order, has no number."""
    items = (
        f'<option value="{escape(option.value)}"{" selected" if option.is_chosen else ""}>'
        f"{escape(option.label)}{f' ({option.count})' if option.count else ''}</option>"
        for option in options
    )
    return mark_safe("".join(items))  # noqa: S308
