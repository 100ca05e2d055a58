"""Which plural form a number takes; for what gettext cannot say itself.

Interface sentences go through `ngettext`. This module has the catalogues' headers, which `script/messages`
writes and checks, and the form of a fraction, which gettext refuses to choose.
"""

from decimal import Decimal
from typing import Final

PLURAL_FORMS: Final[dict[str, str]] = {
    "en": "nplurals=2; plural=(n != 1);",
    "az": "nplurals=2; plural=(n != 1);",
    "be": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
    "hy": "nplurals=2; plural=(n != 1);",
    "ka": "nplurals=2; plural=(n!=1);",
    "ro": "nplurals=3; plural=(n==1?0:(((n%100>19)||((n%100==0)&&(n!=0)))?2:1));",
    "uk": (
        "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && n % 10 >= 2 && "
        "n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && (n % 10 ==0 || (n % 10 >=5 && "
        "n % 10 <=9) || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);"
    ),
}
"""The `Plural-Forms` headers of Django's own catalogues: only with the same header do the two merge."""

FORM_COUNTS: Final[dict[str, int]] = {"en": 2, "az": 2, "be": 4, "hy": 2, "ka": 2, "ro": 3, "uk": 4}


def plural_index(language: str, number: int | float | Decimal) -> int:
    """The index of the form in `msgstr[…]`; be and uk keep the last one for fractions."""
    if language in {"be", "uk"}:
        return _east_slavic(number)
    if number == 1:
        return 0
    if language == "ro":
        return 2 if _takes_de(number) else 1
    return 1


def _east_slavic(number: int | float | Decimal) -> int:
    if number != int(number):
        return 3
    tens, hundreds = abs(int(number)) % 10, abs(int(number)) % 100
    if tens == 1 and hundreds != 11:
        return 0
    return 1 if 2 <= tens <= 4 and not 12 <= hundreds <= 14 else 2


def _takes_de(number: int | float | Decimal) -> bool:
    if number != int(number) or number == 0:
        return False
    hundreds = abs(int(number)) % 100
    return hundreds > 19 or hundreds == 0
