"""The seven languages and what each of them calls the others (docs/glossary.md, "Languages").

Django's own catalogue must not supply these names: several are misspelt or in another orthography.
"""

from dataclasses import dataclass
from typing import Final, Literal

from ogp_portal.languages.text import capitalised

LANGUAGES: Final[tuple[str, ...]] = ("en", "az", "be", "hy", "ka", "ro", "uk")


@dataclass(frozen=True)
class Language:
    """One language: how it names itself, what it is written in, what HTML and Babel call it."""

    code: str
    own_name: str
    script: Literal["Latn", "Cyrl", "Armn", "Geor"]
    html: str
    babel: str


REGISTRY: Final[dict[str, Language]] = {
    "en": Language("en", "English", "Latn", "en", "en_GB"),
    "az": Language("az", "Azərbaycan dili", "Latn", "az", "az"),
    "be": Language("be", "Беларуская", "Cyrl", "be", "be"),
    "hy": Language("hy", "Հայերեն", "Armn", "hy", "hy"),
    "ka": Language("ka", "ქართული", "Geor", "ka", "ka"),
    "ro": Language("ro", "Română", "Latn", "ro", "ro"),
    "uk": Language("uk", "Українська", "Cyrl", "uk", "uk"),
}

OWN_NAMES: Final[dict[str, str]] = {code: language.own_name for code, language in REGISTRY.items()}
"""For the language switcher: every language under its own name, never inflected, never with a flag."""

SCRIPTS: Final[dict[str, str]] = {code: language.script for code, language in REGISTRY.items()}

_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "en": "English",
        "az": "Azerbaijani",
        "be": "Belarusian",
        "hy": "Armenian",
        "ka": "Georgian",
        "ro": "Romanian",
        "uk": "Ukrainian",
    },
    "az": {
        "en": "ingilis",
        "az": "azərbaycan",
        "be": "belarus",
        "hy": "erməni",
        "ka": "gürcü",
        "ro": "rumın",
        "uk": "ukrayna",
    },
    "be": {
        "en": "англійская",
        "az": "азербайджанская",
        "be": "беларуская",
        "hy": "армянская",
        "ka": "грузінская",
        "ro": "румынская",
        "uk": "украінская",
    },
    "hy": {
        "en": "անգլերեն",
        "az": "ադրբեջաներեն",
        "be": "բելառուսերեն",
        "hy": "հայերեն",
        "ka": "վրացերեն",
        "ro": "ռումիներեն",
        "uk": "ուկրաիներեն",
    },
    "ka": {
        "en": "ინგლისური",
        "az": "აზერბაიჯანული",
        "be": "ბელარუსული",
        "hy": "სომხური",
        "ka": "ქართული",
        "ro": "რუმინული",
        "uk": "უკრაინული",
    },
    "ro": {
        "en": "engleză",
        "az": "azeră",
        "be": "belarusă",
        "hy": "armeană",
        "ka": "georgiană",
        "ro": "română",
        "uk": "ucraineană",
    },
    "uk": {
        "en": "англійська",
        "az": "азербайджанська",
        "be": "білоруська",
        "hy": "вірменська",
        "ka": "грузинська",
        "ro": "румунська",
        "uk": "українська",
    },
}

# Where the "in the language" form is the name itself (en, hy), the table repeats the name.
_IN_LANGUAGE: Final[dict[str, dict[str, str]]] = {
    "en": _NAMES["en"],
    "az": {code: f"{name} dilində" for code, name in _NAMES["az"].items()},
    "be": {
        "en": "па-англійску",
        "az": "па-азербайджанску",
        "be": "па-беларуску",
        "hy": "па-армянску",
        "ka": "па-грузінску",
        "ro": "па-румынску",
        "uk": "па-ўкраінску",
    },
    "hy": _NAMES["hy"],
    "ka": {
        "en": "ინგლისურად",
        "az": "აზერბაიჯანულად",
        "be": "ბელარუსულად",
        "hy": "სომხურად",
        "ka": "ქართულად",
        "ro": "რუმინულად",
        "uk": "უკრაინულად",
    },
    "ro": {code: f"în {name}" for code, name in _NAMES["ro"].items()},
    "uk": {
        "en": "англійською",
        "az": "азербайджанською",
        "be": "білоруською",
        "hy": "вірменською",
        "ka": "грузинською",
        "ro": "румунською",
        "uk": "українською",
    },
}

_NOTICES: Final[dict[str, str]] = {
    "en": "Shown in {shown}: not yet in {wanted}",
    "az": "{shown} göstərilir: {wanted} hələ yoxdur",
    "be": "Паказана {shown}: {wanted} пакуль няма",
    "hy": "Ցուցադրվում է {shown}. {wanted} դեռ չկա",
    "ka": "ნაჩვენებია {shown}: {wanted} ჯერ არ არის",
    "ro": "Afișat {shown}: încă nu există {wanted}",
    "uk": "Показано {shown}: {wanted} ще немає",
}


def name_of(code: str, reader: str) -> str:
    """The language's name inside a sentence for a reader: name_of("uk", "ro") is "ucraineană"."""
    return _NAMES[reader][code]


def standing_name(code: str, reader: str) -> str:
    """The name as it stands alone on a label, with one capital: "İngilis dili", "Engleză"."""
    name = name_of(code, reader)
    return capitalised(f"{name} dili" if reader == "az" else name, reader)


def in_language(code: str, reader: str) -> str:
    """The form that answers "in which language": in_language("uk", "be") is "па-ўкраінску"."""
    return _IN_LANGUAGE[reader][code]


def fallback_notice(shown: str, wanted: str, reader: str) -> str:
    """The sentence beside a text that is shown in another language than the reader's, no full stop."""
    sentence = _NOTICES[reader].format(shown=in_language(shown, reader), wanted=in_language(wanted, reader))
    return capitalised(sentence, reader)
