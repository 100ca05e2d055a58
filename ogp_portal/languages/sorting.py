"""Alphabetical order as readers of each language expect it; the database has no such collations."""

import unicodedata
from functools import cache
from typing import Final

_LATIN: Final = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_ALPHABETS: Final[dict[str, str]] = {
    "en": _LATIN,
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "hy": "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ու փ ք և օ ֆ",
    "ka": "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
}
_SEPARATORS: Final = frozenset(" \u00a0\u202f-\u2010\u2011\u2012\u2013\u2014/\n\t")
_AZ_CAPITALS: Final = str.maketrans("Iİ", "ıi")

Rank = tuple[int, int]
SortKey = tuple[tuple[Rank, ...], str]

_SEPARATOR: Final = 0
_DIGIT: Final = 1
_LETTER: Final = 2
_FOREIGN: Final = 3


@cache
def _ranks(language: str) -> dict[str, int]:
    return {letter: rank for rank, letter in enumerate(_ALPHABETS[language].split())}


def sort_key(text: str, language: str) -> SortKey:
    """A key for `sorted`: spaces, digits, the language's own letters, then everything else.

    Capitals count as small letters, accents the alphabet does not know are ignored, so are quotation marks,
    apostrophes and other marks; the text itself decides between equals.
    """
    folded = _fold(text, language)
    ranks, found, at = _ranks(language), [], 0
    while at < len(folded):
        # Only Armenian has a letter of two characters, ու.
        length = 2 if folded[at : at + 2] in ranks else 1
        found.extend(_rank(folded[at : at + length], ranks))
        at += length
    return tuple(found), text


def _fold(text: str, language: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return (text.translate(_AZ_CAPITALS) if language == "az" else text).lower()


def _rank(letter: str, ranks: dict[str, int]) -> list[Rank]:
    if letter in ranks:
        return [(_LETTER, ranks[letter])]
    if letter in _SEPARATORS:
        return [(_SEPARATOR, 0)]
    if letter.isdecimal():
        return [(_DIGIT, int(letter))]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in ranks:
        return [(_LETTER, ranks[base])]
    # The Ukrainian apostrophe is a letter to Unicode, a modifying one.
    return [(_FOREIGN, ord(letter))] if unicodedata.category(letter) in {"Lu", "Ll", "Lo"} else []
