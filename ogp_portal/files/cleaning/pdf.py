"""PDF files."""

from pathlib import Path

from ogp_portal.files.cleaning.kinds import Kind, Refused


def clean_pdf(source: Path, target: Path) -> Kind:
    raise Refused("broken")
