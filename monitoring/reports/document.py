"""A report in one language as an HTML document, made from the snapshot and nothing else."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from monitoring.reports import promise, sections
from monitoring.reports.figures import tallies, verdict, verdicts
from monitoring.reports.fonts import missing_glyphs
from monitoring.reports.reader import Reader
from monitoring.reports.reasons import GlyphMissing
from monitoring.reports.snapshot import Snapshot
from ogp_portal.languages.registry import REGISTRY
from ogp_portal.web.marks import (
    INK,
    LEVEL_COLOURS,
    LEVELS,
    VOICES,
    level_word,
    mark_id,
    paper_emblem,
    shape,
    voice_name,
)

STYLE_SHEET = "reports/report.css"


@dataclass(frozen=True)
class Document:
    """What the child needs to make one PDF: well-formed XHTML, its style sheet, its names."""

    language: str
    title: str
    html: str
    css: str
    identifier: str
    """32 hexadecimal digits, the PDF's permanent id: snapshot and language decide it."""
    attachment_name: str
    attachment: str
    created: str


def build_document(snapshot: Snapshot, language: str) -> Document:
    """The report in one language; raises GlyphMissing when a character cannot be printed."""
    with override(language):
        reader = Reader(snapshot, language)
        title = f"{reader.country}: {reader.plan}"
        html = render_to_string("reports/country_progress.html", _context(reader, title))
    _check_glyphs(html, snapshot, language)
    return Document(
        language=language,
        title=title,
        html=html,
        css=style_sheet(),
        identifier=(snapshot.sha256[:30] + f"{sorted(REGISTRY).index(language):02x}"),
        attachment_name=f"snapshot-{snapshot.sha256[:12]}.json",
        attachment=snapshot.canonical,
        created=datetime.combine(snapshot.data_as_of, time()).isoformat() + "Z",
    )


def verification_address(snapshot: Snapshot, language: str) -> str:
    """Where anybody can check that a report says what the portal's snapshot says."""
    return f"{snapshot.portal}/{language}/reports/check/{snapshot.sha256}/"


def _context(reader: Reader, title: str) -> dict[str, Any]:
    snapshot = reader.snapshot
    rows = verdicts(snapshot)
    counted = tallies(rows)
    address = verification_address(snapshot, reader.language)
    every = [verdict(given) for given in snapshot.commitments]
    return {
        "language": REGISTRY[reader.language].html,
        "title": title,
        "generator": _("OGP Portal"),
        "created": f"{snapshot.data_as_of.isoformat()}T00:00:00Z",
        "country": reader.country,
        "as_of": reader.day(snapshot.data_as_of),
        "foot": _foot(reader, title),
        "words": {"table": css_string(pgettext("before a table's number", "Table"))},
        "is_demo": snapshot.is_demo,
        "emblem": paper_emblem(),
        "cover": sections.cover(reader, rows, counted),
        "summary": sections.summary(reader, rows, counted),
        "schedule": sections.schedule(reader),
        "membership": sections.membership(reader),
        "languages": sections.languages(reader),
        "glance": sections.glance(reader, every),
        "promises": [promise.promise(reader, row) for row in every],
        "marks": _marks(),
        "sha256": snapshot.sha256,
        "address": address,
        "qr": qr_code(address),
    }


def _foot(reader: Reader, title: str) -> str:
    """The line on the foot of every page, as a CSS string."""
    as_of = {"date": reader.day(reader.snapshot.data_as_of)}
    parts = [_("OGP Portal"), title, _("data as of %(date)s") % as_of]
    if reader.snapshot.is_demo:
        parts.append(_("demonstration data"))
    return css_string(" · ".join(parts))


def css_string(words: str) -> SafeString:
    """Words as a CSS string within a style element of XHTML."""
    kept = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return mark_safe('"' + kept.replace("&", "\\26 ").replace("<", "\\3c ") + '"')  # noqa: S308


def _marks() -> dict[str, Any]:
    """The key of the marks: each level of each voice."""
    levels = sorted(LEVELS, reverse=True)
    return {
        "levels": [level_word(level) for level in levels],
        "voices": [
            {"name": voice_name(voice), "marks": [mark_id(voice, level) for level in levels]}
            for voice in VOICES
        ],
    }


def qr_code(address: str) -> SafeString:
    """A QR code as the path data of an SVG, and its size in modules."""
    code = segno.make(address, error="m", micro=False)
    rows = [
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(code.matrix) for x, is_dark in enumerate(line) if is_dark
    ]
    size = len(code.matrix)
    title = _("QR code of the address above")
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="110" height="110" '
        f'viewBox="-2 -2 {size + 4} {size + 4}">'
        f"<title>{title}</title>"
        f'<path fill="{INK}" d="{"".join(rows)}"/></svg>'
    )


@cache
def style_sheet() -> str:
    """The style sheet of reports, with the marks of ratings as pictures."""
    written = _template_file(STYLE_SHEET).read_text(encoding="utf-8")
    marks = [
        (mark_id(voice, level), shape(voice, level, LEVEL_COLOURS[level]))
        for voice in VOICES
        for level in LEVELS
    ]
    marks.append(("na", shape("irm", None, LEVEL_COLOURS[None])))
    return written + "".join(f".{name}{{background-image:url({_picture(paths)})}}" for name, paths in marks)


def _picture(paths: str) -> str:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10.4 -10.4 20.8 20.8">{paths}</svg>'
    return f'"data:image/svg+xml,{quote(drawn)}"'


def _template_file(name: str) -> Path:
    folders = [
        Path(str(folder)) for engine in settings.TEMPLATES for folder in cast("list[Path]", engine["DIRS"])
    ]
    return next(path for folder in folders if (path := folder / name).exists())


def _check_glyphs(html: str, snapshot: Snapshot, language: str) -> None:
    for missing in missing_glyphs(html, _places(snapshot, language)):
        raise GlyphMissing(
            character=missing.character, code=f"U+{ord(missing.character):04X}", place=missing.where
        )


def _places(snapshot: Snapshot, language: str) -> list[tuple[str, str]]:
    """Every text of the commitments with the words that lead an editor to it."""
    places = []
    for given in snapshot.commitments:
        at = _("commitment %(number)s") % {"number": given.number}
        for field in ("title", "summary", "problem", "causes", "done_so_far", "solution", "results"):
            places.append((f"{at}, {field}", " ".join(getattr(given, field).values())))
        for field in ("transparency", "participation", "accountability"):
            places.append((f"{at}, {field}", " ".join(getattr(given, field).values())))
        for step in given.milestones:
            milestone = _("milestone %(number)s") % {"number": step.number}
            words = [*step.title.values(), *step.output.values()]
            places.append((f"{at}, {milestone}", " ".join(words)))
    return places
