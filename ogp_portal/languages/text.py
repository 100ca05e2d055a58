"""Texts as they are stored: one apostrophe per language, comma below in Romanian, composed letters."""

import re
import unicodedata
from typing import Final

_APOSTROPHES: Final = "'’‘ʼ`´＇"
_CYRILLIC_APOSTROPHE: Final = re.compile(rf"(?<=[Ѐ-ӿ])[{_APOSTROPHES}](?=[Ѐ-ӿ])")
_APOSTROPHE_OF: Final[dict[str, str]] = {"uk": "\u02bc", "be": "\u2019"}
_LETTERS: Final[dict[str, dict[int, int]]] = {
    "ro": str.maketrans("şŞţŢ", "șȘțȚ"),
    # The Cyrillic schwa looks the same and is what some keyboards give.
    "az": str.maketrans("\u04d9\u04d8", "\u0259\u018f"),
}


def normalise(text: str, language: str) -> str:
    """The text as it is stored and searched; never loses a character a person typed."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if language in _APOSTROPHE_OF:
        text = _CYRILLIC_APOSTROPHE.sub(_APOSTROPHE_OF[language], text)
    return text.translate(_LETTERS[language]) if language in _LETTERS else text


def capitalised(text: str, language: str) -> str:
    """The text with one capital at its start: i becomes İ in Azerbaijani, Georgian has no capitals."""
    if language == "az" and text.startswith("i"):
        return "İ" + text[1:]
    return text[:1].title() + text[1:]
