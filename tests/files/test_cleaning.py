"""What people and attackers send, and what becomes of it: the table in docs/uploads.md."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ogp_portal.files.cleaning.__main__ import clean
from ogp_portal.files.cleaning.kinds import (
    CSV,
    DOCX,
    GIF,
    JPEG,
    ODT,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    Kind,
    Refused,
)
from tests.files import samples
from tests.files.samples import AUTHOR, CAMERA, COMPANY, PLACE_BYTES


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def cleaned(content: bytes, place: Path) -> tuple[Kind, bytes]:
    source, target = place / "source", place / "target"
    source.write_bytes(content)
    return clean(source, target), target.read_bytes()


def refused(content: bytes, place: Path) -> str:
    with pytest.raises(Refused) as refusal:
        cleaned(content, place)
    return refusal.value.code


def traces(content: bytes) -> list[bytes]:
    """What of the people, the camera and the place is found in these bytes, in either spelling of text."""
    words = [
        word.encode(spelling) for word in (AUTHOR, COMPANY, CAMERA) for spelling in ("utf-8", "utf-16-le")
    ]
    return [trace for trace in (*words, PLACE_BYTES, b"Exif", b"xmpmeta") if trace in content]


@pytest.mark.parametrize(("format_", "kind"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)])
def test_a_photo_is_turned_upright_and_forgets_who_where_and_with_what(
    format_: str, kind: Kind, place: Path
) -> None:
    original = samples.photo(format_)
    assert traces(original)
    found, copy = cleaned(original, place)
    assert (found, traces(copy)) == (kind, [])
    with Image.open(io.BytesIO(copy)) as image:
        assert (image.size, dict(image.getexif())) == ((80, 120), {})


def test_a_gif_becomes_a_picture_of_its_first_frame(place: Path) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=AUTHOR.encode())
    kind, copy = cleaned(out.getvalue(), place)
    with Image.open(io.BytesIO(copy)) as image:
        assert (kind, image.format, image.convert("RGB").getpixel((4, 4))) == (GIF, "PNG", (255, 0, 0))
    assert traces(copy) == []


def test_a_large_photo_is_scaled_down_and_what_follows_its_end_is_lost(place: Path) -> None:
    _, copy = cleaned(samples.photo(size=(3600, 600)) + AUTHOR.encode(), place)
    with Image.open(io.BytesIO(copy)) as image:
        assert image.size == (400, 2400)
    assert traces(copy) == []


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(place: Path) -> None:
    head = samples.photo("PNG")
    header = head[:16] + (30_000).to_bytes(4, "big") * 2 + head[24:]
    assert refused(header, place) in {"too_many_pixels", "broken"}
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    assert refused(out.getvalue(), place) == "too_many_pixels"


def test_half_a_photo_is_refused(place: Path) -> None:
    assert refused(samples.photo(size=(900, 900))[:2000], place) == "broken"


def test_a_pdf_loses_scripts_attachments_names_and_the_place_of_its_photo(place: Path) -> None:
    original = samples.pdf()
    assert set(traces(samples.unpacked_pdf(original))) >= {AUTHOR.encode(), PLACE_BYTES}
    kind, copy = cleaned(original, place)
    plain = samples.unpacked_pdf(copy)
    assert (kind, traces(plain)) == (PDF, [])
    assert not {b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA"} & set(plain.split())
    assert b"https://example.org/register" in plain
    assert b"A remark that stays" in plain
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert len(opened.pages) == 1


def test_a_pdf_with_a_password_is_refused(place: Path) -> None:
    out = io.BytesIO()
    made = pikepdf.Pdf.new()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert refused(out.getvalue(), place) == "locked"


def test_a_word_file_loses_authors_remarks_and_the_place_of_its_photo(place: Path) -> None:
    original = samples.docx()
    assert traces(b"".join(samples.unpacked_package(original).values()))
    kind, copy = cleaned(original, place)
    parts = samples.unpacked_package(copy)
    assert (kind, traces(b"".join(parts.values()) + copy)) == (DOCX, [])
    body = parts["word/document.xml"]
    assert b"The register is empty." in body
    assert b"Added later." in body
    assert b"rsid" not in body
    assert b"comment" not in body
    assert b"https://example.org/register" in parts["word/_rels/document.xml.rels"]
    assert b"file:" not in b"".join(parts.values())
    assert not {"word/comments.xml", "word/people.xml", "docProps/custom.xml"} & set(parts)
    with Image.open(io.BytesIO(parts["word/media/image1.jpeg"])) as image:
        assert image.size == (80, 120)


def test_a_workbook_loses_remarks_paths_and_printers(place: Path) -> None:
    kind, copy = cleaned(samples.xlsx(), place)
    parts = samples.unpacked_package(copy)
    assert (kind, traces(b"".join(parts.values()))) == (XLSX, [])
    assert set(parts) == {
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels",
    }  # fmt: skip
    assert b"Kept figure" in parts["xl/worksheets/sheet1.xml"]
    assert b"rId" not in parts["xl/worksheets/sheet1.xml"] + parts["xl/worksheets/_rels/sheet1.xml.rels"]


def test_an_opendocument_text_loses_authors_remarks_and_previews(place: Path) -> None:
    kind, copy = cleaned(samples.odt(), place)
    parts = samples.unpacked_package(copy)
    assert (kind, traces(b"".join(parts.values()) + copy)) == (ODT, [])
    assert b"The register is empty. Read on." in parts["content.xml"]
    assert b"https://example.org/register" in parts["content.xml"]
    assert "Thumbnails/thumbnail.png" not in parts
    assert b"Thumbnails" not in parts["META-INF/manifest.xml"]
    assert copy[30:38] == b"mimetype"


MACROS = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
MACRO_TYPE = samples.types(
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
)


def with_relation(kind: str, target: str) -> bytes:
    return samples.docx(**{"word/_rels/header1.xml.rels": samples.relations(("rId1", kind, target))})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "markup"),
        (b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "markup"),
        (b"Notes\n<IFRAME src=x>", "markup"),
        (b"{\\rtf1 hello}", "unknown"),
        (b"#!/bin/sh\nrm -rf /", "unknown"),
        (b"MZ\x90\x00\x03", "unknown"),
        (b"\xff\xfe\x41\x00", "unknown"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (b"\xff\xd8\xff<html><script>alert(1)</script>", "broken"),
        (b"%PDF-1.7\nnothing", "broken"),
        (b"PK\x03\x04nothing", "broken"),
        (samples.package({"a.txt": "a"}), "archive"),
        (samples.docx(**MACROS), "macros"),
        (samples.docx(**{"[Content_Types].xml": MACRO_TYPE}), "macros"),
        (samples.docx(**{"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
        (with_relation("oleObject", "embeddings/oleObject1.bin"), "embedded"),
        (with_relation("image", "https://example.org/pixel.png"), "external"),
        (with_relation("attachedTemplate", "https://example.org/evil.dotm"), "external"),
        (with_relation("attachedTemplate", "file://server/share/evil.dotm"), "external"),
        (samples.docx(**{"word/../../evil.xml": "<a/>"}), "broken"),
        (samples.docx(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "broken"),
        (samples.docx(**{"word/media/image1.jpeg": b"no picture"}), "embedded"),
        (samples.odt('<draw:image xlink:href="https://example.org/pixel.png"/>'), "external"),
        (samples.odt("", **{"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
        (samples.odt("", **{"Object 1": b"\xd0\xcf\x11\xe0"}), "embedded"),
    ],
)
def test_what_runs_fetches_or_deceives_is_refused(content: bytes, code: str, place: Path) -> None:
    assert refused(content, place) == code


def test_a_zip_bomb_is_refused_while_it_unpacks(place: Path) -> None:
    assert refused(samples.zip_bomb(), place) == "too_big_inside"


@pytest.mark.parametrize(
    ("content", "kind"),
    [("Ünïcode ტექსტი\n", TEXT), ("a;b\n1;2\n", CSV), ("a,b\n1,2\n", CSV), ("One, two.\nThree.\n", TEXT)],
)
def test_text_stays_as_it_is(content: str, kind: Kind, place: Path) -> None:
    assert cleaned(content.encode(), place) == (kind, content.encode())
