"""Files such as people and attackers send, built here so that none is committed."""

# ruff: noqa: E501

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

AUTHOR = "Natallia Witness"
COMPANY = "House of Witnesses"
CAMERA = "Witness Camera 7"
PLACE = ((53.0, 54.0, 15.5), (27.0, 33.0, 42.25))
"""Latitude and longitude."""
PLACE_BYTES = b"\x00\x00\x00\x35\x00\x00\x00\x01\x00\x00\x00\x36\x00\x00\x00\x01"
"""53 degrees, 54 minutes as EXIF writes them, most significant byte first."""


def photo(format_: str = "JPEG", size: tuple[int, int] = (120, 80), **more: Any) -> bytes:
    """A photo that knows who took it, with what, and where; it lies on its side."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif.endian = ">"
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x013B], exif[0x0110] = AUTHOR, CAMERA
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: PLACE[0], 3: "E", 4: PLACE[1]})
    out = io.BytesIO()
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{AUTHOR}</creator></x:xmpmeta>'.encode()
    image.save(out, format_, exif=exif, **({"xmp": xmp} if format_ != "GIF" else {}), **more)
    return out.getvalue()


def package(parts: dict[str, str | bytes], stored: Iterable[str] = ()) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                name, content, zipfile.ZIP_STORED if name in {"mimetype", *stored} else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def relations(*rows: tuple[str, str, str]) -> str:
    """(id, kind, target) each; a target with a scheme is external."""
    written = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for id_, kind, target in rows
    )
    return f'<Relationships xmlns="{RELATIONS}">{written}</Relationships>'


def types(main: str, **parts: str) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in {**parts}.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{main}{overrides}</Types>'
    )


def docx_parts(**more: str | bytes) -> dict[str, str | bytes]:
    """A report with an author, a remark, a tracked change, a photo with its place, a link to a disk."""
    body = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        '<w:p w:rsidR="00A1B2C3"><w:r><w:t>The register is empty.</w:t></w:r>'
        f'<w:ins w:id="1" w:author="{AUTHOR}" w:date="2024-05-01T10:00:00Z"><w:r><w:t>Added later.</w:t></w:r></w:ins>'
        '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:hyperlink r:id="rId5"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{AUTHOR}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body></w:document>'
    )
    return {
        "[Content_Types].xml": types(
            f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>',
            **{"word/comments.xml": f"{WORD}.comments+xml"},
        ),
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "extended-properties", "docProps/app.xml"),
            ("rId3", "custom-properties", "docProps/custom.xml"),
        ).replace(
            "</Relationships>",
            '<Relationship Id="rId9" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/package'
            '/2006/relationships/metadata/core-properties"/></Relationships>',
        ),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": relations(
            ("rId1", "comments", "comments.xml"),
            ("rId2", "image", "media/image1.jpeg"),
            ("rId3", "settings", "settings.xml"),
            ("rId4", "people", "people.xml"),
            ("rId5", "hyperlink", f"file:///C:/Users/{AUTHOR}/notes.docx"),
            ("rId6", "hyperlink", "https://example.org/register"),
        ),
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{AUTHOR}" w:initials="NW">'
        f"<w:p><w:r><w:t>Ask {AUTHOR}</w:t></w:r></w:p></w:comment></w:comments>",
        "word/people.xml": f'<w:people xmlns:w="{W}"><w:person w:author="{AUTHOR}"/></w:people>',
        "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids></w:settings>',
        "word/_rels/settings.xml.rels": relations(
            ("rId1", "attachedTemplate", f"file:///C:\\Users\\{AUTHOR}\\Normal.dotm")
        ),
        "word/media/image1.jpeg": photo(),
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata'
        '/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy></cp:coreProperties>",
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006'
        f'/extended-properties"><Company>{COMPANY}</Company></Properties>',
        "docProps/custom.xml": f"<Properties><property>{COMPANY}</property></Properties>",
        **more,
    }


def docx(**more: str | bytes) -> bytes:
    return package(docx_parts(**more))


def xlsx() -> bytes:
    """A table with a remark, the path of its folder, and the name of a printer's user."""
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return package(
        {
            "[Content_Types].xml": types(
                f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {ns} xmlns:r="{R}"><fileSharing userName="{AUTHOR}"/>'
            f'<absPath url="C:\\Users\\{AUTHOR}\\"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f'<worksheet {ns} xmlns:r="{R}"><sheetData><row><c t="inlineStr"><is>'
            '<t>Kept figure</t></is></c></row></sheetData><pageSetup r:id="rId2"/><legacyDrawing r:id="rId3"/>'
            "</worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("rId1", "comments", "../comments1.xml"),
                ("rId2", "printerSettings", "../printerSettings/printerSettings1.bin"),
                ("rId3", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ),
            "xl/comments1.xml": f"<comments {ns}><authors><author>{AUTHOR}</author></authors></comments>",
            "xl/drawings/vmlDrawing1.vml": f"<xml><shape>{AUTHOR}</shape></xml>",
            "xl/printerSettings/printerSettings1.bin": AUTHOR.encode("utf-16-le"),
        }
    )


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
)


def odt(body: str = "", **more: str | bytes) -> bytes:
    """A text with an author, a remark, a tracked change, a photo and the name of a printer."""
    entries = ["/", "content.xml", "meta.xml", "settings.xml", "Pictures/1.jpg", "Thumbnails/thumbnail.png"]
    listed = "".join(f'<m:file-entry m:full-path="{name}" m:media-type=""/>' for name in entries)
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>"
            "<text:tracked-changes><text:changed-region><text:insertion><office:change-info>"
            f"<dc:creator>{AUTHOR}</dc:creator><dc:date>2024-05-01T10:00:00</dc:date>"
            "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
            f"<text:p>The register is empty.<office:annotation><dc:creator>{AUTHOR}</dc:creator>"
            f"<text:p>Ask {AUTHOR}</text:p></office:annotation> Read on.</text:p>"
            f"<text:p>By <text:author-name>{AUTHOR}</text:author-name></text:p>"
            '<text:p><text:a xlink:href="https://example.org/register">link</text:a></text:p>'
            f'<draw:image xlink:href="Pictures/1.jpg"/>{body}</office:text></office:body>'
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><dc:creator>{AUTHOR}</dc:creator></office:document-meta>",
            "settings.xml": f'<office:document-settings {ODF}><config:config-item config:name="PrinterName">'
            f"{AUTHOR}</config:config-item></office:document-settings>",
            "Pictures/1.jpg": photo(),
            "Thumbnails/thumbnail.png": AUTHOR.encode(),
            "META-INF/manifest.xml": f"<m:manifest {ODF}>{listed}</m:manifest>",
            **more,
        }
    )


def pdf() -> bytes:
    """A PDF with scripts, an attachment, an author, remarks with a name, and a photo with its place."""
    made = pikepdf.Pdf.new()
    page = made.add_blank_page()
    picture = Stream(made, photo())
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 120, 80
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    page.Resources = Dictionary(XObject=Dictionary(I=made.make_indirect(picture)))
    page.Contents = Stream(made, b"q 100 0 0 100 0 0 cm /I Do Q")
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=f"app.alert('{AUTHOR}')"))
    made.Root.OpenAction = script
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))
    page.Annots = Array(
        [
            _note(Name.Link, A=Dictionary(S=Name.URI, URI="https://example.org/register")),
            _note(Name.Link, A=Dictionary(S=Name.Launch, F=f"{AUTHOR}.exe", P="x")),
            _note(Name.Link, A=Dictionary(S=Name.URI, URI=f"file:///home/{AUTHOR}")),
            _note(Name.Text, T=AUTHOR, Contents="A remark that stays"),
            _note(Name.Popup, T=AUTHOR),
            made.make_indirect(
                _note(Name.Square, AA=Dictionary(E=Dictionary(S=Name.JavaScript, JS=f"'{AUTHOR}'")))
            ),
        ]
    )
    made.attachments[f"{AUTHOR}.txt"] = AUTHOR.encode()
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
    made.docinfo["/Author"] = AUTHOR
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _note(subtype: Name, **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[0, 0, 9, 9], **more)


def unpacked_pdf(content: bytes) -> bytes:
    """A PDF with every stream unpacked, so that its bytes can be searched."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(
            out,
            qdf=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return out.getvalue()


def unpacked_package(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_bomb() -> bytes:
    """A Word file whose one part is 400 MB of spaces."""
    return docx(**{"word/numbering.xml": b" " * (400 << 20)})
