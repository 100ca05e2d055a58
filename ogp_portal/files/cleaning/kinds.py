"""The kinds of files that the portal takes, and how their content tells them apart."""

from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of file: the ending and media type that the portal gives it, whatever its name said."""

    ending: str
    media_type: str


JPEG = Kind("jpg", "image/jpeg")
PNG = Kind("png", "image/png")
WEBP = Kind("webp", "image/webp")
GIF = Kind("gif", "image/gif")
PDF = Kind("pdf", "application/pdf")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PPTX = Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
ODT = Kind("odt", "application/vnd.oasis.opendocument.text")
ODS = Kind("ods", "application/vnd.oasis.opendocument.spreadsheet")
TEXT = Kind("txt", "text/plain")
CSV = Kind("csv", "text/csv")

ALL = (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, PPTX, ODT, ODS, TEXT, CSV)
PICTURES = (JPEG, PNG, WEBP, GIF)
OTHER_ENDINGS = {"jpg": ("jpeg", "jpe", "jfif"), "txt": ("md", "log")}
"""Endings that are as good as a kind's own."""
HEAD = 1024


def copied_as(kind: Kind) -> Kind:
    """The kind of a clean copy: of a moving picture there is a still one."""
    return PNG if kind is GIF else kind


class Refused(Exception):
    """A file that the portal does not take: `code` is a key of `reasons.SENTENCES`, `detail` a number."""

    def __init__(self, code: str, detail: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def family(path: Path) -> str:
    """Which cleaner a file needs: "picture", "pdf", "zip" or "text"; Refused where there is none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refused("empty")
    if is_picture(head):
        return "picture"
    if head.lstrip(b"\xef\xbb\xbf\x00\t\r\n\x0c ").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif"}:
        raise Refused("heic")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Refused("old_office")
    return "text"


def is_picture(head: bytes) -> bool:
    """Whether these are the first bytes of a JPEG, PNG, GIF or WebP; whether it is one, Pillow finds out."""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or (
        head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    )
