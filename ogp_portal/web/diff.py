"""What changed between two texts, word by word, for eyes and for screen readers."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from typing import Final, Literal, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from ogp_portal.languages.registry import REGISTRY

Kind = Literal["same", "removed", "added"]

# A word with what joins its parts, or one sign; the spaces behind belong to it.
WORDS: Final = re.compile(r"\s*(?:\w+(?:[-'’ʼ]\w+)*|[^\w\s])\s*")
MOST_WORDS: Final = 4000
"""Longer texts are compared line by line: comparing words grows with the square of their number."""
LEAST_IN_COMMON: Final = 0.2
"""Texts that share fewer words than this are two texts, not one that was changed."""


class Piece(NamedTuple):
    """A run of words that both texts have, or only the earlier, or only the later one."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order, what was removed before what came in its place."""
    if not before or not after:
        return _whole(before, after)
    old, new = _split(before), _split(after)
    keys = [word.strip() for word in old], [word.strip() for word in new]
    # The automatic junk of difflib drops frequent words from long texts, which reads as a change.
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    if _shared(matcher, keys[0]) < LEAST_IN_COMMON * max(map(_count, keys)):
        return _whole(before, after)
    return _joined(_pieces(matcher, old, new))


def word_diff(before: str, after: str) -> SafeString:
    """Write both texts as one, marked with `<del>` and `<ins>` and with words that only are heard."""
    return mark_safe("".join(map(_written, compare(before, after))))  # noqa: S308


def value_diff(before: str, after: str) -> SafeString:
    """Write a value and what it became, each whole: names and figures are not compared by words."""
    return mark_safe("".join(map(_written, _whole(before, after))))  # noqa: S308


def _split(text: str) -> list[str]:
    words = WORDS.findall(text)
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)


def _whole(before: str, after: str) -> list[Piece]:
    if before.strip() == after.strip():
        return [Piece("same", after)] if after else []
    return _changed(before, after)


def _changed(before: str, after: str) -> list[Piece]:
    # Without a space between them the two would read as one word.
    removed = f"{before} " if before and after and not before[-1].isspace() else before
    return [piece for piece in (Piece("removed", removed), Piece("added", after)) if piece.text]


def _count(words: Sequence[str]) -> int:
    """How many of them are words and not signs."""
    return sum(bool(re.search(r"\w", word)) for word in words)


def _shared(matcher: "SequenceMatcher[str]", words: Sequence[str]) -> int:
    blocks = matcher.get_matching_blocks()
    return sum(_count(words[block.a : block.a + block.size]) for block in blocks)


def _pieces(
    matcher: "SequenceMatcher[str]", old: Sequence[str], new: Sequence[str]
) -> Iterable[tuple[str, str, bool]]:
    """Runs as (earlier text, later text, whether they are the same)."""
    for tag, i, j, k, m in matcher.get_opcodes():
        yield "".join(old[i:j]), "".join(new[k:m]), tag == "equal"


def _joined(runs: Iterable[tuple[str, str, bool]]) -> list[Piece]:
    """Runs as pieces; a lone sign between two changes belongs to them, or a text falls to crumbs."""
    listed = list(runs)
    last = len(listed) - 1
    kept = [
        (old, new, is_same and (at in {0, last} or bool(re.search(r"\w", new))))
        for at, (old, new, is_same) in enumerate(listed)
    ]
    pieces: list[Piece] = []
    for is_same, group in groupby(kept, key=lambda run: run[2]):
        members = list(group)
        old, new = "".join(run[0] for run in members), "".join(run[1] for run in members)
        pieces += [Piece("same", new)] if is_same else _changed(old, new)
    return pieces


def _written(piece: Piece) -> str:
    if piece.kind == "same":
        return _lines(piece.text)
    text = piece.text.rstrip()
    if piece.kind == "removed":
        tag, heard = "del", pgettext("comparison of two texts", "[removed: %(text)s]")
    else:
        tag, heard = "ins", pgettext("comparison of two texts", "[added: %(text)s]")
    opening, _, closing = heard.partition("%(text)s")
    body = f"{_heard(opening)}{_lines(text)}{_heard(closing)}"
    return f"<{tag}>{body}</{tag}>{_lines(piece.text[len(text) :])}"


def _heard(words: str) -> str:
    """Words of the page around words of the text, which may be in another language."""
    language = REGISTRY[get_language() or "en"].html
    return f'<span class="vh" lang="{language}">{escape(words)}</span>' if words else ""


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
