"""OpenDocument texts and sheets: what names people is taken out, what runs or fetches is refused."""

import re

from lxml import etree

from ogp_portal.files.cleaning.kinds import ODS, ODT, Kind, Refused, is_picture
from ogp_portal.files.cleaning.packages import Parts, clean_picture_part, drop, local, parsed, written

KINDS = {kind.media_type: kind for kind in (ODT, ODS)}
MANIFEST = "META-INF/manifest.xml"
MACROS = re.compile(r"^(basic|scripts|dialogs)/|/(basic|scripts|dialogs)/", re.IGNORECASE)
GONE = re.compile(
    r"(^|/)(thumbnails|configurations2|versionlist\.xml|layout-cache|manifest\.rdf|currentdb)(/|$)"
    r"|^meta-inf/(document|macro|package)signatures"
    r"|(^|/)versions/",
    re.IGNORECASE,
)
XML_PARTS = {"content.xml", "styles.xml", "settings.xml"}
META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>'
)
REMARKS = {"annotation", "annotation-end"}
SETTINGS = re.compile(r"printer|rsid|currentdatabase|user|embeddedfonts?path|docprivate", re.IGNORECASE)
FETCHED = re.compile(r"^([a-z][a-z0-9+.-]*:|//|\\\\|/|\.\./)", re.IGNORECASE)
LINKS = ("http://", "https://", "mailto:", "#")
FORMULA = re.compile(r"\b(WEBSERVICE|DDE)\s*\(|['\[](file|https?|smb|ftp):", re.IGNORECASE)
NAMING_FIELDS = {"author-name", "author-initials", "initial-creator", "creator", "printed-by", "file-name"}
"""Fields that show who made the document, or where it lies on their disk; so do those named sender-…"""


def clean_opendocument(parts: Parts) -> Kind:
    """Clean the parts in place and say what the file is."""
    media_type = parts["mimetype"].decode("ascii", "replace").strip()
    if media_type not in KINDS:
        raise Refused("unknown")
    if any(MACROS.search(name) for name in parts):
        raise Refused("macros")
    manifest = parsed(parts[MANIFEST])
    if any(local(element.tag) == "encryption-data" for element in manifest.iter()):
        raise Refused("locked")
    for name in [name for name in parts if GONE.search(name)]:
        del parts[name]
    for name in list(parts):
        if name not in {"mimetype", MANIFEST}:
            parts[name] = _clean_part(name, parts[name])
    _forget(parts, manifest)
    return KINDS[media_type]


def _clean_part(name: str, content: bytes) -> bytes:
    base = name.rpartition("/")[2]
    if base == "meta.xml":
        return META
    if base in XML_PARTS:
        root = parsed(content)
        _clean_xml(root)
        return written(root)
    if is_picture(content[:16]):
        return clean_picture_part(content)
    if re.search(r"\.(emf|wmf|bmp|ttf|otf)$", base, re.IGNORECASE) or name.startswith("ObjectReplacements/"):
        return content
    raise Refused("embedded")


def _clean_xml(root: etree._Element) -> None:
    drop(element for element in root.iter() if local(element.tag) in REMARKS)
    drop(
        element
        for element in root.iter()
        if local(element.tag).startswith("config-item") and SETTINGS.search(_attribute(element, "name"))
    )
    for element in root.iter():
        name = local(element.tag)
        if name in {"script", "event-listener"} or (name == "scripts" and len(element)):
            raise Refused("macros")
        if name == "date" and local(getattr(element.getparent(), "tag", "")) == "change-info":
            element.text = "2000-01-01T00:00:00"
        elif name in NAMING_FIELDS or name.startswith("sender-"):
            element.text = ""
        for key in list(element.attrib):
            _clean_attribute(element, name, key)


def _clean_attribute(element: etree._Element, name: str, key: str) -> None:
    attribute, value = local(key), element.get(key) or ""
    if attribute == "rsid" or attribute.endswith("-rsid"):
        del element.attrib[key]
    elif attribute == "href" and FETCHED.match(value):
        if name not in {"a", "area-rectangle", "area-circle", "area-polygon"}:
            raise Refused("external")
        if not value.casefold().startswith(LINKS):
            element.set(key, "#")
    elif attribute in {"connection-resource", "dde-application"} or (
        attribute == "formula" and FORMULA.search(value)
    ):
        raise Refused("external")


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _forget(parts: Parts, manifest: etree._Element) -> None:
    for entry in list(manifest):
        path = _attribute(entry, "full-path")
        is_folder = path.endswith("/")
        is_kept = path == "/" or path in parts or (is_folder and any(name.startswith(path) for name in parts))
        if not is_kept:
            manifest.remove(entry)
        elif is_folder and path != "/" and "sun.star" in _attribute(entry, "media-type"):
            raise Refused("embedded")
    parts[MANIFEST] = written(manifest)
