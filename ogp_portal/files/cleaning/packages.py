"""Office files."""

from pathlib import Path

from ogp_portal.files.cleaning.kinds import Kind, Refused


def clean_package(source: Path, target: Path) -> Kind:
    raise Refused("archive")
