"""PDF: written anew with what is read on paper, without what runs, fetches, is attached or names people."""

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from ogp_portal.files.cleaning.jpeg import without_metadata
from ogp_portal.files.cleaning.kinds import PDF, Kind, Refused

OF_THE_DOCUMENT = (
    "/OpenAction", "/AA", "/AF", "/Metadata", "/PieceInfo", "/Collection", "/Perms", "/Legal", "/DSS", "/URI",
    "/Threads", "/SpiderInfo", "/NeedsRendering", "/Requirements",
)  # fmt: skip
ANYWHERE = (
    "/AA", "/AF", "/Metadata", "/PieceInfo", "/LastModified", "/JS", "/OPI", "/Ref", "/Thumb", "/CreatorInfo",
    "/XFA", "/PresSteps", "/VP", "/Lock", "/Measure",
)  # fmt: skip
NAME_TREES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions", "/IDS", "/URLS")
GOOD_LINKS = ("http://", "https://", "mailto:")
PLAYED = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Projection", "/TrapNet"}
"""Annotations that carry a file or run one."""
OF_AN_AUTHOR = (
    "/T",
    "/M",
    "/NM",
    "/RC",
    "/CreationDate",
    "/Subj",
    "/Popup",
    "/IRT",
    "/ExData",
    "/StateModel",
)
"""What a remark on a page says of who made it."""
DEEPEST = 60
MOST_UNPACKED = 100 << 20


def clean_pdf(source: Path, target: Path) -> Kind:
    """Write a clean copy; Refused when it is protected or not readable as a PDF."""
    try:
        with pikepdf.open(source) as pdf:
            if not len(pdf.pages):
                raise Refused("broken")
            _clean_document(pdf)
            for item in pdf.objects:
                _clean(item)
            pdf.save(target, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    except (Refused, MemoryError):
        raise
    except Exception:
        # A broken file makes the library raise whatever it meets.
        raise Refused("broken") from None
    return PDF


def _clean_document(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    _drop(root, OF_THE_DOCUMENT)
    if "/Names" in root:
        _drop(root.Names, NAME_TREES)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            kept = [a for a in annotations if isinstance(a, Dictionary) and _is_kept(a)]
            page.obj.Annots = Array(kept)


def _is_kept(annotation: Object) -> bool:
    subtype = str(annotation.get("/Subtype", ""))
    # A pop-up is the window of a remark and names its author.
    return subtype not in PLAYED and subtype != "/Popup"


def _clean(item: Object, depth: int = 0) -> None:
    """Clean one object and what is written inside it; what it points to comes by itself."""
    if depth > DEEPEST:
        raise Refused("broken")
    if isinstance(item, Stream):
        _clean_stream(item)
    if isinstance(item, Dictionary | Stream):
        _clean_dictionary(item)
    for part in _inside(item):
        _clean(part, depth + 1)


def _inside(item: Object) -> Iterator[Object]:
    if isinstance(item, Array):
        parts: Any = list(item)
    elif isinstance(item, Dictionary | Stream):
        parts = [item.get(key) for key in list(item.keys())]
    else:
        return
    for part in parts:
        if isinstance(part, Array | Dictionary) and not part.is_indirect:
            yield part


def _clean_dictionary(item: Any) -> None:
    _drop(item, ANYWHERE)
    if _is_signature(item) or "/EF" in item:
        _drop(item, tuple(item.keys()))
        return
    for key in ("/A", "/PA"):
        if isinstance(item.get(key), Dictionary):
            _clean_action(item, key)
    subtype = str(item.get("/Subtype", ""))
    if "/Rect" in item and subtype and subtype != "/Widget":
        _drop(item, OF_AN_AUTHOR)
    if str(item.get("/FT", "")) == "/Sig":
        _drop(item, ("/V", "/SV"))


def _clean_action(item: Any, key: str) -> None:
    """Keep what leads to another page or a web page; what runs, sends or opens something goes."""
    action = item[key]
    kind = str(action.get("/S", ""))
    if not kind:
        return
    is_link = kind == "/URI" and str(action.get("/URI", "")).casefold().startswith(GOOD_LINKS)
    if is_link or kind in {"/GoTo", "/Named"}:
        _drop(action, ("/Next",))
    else:
        del item[key]


def _is_signature(item: Any) -> bool:
    return "/ByteRange" in item and "/Contents" in item


def _clean_stream(item: Any) -> None:
    _drop(item, ("/F", "/FFilter", "/FDecodeParms"))
    if str(item.get("/Type", "")) in {"/EmbeddedFile", "/Metadata"}:
        item.write(b"")
        return
    names = _filters(item)
    if "/DCTDecode" in names or "/DCT" in names:
        _clean_jpeg(item, names)
    elif names == ["/JPXDecode"]:
        item.write(_without_boxes(item.read_raw_bytes()), filter=Name.JPXDecode)


def _filters(item: Any) -> list[str]:
    found = item.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, Array) else [str(found)]


def _clean_jpeg(item: Any, names: list[str]) -> None:
    """A photo put into a PDF keeps its EXIF, with place and camera, unless it is taken out."""
    raw = item.read_raw_bytes()
    for name in names[:-1]:
        raw = _unpacked(raw, name)
    if names[-1] not in {"/DCTDecode", "/DCT"}:
        raise Refused("broken")
    parameters = item.get("/DecodeParms")
    last = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
    keeps = last if isinstance(last, Dictionary) else None
    item.write(without_metadata(raw), filter=Name.DCTDecode, decode_parms=keeps)


def _unpacked(raw: bytes, name: str) -> bytes:
    if name in {"/FlateDecode", "/Fl"}:
        plain = zlib.decompressobj().decompress(raw, MOST_UNPACKED)
        if len(plain) == MOST_UNPACKED:
            raise Refused("too_big_inside")
        return plain
    if name in {"/ASCII85Decode", "/A85"}:
        return base64.a85decode(raw.strip().removesuffix(b"~>").removeprefix(b"<~"))
    if name in {"/ASCIIHexDecode", "/AHx"}:
        return bytes.fromhex(raw.strip().removesuffix(b">").decode("ascii"))
    raise Refused("broken")


def _without_boxes(raw: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold XMP, XML and addresses; a bare codestream as it is."""
    kept, at = [], 0
    if raw[4:8] != b"jP  ":
        return raw
    while at + 8 <= len(raw):
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(raw[at + 8 : at + 16], "big")
        end = at + size if size else len(raw)
        if end <= at or end > len(raw):
            raise Refused("broken")
        if kind not in {b"uuid", b"xml ", b"uinf"}:
            kept.append(raw[at:end])
        at = end
    return b"".join(kept)


def _drop(item: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in item:
            del item[key]
