"""The languages' names, and the sentence beside a text in another language."""

import pytest

from ogp_portal.languages.registry import (
    LANGUAGES,
    OWN_NAMES,
    REGISTRY,
    SCRIPTS,
    fallback_notice,
    in_language,
    name_of,
    standing_name,
)


def test_languages_stand_in_the_order_of_the_portal() -> None:
    assert LANGUAGES == ("en", "az", "be", "hy", "ka", "ro", "uk")
    assert tuple(REGISTRY) == LANGUAGES
    assert list(OWN_NAMES.values()) == [
        "English",
        "Azərbaycan dili",
        "Беларуская",
        "Հայերեն",
        "ქართული",
        "Română",
        "Українська",
    ]
    assert SCRIPTS == {
        "en": "Latn",
        "az": "Latn",
        "be": "Cyrl",
        "hy": "Armn",
        "ka": "Geor",
        "ro": "Latn",
        "uk": "Cyrl",
    }


def test_every_language_names_every_other() -> None:
    for reader in LANGUAGES:
        assert len({name_of(code, reader) for code in LANGUAGES}) == 7
        assert len({in_language(code, reader) for code in LANGUAGES}) == 7


@pytest.mark.parametrize(
    ("reader", "shown", "wanted", "sentence"),
    [
        ("en", "ka", "en", "Shown in Georgian: not yet in English"),
        ("az", "en", "az", "İngilis dilində göstərilir: azərbaycan dilində hələ yoxdur"),
        ("be", "en", "be", "Паказана па-англійску: па-беларуску пакуль няма"),
        ("be", "uk", "be", "Паказана па-ўкраінску: па-беларуску пакуль няма"),
        ("hy", "en", "hy", "Ցուցադրվում է անգլերեն. հայերեն դեռ չկա"),
        ("ka", "en", "ka", "ნაჩვენებია ინგლისურად: ქართულად ჯერ არ არის"),
        ("ro", "uk", "ro", "Afișat în ucraineană: încă nu există în română"),
        ("uk", "en", "uk", "Показано англійською: українською ще немає"),
    ],
)
def test_fallback_notice_reads_as_the_glossary_has_it(
    reader: str, shown: str, wanted: str, sentence: str
) -> None:
    assert fallback_notice(shown, wanted, reader) == sentence


def test_standing_name_takes_a_capital_and_in_azerbaijani_its_noun() -> None:
    assert standing_name("en", "az") == "İngilis dili"
    assert standing_name("uk", "ro") == "Ucraineană"
    assert standing_name("hy", "ka") == "სომხური"
