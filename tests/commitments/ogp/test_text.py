"""Cleaning of cells."""

import time

import pytest

from commitments.ogp.fulltext import take_apart
from commitments.ogp.institutions import names_of
from commitments.ogp.text import cleaned, likeness, one_line


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
        ("a&nbsp;b &amp; c &lt;d&gt; &eacute;", "a b & c <d> é"),
        ("less than <10 % and a <b c", "less than <10 % and a <b c"),
        ('<a href="javascript:x()">link</a>', "link"),
        ("<script>alert(1)</script>text<style>b{}</style>", "text"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<!-- a -->b<!-- c", "b<!-- c"),
        ("<script>open", "open"),
        ('<b class="x" />a<br / >b</b >', "a\nb"),
        ("lost \ufffd letter", "lost \ufffd letter"),
        ("picture \ufffc here\u200b", "picture here"),
        ("\uf050 \uf0b7 \uf0d8 \ue001", "√ • • •"),
        ("a\x00b\x1fc", "abc"),
        ("cafe\u0301", "caf\u00e9"),
        ("  a \t b \r\n\r\n\r\n\r\n c ", "a b\n\nc"),
    ],
)
def test_cleaned(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


@pytest.mark.parametrize(
    "piece", ["<script>", "<script", "<!--", "<a ", "< ", "<", " ", ", ", ",\n", "(", "1. "]
)
def test_a_hostile_cell_takes_no_time(piece: str) -> None:
    """Twice the text takes twice the time, or a spreadsheet's cell could hold up an import for hours."""
    cell = "<" + piece * (100_000 // len(piece))
    started = time.process_time()
    cleaned(cell)
    names_of(cell)
    take_apart(cell, title="A title", number="1", columns=[])
    assert time.process_time() - started < 2.0


def test_one_line_joins_lines() -> None:
    assert one_line("COMMITMENT 3:<br/>\nA title ") == "COMMITMENT 3: A title"


def test_likeness_is_a_share_of_common_words() -> None:
    assert likeness("one register of permits", "permits: one register") == 1.0
    assert likeness("one register", "") == 0.0
    assert likeness("", "") == 0.0
