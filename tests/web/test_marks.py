"""Marks: the kept sprite is the drawn one, and every rating has its mark and its word."""

from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.web import marks


def test_kept_sprite_is_what_the_code_draws() -> None:
    assert marks.sprite_path().read_text(encoding="utf-8") == marks.sprite()


def test_sprite_has_a_symbol_for_every_mark() -> None:
    svg = ElementTree.fromstring(marks.sprite())  # noqa: S314 (our own drawing)
    names = {symbol.get("id") for symbol in svg}
    wanted = {marks.mark_id(voice, level) for voice in marks.VOICES for level in (*marks.LEVELS, None)}
    assert names == wanted | {"eu"}


def test_emblem_has_twelve_upright_stars_in_two_to_three() -> None:
    paths = marks.emblem_paths()
    assert paths.count("L27.45") == 2  # the upper and the lower star stand alike
    assert paths.count("Z") == 1 + 12
    assert 'd="M0 0H54V36H0Z"' in paths


@pytest.mark.parametrize("language", LANGUAGES)
def test_said_carries_mark_voice_and_word(language: str) -> None:
    with override(language):
        said = marks.said("cso", 2)
        assert 'class="mk l2"' in said
        assert "marks.svg#c2" in said
        assert marks.level_word(2) in said
        assert marks.voice_name("cso") in said


def test_not_assessed_is_a_dash_for_every_voice() -> None:
    for voice in marks.VOICES:
        assert "#na" in marks.mark(voice, None)
        assert "Not assessed" in marks.said(voice, None)
