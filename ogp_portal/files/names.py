"""The name that a browser gave a file, made harmless."""

import re
import unicodedata

from ogp_portal.files.cleaning.kinds import OTHER_ENDINGS, Kind

LONGEST = 120
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows takes for a device, whatever their ending."""
NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
"""Control characters, those that turn the direction of text or hide, and what is no character at all."""


def safe_name(given: str, kind: Kind | None = None) -> str:
    """The last part of a path without anything that deceives a reader or a file system.

    With a kind, the ending is one of that kind's: a program that calls itself a picture ends as what it is.
    Letters of every alphabet stay.
    """
    name = unicodedata.normalize("NFC", str(given)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in UNSEEN)
    name = re.sub(r"\s+", " ", NOT_IN_NAMES.sub("-", name)).strip(" .-")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if kind is not None and ending.lower() not in {kind.ending, *OTHER_ENDINGS.get(kind.ending, ())}:
        stem, ending = name, kind.ending
    stem = stem[:LONGEST].rstrip(" .") or "file"
    if DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"file-{stem}"
    return f"{stem}.{ending[:10]}" if ending else stem
