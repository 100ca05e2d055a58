"""Alphabetical order per language."""

import random

import pytest

from ogp_portal.languages.sorting import sort_key

COUNTRIES = {
    "az": ["Azərbaycan", "Belarus", "Ermənistan", "Gürcüstan", "Moldova", "Ukrayna"],
    "be": ["Азербайджан", "Арменія", "Беларусь", "Грузія", "Малдова", "Украіна"],
    "hy": ["Ադրբեջան", "Բելառուս", "Հայաստան", "Մոլդովա", "Վրաստան", "Ուկրաինա"],
    "ka": ["აზერბაიჯანი", "ბელარუსი", "მოლდოვა", "საქართველო", "სომხეთი", "უკრაინა"],
    "ro": ["Armenia", "Azerbaidjan", "Belarus", "Georgia", "Republica Moldova", "Ucraina"],
    "uk": ["Азербайджан", "Білорусь", "Вірменія", "Грузія", "Молдова", "Україна"],
    "en": ["Armenia", "Azerbaijan", "Belarus", "Georgia", "Moldova", "Ukraine"],
}
LETTERS = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v y z",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "hy": "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ու փ ք և օ ֆ",
    "ka": "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
}


def _sorted(words: list[str], language: str) -> list[str]:
    shuffled = random.Random(7).sample(words, len(words))
    return sorted(shuffled, key=lambda word: sort_key(word, language))


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_countries_stand_in_the_order_of_the_glossary(language: str) -> None:
    assert _sorted(COUNTRIES[language], language) == COUNTRIES[language]


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_letters_stand_in_the_order_of_the_alphabet(language: str) -> None:
    alphabet = LETTERS[language].split()
    assert _sorted(alphabet, language) == alphabet


def test_capitals_count_as_small_letters_also_the_dotted_i() -> None:
    assert _sorted(["İqtisadiyyat", "ıldız", "Iraq", "idman"], "az") == [
        "ıldız",
        "Iraq",
        "idman",
        "İqtisadiyyat",
    ]
    assert _sorted(["ՈՒսուցում", "Ցանց", "ուժ"], "hy") == ["Ցանց", "ուժ", "ՈՒսուցում"]


def test_spaces_sort_before_letters_and_marks_do_not_count() -> None:
    assert _sorted(["план дій", "«плани»", "план"], "uk") == ["план", "план дій", "«плани»"]
    assert sort_key("зобов'язання", "uk")[0] == sort_key("зобовʼязання", "uk")[0]


def test_digits_sort_before_letters_and_foreign_letters_after_them() -> None:
    assert _sorted(["Open", "5 план", "відкриті дані"], "uk") == ["5 план", "відкриті дані", "Open"]
    assert _sorted(["Zeta", "Émile", "Eva", "Fabre"], "en") == ["Émile", "Eva", "Fabre", "Zeta"]
