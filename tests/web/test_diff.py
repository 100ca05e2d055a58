"""Two texts compared: every word accounted for, in any script, escaped, heard as well as seen."""

import random
import re
import time
from html import unescape

import pytest
from django.utils.translation import override

from ogp_portal.web.diff import Piece, compare, word_diff


def side(pieces: list[Piece], without: str) -> list[str]:
    return "".join(piece.text for piece in pieces if piece.kind != without).split()


def test_a_changed_word_stands_beside_what_came_in_its_place() -> None:
    assert compare("checked only by sampling.", "checked only on complaint.") == [
        Piece("same", "checked only "),
        Piece("removed", "by sampling "),
        Piece("added", "on complaint"),
        Piece("same", "."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("მონაცემები მხოლოდ შერჩევით მოწმდება", "მონაცემები 2025 წლიდან მოწმდება"),
        ("Տվյալները ստուգվում են ընտրանքով։", "Տվյալները ստուգվում են բողոքի դեպքում։"),
        ("Міністерство зобовʼязане оприлюднити", "Міністерство не зобовʼязане оприлюднити все"),
        ("Ölkə üzrə ictimai şuralar", "İctimai şuralar ölkə üzrə"),
    ],
)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(side(pieces, "added")) == "".join(before.split())
    assert "".join(side(pieces, "removed")) == "".join(after.split())


def test_random_texts_can_be_read_back() -> None:
    rng = random.Random(11)
    words = ["open", "data,", "the", "register.", "is\n\n", "(published)", "— 12,5 %", "“all”"]
    for _ in range(300):
        before, after = (" ".join(rng.choices(words, k=rng.randrange(25))) for _ in range(2))
        pieces = compare(before, after)
        assert "".join(side(pieces, "added")) == "".join(before.split())
        assert "".join(side(pieces, "removed")) == "".join(after.split())


def test_a_text_where_there_was_none_is_all_added() -> None:
    assert compare("", "Open registers") == [Piece("added", "Open registers")]
    assert compare("Open registers", "") == [Piece("removed", "Open registers")]
    assert compare("", "") == []


def test_the_same_text_has_no_mark() -> None:
    assert word_diff("Open registers", "Open registers") == "Open registers"


def test_two_texts_with_nothing_in_common_are_not_torn_to_crumbs() -> None:
    kinds = [p.kind for p in compare("One two three, four five six.", "Seven eight, nine ten eleven.")]
    assert kinds == ["removed", "added"]


def test_marks_are_escaped_and_heard_in_the_language_of_the_page() -> None:
    with override("en"):
        written = word_diff("one <b>two</b> three", "one <i>two</i> three & four")
    assert "<b>" not in written
    assert "<i>" not in written
    assert '<ins><span class="vh" lang="en">[added: </span>' in written
    shown = unescape(re.sub(r"<span class=.*?</span>|<del>.*?</del>|</?ins>", "", written))
    assert "".join(shown.split()) == "one<i>two</i>three&four"


def test_spaces_and_lines_stay_outside_the_marks() -> None:
    written = re.sub(r"<span.*?</span>", "", word_diff("first line\nlast words", "second line\nlast words"))
    assert written == "<del>first</del> <ins>second</ins> line<br>last words"


def test_a_long_text_is_compared_in_time() -> None:
    rng = random.Random(3)
    words = [rng.choice("abcdefghij") * rng.randrange(1, 9) for _ in range(40_000)]
    changed = [*words[:20_000], "new", *words[20_010:]]
    started = time.monotonic()
    compare(" ".join(words), " ".join(changed))
    assert time.monotonic() - started < 5
