"""Which of the portal's six countries a row speaks of."""

import re
from typing import Final

_NAMES: Final = {
    "AM": ("armenia",),
    "AZ": ("azerbaijan",),
    "BY": ("belarus", "byelorussia"),
    "GE": ("georgia",),
    "MD": ("moldova",),
    "UA": ("ukraine",),
}
CODES: Final = frozenset(_NAMES)
_CODE_OF: Final = {name: code for code, names in _NAMES.items() for name in names}


def country_code(name: str, iso2: str = "") -> str:
    """`UA` for “Ukraine”, `MD` for “Republic of Moldova” or “Moldova, Republic of”; "" for any other.

    The name decides; the code of the column iso2 serves only a row without a name, since OGP writes
    localities (“Ternopil, Ukraine”) with their country's code and numbers their plans apart.
    """
    plain = re.sub(r"[^a-z ]+", " ", name.casefold())
    plain = re.sub(r"\b(the|republic|of)\b", " ", plain)
    plain = " ".join(plain.split())
    if plain:
        return _CODE_OF.get(plain, "")
    return iso2.strip() if iso2.strip() in CODES else ""
