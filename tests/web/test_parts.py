"""Rows, texts and the frame of a page: escaped, marked in their language, free of inline style and script."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.web import parts
from ogp_portal.web.context import language_links, portal

HOSTILE = '"><script>alert(1)</script>&'


def row(words: str = "Open registers") -> parts.CommitmentRow:
    return parts.CommitmentRow(
        words,
        words,
        (4, None, 0),
        number=words,
        under=words,
        milestones=("done", "was", "late", "next"),
        last=words,
        last_late=True,
        title_lang="ka",
    )


@pytest.mark.parametrize("kind", ["plan", "apart"])
def test_rows_are_well_formed_and_escaped(kind: parts.RowsKind) -> None:
    written = parts.commitment_rows([row(HOSTILE), row()], kind)
    assert "<script" not in written
    ElementTree.fromstring(f"<div>{written}</div>")  # noqa: S314 (our own markup)
    assert written.count("<li>") == 2
    assert 'lang="ka"' in written


def test_rows_count_milestones_done_late_ones_too() -> None:
    assert "2 of 4" in parts.commitment_rows([row()])


def test_text_of_the_readers_language_is_plain_paragraphs() -> None:
    text = Shown("One.\r\n\r\nTwo,\nthree. <b>", "en", "en")
    assert parts.block_text(text) == "<p>One.</p><p>Two,<br>three. &lt;b&gt;</p>"
    assert parts.inline_text(text) == "One.\r\n\r\nTwo,\nthree. &lt;b&gt;"


def test_fallback_stands_behind_a_bar_with_its_language() -> None:
    text = Shown("Rents rise.", "en", "az")
    written = parts.block_text(text)
    assert written.startswith('<div class="fallback"><p class="why">')
    assert '<div lang="en"><p>Rents rise.</p></div>' in written
    assert text.notice() in written
    assert parts.inline_text(text) == '<span lang="en">Rents rise.</span>'


def test_no_text_leaves_no_bar() -> None:
    assert parts.block_text(Shown("", "en", "az")) == ""


def test_language_links_keep_page_and_query() -> None:
    with override("ka"):
        links = language_links(RequestFactory().get("/ka/georgia/plans/5/?late=1&area=x"))
    assert [link.code for link in links] == list(LANGUAGES)
    assert [link.url for link in links][:2] == [
        "/en/georgia/plans/5/?late=1&area=x",
        "/az/georgia/plans/5/?late=1&area=x",
    ]
    assert [link.code for link in links if link.is_current] == ["ka"]


@pytest.mark.parametrize("path", ["/", "/wp-login.php?x=1", "//evil.example/"])
def test_language_links_of_pages_outside_the_languages_lead_home(path: str) -> None:
    request = RequestFactory().get("/")
    request.path, _, query = path.partition("?")
    request.META["QUERY_STRING"] = query
    assert [link.url for link in language_links(request)] == [f"/{code}/" for code in LANGUAGES]


def test_context_never_asks_for_the_user_itself(settings: LazySettings) -> None:
    settings.PORTAL_DEMO = True
    request = RequestFactory().get("/en/")
    assert portal(request)["signed_in"] is None
    assert portal(request)["demo_data"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_page_speaks_every_language(language: str, settings: LazySettings) -> None:
    settings.PORTAL_DEMO = True
    request = RequestFactory().get(f"/{language}/nowhere/?a=1&b=2")
    request.portal_user = SimpleNamespace(full_name=HOSTILE)  # type: ignore[attr-defined]
    with override(language):
        page = render_to_string("404.html", {}, request=request)
    assert f'<html lang="{language}">' in page
    assert "<script" not in page
    assert " style=" not in page
    assert page.count('aria-current="true"') == 2
    assert 'class="demo"' in page
    assert not re.search(r'href="(#|)"', page)


def test_failure_page_needs_nothing_and_speaks_seven_languages() -> None:
    page = engines["django"].get_template("500.html").render({})
    assert [f'lang="{code}"><h2>' in page for code in LANGUAGES] == [True] * 7
    assert "{%" not in page
    assert " style=" not in page
