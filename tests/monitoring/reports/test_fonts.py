"""The pinned fonts, and characters that they lack."""

from pathlib import Path

import pytest

from monitoring.reports.document import build_document
from monitoring.reports.fonts import drawable_characters, font_configuration, font_paths, missing_glyphs
from monitoring.reports.reasons import GlyphMissing
from monitoring.reports.sample import with_text
from monitoring.reports.snapshot import Snapshot

ALPHABETS = {
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzƏĞİIÖŞÜÇ",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя’ЁІЎ",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ։՝՞՜՛«»",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ„“",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyzȘȚ„”",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼҐЄЇ«»",
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_a_language_can_be_drawn(language: str) -> None:
    assert set(ALPHABETS[language]) - drawable_characters() == set()


def test_signs_of_money_and_georgian_capitals_can_be_drawn() -> None:
    assert set("₾₼֏₴€ᲐᲑᲒ→≥−…№") - drawable_characters() == set()


def test_missing_glyph_is_named_with_its_place() -> None:
    found = list(missing_glyphs("<p>a\u4e2db</p>", [("commitment 2, title", "a\u4e2db")]))

    assert [str(missing) for missing in found] == [
        "“中” (U+4E2D, CJK UNIFIED IDEOGRAPH-4E2D) in: commitment 2, title"
    ]


def test_document_with_a_missing_glyph_fails_and_names_it(snapshot: Snapshot) -> None:
    with pytest.raises(GlyphMissing) as caught:
        build_document(with_text(snapshot, "A bullet \uf0b7 from a word processor"), "en")

    assert caught.value.details == {"character": "\uf0b7", "code": "U+F0B7", "place": "commitment 1, summary"}
    assert "U+F0B7" in str(caught.value)


def test_missing_glyph_of_a_language_not_shown_is_no_matter(snapshot: Snapshot) -> None:
    assert build_document(with_text(snapshot, "中", "ro"), "en").language == "en"


def test_configuration_knows_the_pinned_fonts_only(tmp_path: Path) -> None:
    config = font_configuration(tmp_path)

    assert f"<dir>{tmp_path / 'files'}</dir>" in config.read_text()
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == sorted(
        p.name for p in font_paths()
    )
