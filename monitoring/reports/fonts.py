"""The fonts of a report: which files they are, where they lie, and which characters they can show."""

import fcntl
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from monitoring.reports.reasons import ReportFailure

FONT_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansArmenian-Bold.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansGeorgian-Bold.ttf",
    "NotoSerif-Regular.ttf",
    "NotoSerifArmenian-Regular.ttf",
    "NotoSerifGeorgian-Regular.ttf",
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
)
"""All of Debian's fonts-noto-core. The child sees no others, so pages look alike on every machine."""

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
INVISIBLE = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\ufeff\ufe0e\ufe0f")
"""Characters that ask for no glyph: line breaks, soft hyphens, joiners, variation selectors."""


class FontsMissing(ReportFailure):
    """The pinned fonts are not installed; the message names the package to install."""

    code = "fonts_missing"


@dataclass(frozen=True)
class MissingGlyph:
    """A character that no pinned font can show, and the text it was first seen in."""

    character: str
    where: str

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "without a name")
        return f"“{self.character}” (U+{ord(self.character):04X}, {name}) in: {self.where}"


@cache
def font_paths() -> tuple[Path, ...]:
    """The pinned font files; raises FontsMissing when one is not on this machine."""
    wanted = dict.fromkeys(FONT_FILES)
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        for parent, _, names in os.walk(Path(folder).expanduser()):
            for name in wanted.keys() & names:
                found.setdefault(name, Path(parent, name))
    absent = [name for name in FONT_FILES if name not in found]
    if absent:
        raise FontsMissing(files=", ".join(absent))
    return tuple(found[name] for name in FONT_FILES)


@cache
def drawable_characters() -> frozenset[str]:
    """Every character that one of the pinned fonts maps to a glyph."""
    codes: set[int] = set()
    for path in font_paths():
        with TTFont(path, lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(map(chr, codes)) | INVISIBLE


def missing_glyphs(document: str, texts: Iterable[tuple[str, str]] = ()) -> Iterator[MissingGlyph]:
    """The characters of a document that would come out as boxes, each once, in code-point order.

    `texts` are pairs of (where, text) to look the character up in; else the words around it are given.
    """
    absent = sorted(set(document) - drawable_characters())
    if not absent:
        return
    places = list(texts)
    for character in absent:
        at = document.index(character)
        around = document[max(0, at - 30) : at + 30]
        yield MissingGlyph(character, next((where for where, text in places if character in text), around))


def font_configuration(folder: Path) -> Path:
    """Write a fontconfig file that knows the pinned fonts and nothing else of the machine; return its path.

    The folder gets links to the fonts and fontconfig's cache of them, kept from one child to the next.
    """
    links = folder / "files"
    links.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    # Children start side by side, from threads and processes: none may see the folder half made.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for path in font_paths():
            link = links / path.name
            if not link.exists():
                link.unlink(missing_ok=True)
                link.symlink_to(path)
        xml = (
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
            f"<fontconfig><dir>{escape(str(links))}</dir>"
            f"<cachedir>{escape(str(folder / 'cache'))}</cachedir></fontconfig>\n"
        )
        if not config.exists() or config.read_text(encoding="utf-8") != xml:
            config.write_text(xml, encoding="utf-8")
    return config
