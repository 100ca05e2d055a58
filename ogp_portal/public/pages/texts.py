"""Texts with what the translation ledger says of them, as a reader sees them."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ogp_portal.languages.fields import Shown
from ogp_portal.translation.enums import TextStatus
from ogp_portal.web.parts import block_text


class Text(NamedTuple):
    """A text as shown, and what the ledger says of it in that language ("" for approved)."""

    shown: Shown
    state: str = ""

    @property
    def foreign_lang(self) -> str:
        """The language to mark the text with, or "" when it is the page's."""
        return self.shown.lang if self.shown.is_fallback else ""

    @property
    def notes(self) -> list[str]:
        """What a reader should know of it, in whole sentences without their stops."""
        notes = [self.shown.notice()] if self.shown.is_fallback else []
        return [*notes, *([note] if (note := state_note(self.state)) else [])]


def state_note(state: str) -> str:
    """The sentence on a translation that is not approved, or ""."""
    match state:
        case TextStatus.STALE:
            return gettext("The original has changed since this was translated")
        case TextStatus.MACHINE:
            return gettext("Machine translation, not checked by a person yet")
        case TextStatus.DRAFT:
            return gettext("Draft translation, not approved yet")
        case _:
            return ""


def grouped(texts: Iterable[tuple[str, Text]]) -> SafeString:
    """Write texts under their headings; neighbours with the same note stand behind one bar."""
    written = []
    for note, alike in groupby(texts, key=lambda pair: ". ".join(pair[1].notes)):
        blocks = "\n".join(
            f'<div class="block"><h3>{escape(heading)}</h3>\n<div class="prose">{_marked(text)}</div></div>'
            for heading, text in alike
        )
        bar = f'<div class="fallback"><p class="why">{escape(note)}</p>{blocks}</div>' if note else blocks
        written.append(bar)
    return mark_safe("\n".join(written))  # noqa: S308


def _marked(text: Text) -> str:
    written = block_text(text.shown.text)
    return f'<div lang="{text.foreign_lang}">{written}</div>' if text.foreign_lang else written


def paragraphs(text: Text) -> SafeString:
    """The text in paragraphs; behind a bar with a line that says so when it is not what it should be."""
    if not text.state:
        return block_text(text.shown)
    return mark_safe(  # noqa: S308
        f'<div class="fallback"><p class="why">{escape(". ".join(text.notes))}</p>'
        f'<div lang="{text.shown.lang}">{block_text(text.shown.text)}</div></div>'
    )
