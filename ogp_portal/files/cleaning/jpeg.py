"""A JPEG inside another file, without its metadata and with every pixel as it was."""

from ogp_portal.files.cleaning.kinds import Refused

KEPT = {0xE0, 0xEE}
"""Application segments that say how to read the colours: JFIF and Adobe."""
START_OF_SCAN, END = 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a length."""


def without_metadata(raw: bytes) -> bytes:
    """Drop EXIF, XMP, IPTC, profiles, comments and previews, and whatever follows the picture's end."""
    if raw[:2] != b"\xff\xd8":
        raise Refused("broken")
    kept, at = [b"\xff\xd8"], 2
    while at + 2 <= len(raw):
        if raw[at] != 0xFF:
            raise Refused("broken")
        marker = raw[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END:
            break
        if marker in ALONE:
            kept.append(raw[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(raw):
            raise Refused("broken")
        if marker == START_OF_SCAN:
            end = _end_of_scan(raw, end)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in KEPT:
            kept.append(_segment(raw[at:end], marker))
        at = end
    kept.append(b"\xff\xd9")
    return b"".join(kept)


def _segment(segment: bytes, marker: int) -> bytes:
    """A JFIF segment may carry a small preview; only its fixed part is kept."""
    if marker == 0xE0 and segment[4:9] == b"JFIF\x00" and len(segment) > 18:
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
    return b"" if marker == 0xE0 and segment[4:9] != b"JFIF\x00" else segment


def _end_of_scan(raw: bytes, at: int) -> int:
    """Where the coded pixels end: at the next marker that is neither stuffing nor a restart."""
    while (at := raw.find(b"\xff", at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] == 0x00 or raw[at + 1] in ALONE:
            at += 2
        else:
            return at
    return len(raw)
