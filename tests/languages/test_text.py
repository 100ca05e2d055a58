"""How texts are stored."""

import pytest

from ogp_portal.languages.text import capitalised, normalise


@pytest.mark.parametrize("typed", ["зобов'язання", "зобов’язання", "зобовʼязання", "зобов`язання"])
def test_normalise_keeps_one_apostrophe_per_language(typed: str) -> None:
    assert normalise(typed, "uk") == "зобов\u02bcязання"
    assert normalise(typed, "be") == "зобов\u2019язання"


def test_normalise_leaves_apostrophes_outside_cyrillic_words_alone() -> None:
    assert normalise("People's Choice та 'лапки'", "uk") == "People's Choice та 'лапки'"
    assert normalise("it's", "en") == "it's"


def test_normalise_puts_the_comma_below_in_romanian_only() -> None:
    assert normalise("Şi ţara", "ro") == "Și țara"
    assert normalise("s\u0327i", "ro") == "și"
    assert normalise("şəffaflıq", "az") == "şəffaflıq"


def test_normalise_gives_azerbaijani_its_latin_schwa() -> None:
    assert normalise("h\u04d9d\u04d9f \u04d8sas", "az") == "hədəf Əsas"


def test_normalise_composes_letters_and_loses_nothing() -> None:
    assert normalise("й", "uk") == "й"
    assert normalise("broken \ufffd\r\nline", "en") == "broken \ufffd\nline"


@pytest.mark.parametrize(
    ("text", "language", "result"),
    [
        ("ingilis", "az", "İngilis"),
        ("ıldırım", "az", "Ildırım"),
        ("план", "uk", "План"),
        ("გეგმა", "ka", "გეგმა"),
        ("պլան", "hy", "Պլան"),
        ("", "en", ""),
        ("already Said", "en", "Already Said"),
    ],
)
def test_capitalised_knows_dotted_i_and_languages_without_capitals(
    text: str, language: str, result: str
) -> None:
    assert capitalised(text, language) == result
