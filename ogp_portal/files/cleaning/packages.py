"""Office files are zip archives: opened within limits, each part cleaned, and packed anew."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from ogp_portal.files.cleaning.kinds import Kind, Refused, is_picture
from ogp_portal.files.cleaning.pictures import cleaned

MOST_PARTS = 3000
MOST_UNPACKED = 150 << 20
MOST_RATIO = 200
RATIO_FROM = 1 << 20
"""Bytes from which the ratio counts: a small part of spaces packs well and harms nobody."""
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
CHUNK = 1 << 16

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, ValueError, EOFError)

Parts = dict[str, bytes]


def clean_package(source: Path, target: Path) -> Kind:
    """Write a clean copy of an Office file; Refused for every other archive."""
    from ogp_portal.files.cleaning.ooxml import clean_ooxml
    from ogp_portal.files.cleaning.opendocument import clean_opendocument

    parts = _opened(source)
    try:
        if "[Content_Types].xml" in parts:
            kind = clean_ooxml(parts)
        elif "mimetype" in parts:
            kind = clean_opendocument(parts)
        else:
            raise Refused("archive")
    except (etree.XMLSyntaxError, KeyError, ValueError):
        raise Refused("broken") from None
    target.write_bytes(_packed(parts))
    return kind


def _opened(source: Path) -> Parts:
    """All parts unpacked; counted while they are unpacked, since an archive says of itself what it likes."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries)
            parts: Parts = {}
            left = MOST_UNPACKED
            for entry in entries:
                parts[entry.filename] = _unpacked(archive, entry, left)
                left -= len(parts[entry.filename])
            return parts
    except Refused:
        raise
    except BROKEN:
        raise Refused("broken") from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS:
        raise Refused("too_big_inside")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("locked")
    folded = {name.casefold() for name in names}
    if len(folded) < len(names) or any(_is_outside(name) for name in names):
        raise Refused("broken")


def _is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    out, most = io.BytesIO(), max(RATIO_FROM, entry.compress_size * MOST_RATIO)
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            out.write(chunk)
            if out.tell() > min(left, most):
                raise Refused("too_big_inside")
    return out.getvalue()


def _packed(parts: Parts) -> bytes:
    """The parts as an archive in which each has the same moment and no remark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, SAME_MOMENT)
            # OpenDocument asks that its first part be readable without unpacking.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def parsed(content: bytes) -> etree._Element:
    """XML without entities, document types or anything fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise Refused("broken")
    return root


def written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(name: object) -> str:
    """The name of an element or attribute without its namespace; "" for a remark in the XML."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def drop(elements: Iterable[etree._Element]) -> None:
    """Take elements out, with what is in them, and keep the text that follows."""
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def clean_picture_part(content: bytes) -> bytes:
    """A picture in a document, in the format that it had; Refused when it is none."""
    if not is_picture(content[:16]):
        raise Refused("embedded")
    return cleaned(io.BytesIO(content), keeps_format=True)[1]
