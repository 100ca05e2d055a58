"""Pages about the portal: the three voices, accessibility, a refusal."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied

from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.web.marks import LEVELS, VOICES, level_word, mark_id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["about/three-voices/", "about/accessibility/"])
def test_about_pages_open_in_every_language(db: None, client: Client, path: str, language: str) -> None:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_three_voices_shows_every_mark_with_its_word(db: None, client: Client) -> None:
    html = client.get("/en/about/three-voices/").content.decode()
    for level in (*LEVELS, None):
        assert html.count(f'<span class="w">{level_word(level)}</span>') == len(VOICES)
        for voice in VOICES:
            assert f"#{mark_id(voice, level)}" in html


def test_three_voices_credits_the_data(db: None, client: Client) -> None:
    assert (
        'href="https://www.opengovpartnership.org/"' in client.get("/en/about/three-voices/").content.decode()
    )


def test_accessibility_statement_invents_no_address(db: None, client: Client) -> None:
    html = client.get("/en/about/accessibility/").content.decode()
    assert not re.search(r"mailto:|[\w.]+@[\w.]+|tel:", html.partition("<main")[2])


def test_refusal_speaks_the_pages_language(db: None, rf: RequestFactory) -> None:
    answer = permission_denied(rf.get("/en/reports/"), PermissionDenied())
    assert answer.status_code == 403
    assert "This page is not open to you" in answer.content.decode()
