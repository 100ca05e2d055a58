"""Web fonts: subsets of Debian's Noto, by script, made at set-up and never committed.

`python -m ogp_portal.web.fonts [--out DIR]` writes `<face>-<script>-<weight>.woff2`; what is there and newer
than its source stays. `tokens.css` names the same files and the same ranges.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset

SOURCE_DIR = Path("/usr/share/fonts/truetype/noto")
DEFAULT_OUT = Path("var/fonts/portal/fonts")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum"]
"""What the text needs; figures of Noto are lining and tabular by themselves."""

LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x18E, 0x190),
    *range(0x1DD, 0x1DE),
    *range(0x218, 0x21C),
    *range(0x259, 0x25A),
    *range(0x2BA, 0x2BD),
    *range(0x2C6, 0x2C8),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *range(0x2020, 0x2023),
    0x2026,
    0x202F,
    0x2030,
    0x2032,
    0x2039,
    0x203A,
    0x20AC,
    0x20B4,  # hryvnia
    0x20BC,  # manat
    0x20BE,  # lari
    0x2116,  # numero
]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491]
GEORGIAN = [*range(0x10D0, 0x1100)]
ARMENIAN = [*range(0x531, 0x557), *range(0x559, 0x58B), *range(0x58D, 0x590), *range(0xFB13, 0xFB18)]
SCRIPTS = {"latin": LATIN, "cyrillic": CYRILLIC, "georgian": GEORGIAN, "armenian": ARMENIAN}


FACES = {
    "sans-regular": "NotoSans{}-Regular.ttf",
    "sans-bold": "NotoSans{}-Bold.ttf",
    "serif-regular": "NotoSerif{}-Regular.ttf",
}


class FontsMissing(Exception):
    """Debian's Noto fonts are not installed."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """One file to make: a source font and the code points it keeps."""

    name: str
    source: str
    code_points: frozenset[int]


def web_fonts() -> list[WebFont]:
    """Return the fonts of the portal, in the order of tokens.css."""
    fonts = []
    for name, source in FACES.items():
        face, weight = name.split("-")
        for script, points in SCRIPTS.items():
            own = {"georgian": "Georgian", "armenian": "Armenian"}.get(script, "")
            fonts.append(WebFont(f"{face}-{script}-{weight}", source.format(own), frozenset(points)))
    return fonts


def make_fonts(out: Path, source_dir: Path = SOURCE_DIR) -> list[Path]:
    """Write the web fonts that are missing or older than their source; return the written files.

    Raises FontsMissing, in one sentence that names Debian's package, when a source is not installed.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for font in web_fonts():
        source, target = source_dir / font.source, out / f"{font.name}.woff2"
        if not source.exists():
            raise FontsMissing(f"{source} is missing: install Debian's package fonts-noto-core.")
        if target.exists() and target.stat().st_mtime >= max(
            source.stat().st_mtime, Path(__file__).stat().st_mtime
        ):
            continue
        _subset(source, target, font.code_points)
        written.append(target)
    return written


def _subset(source: Path, target: Path, code_points: frozenset[int]) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence travel with the font
    options.drop_tables += ["MATH", "STAT"]
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=code_points)
        subsetter.subset(font)
        # Beside the target first: a killed run leaves no half font behind.
        half = target.with_suffix(".part")
        subset.save_font(font, str(half), options)
        half.replace(target)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ogp_portal.web.fonts", description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder of the .woff2 files")
    given = parser.parse_args(arguments)
    try:
        written = make_fonts(given.out)
    except FontsMissing as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(written)} web fonts written to {given.out}, {len(web_fonts()) - len(written)} up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
