"""Word, Excel and PowerPoint: what names people is taken out, what runs or fetches is refused."""

import posixpath
import re

from lxml import etree

from ogp_portal.files.cleaning.kinds import DOCX, PPTX, XLSX, Kind, Refused
from ogp_portal.files.cleaning.packages import Parts, clean_picture_part, drop, local, parsed, written

TYPES = "[Content_Types].xml"
MAIN = {
    f"application/vnd.openxmlformats-officedocument.{name}.main+xml": kind
    for name, kind in (
        ("wordprocessingml.document", DOCX),
        ("spreadsheetml.sheet", XLSX),
        ("presentationml.presentation", PPTX),
    )
}
MACROS = re.compile(
    r"macroenabled|vbaproject|vbadata|macrosheet|activex|customui|attachedtoolbars", re.IGNORECASE
)
GONE = re.compile(
    r"^(docprops/(custom|thumbnail)|customxml/|_xmlsignatures/)"
    r"|(^|/)(comments|threadedcomments|persons?|people|authors|commentauthors|revisions|changesinfos"
    r"|printersettings|documenttasks|webextensions|ctrlprops|tags)(/|\d*\.)"
    r"|(^|/)comments(extended|ids|extensible)\d*\.xml$"
    r"|(^|/)(revisioninfo|recipientdata|usernames)\d*\.xml$"
    r"|\.(wdp|svg|psmdcp)$",
    re.IGNORECASE,
)
"""Parts that are not copied: properties of one's own, remarks and who made them, traces of revisions,
settings of printers, signatures, and second versions of pictures."""
GONE_BY_RELATION = {
    "package", "thumbnail", "custom-properties", "comments", "commentsextended", "commentsids",
    "commentsextensible", "threadedcomment", "person", "people", "commentauthors", "authors", "customxml",
    "printersettings", "tags", "revisionheaders", "revisionlog", "usernames", "changesinfo", "revisioninfo",
    "ctrlprop", "webextension", "webextensiontaskpanes", "documenttasks", "recipientdata", "hdphoto",
    "digital-signature-origin", "origin", "signature",
}  # fmt: skip
"""The same by what a relation calls them, wherever they lie; "package" is the workbook behind a chart."""
PROPERTIES = {"core-properties": "docprops/core.xml", "extended-properties": "docprops/app.xml"}
PICTURE = re.compile(r"\.(jpe?g|jpe|jfif|png|gif|webp)$", re.IGNORECASE)
PLAIN_PICTURE = re.compile(r"\.(emf|wmf|bmp|dib)$", re.IGNORECASE)
"""Formats of old that hold nothing but drawing or pixels."""
FONT = re.compile(r"\.(odttf|fntdata|ttf)$", re.IGNORECASE)
XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
LINKS = ("http://", "https://", "mailto:")
HERE = re.compile(r"^(file:///)?[a-z]:[\\/]", re.IGNORECASE)
"""A path on somebody's own machine: nothing is fetched by it, but it may name people."""
PATH = re.compile(r"[a-z]:\\|\\\\|file:|/users/|/home/", re.IGNORECASE)
FETCHING_FIELD = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|RD|DATABASE)\b")
PERSONAL = {"author", "initials", "userName", "lastModifiedBy", "userId", "refreshedBy", "providerId"}
MOMENTS = {"date", "dateUtc", "dT", "refreshedDate", "refreshedDateIso"}
REMARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "comment", "annotationRef"}
DROPPED = REMARKS | {
    "rsids", "docId", "docVars", "mailMerge", "attachedTemplate", "fileSharing", "absPath", "revisionPtr",
    "documentProtection", "writeProtection", "modifyVerifier", "svgBlip", "imgProps", "imgLayer",
    "legacyDrawing", "legacyDrawingHF", "externalData", "custDataLst", "custData", "dataBinding", "controls",
    "creator", "lastModifiedBy",
}  # fmt: skip
NAMING_FIELD = re.compile(r"^\s*(AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE)\b")
"""Fields that show who made the document, or where it lies on their disk."""
EMPTY = {
    "docprops/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}


def clean_ooxml(parts: Parts) -> Kind:
    """Clean the parts in place and say what the file is."""
    kind = _kind(parts)
    _refuse_what_runs(parts)
    relations = {name: parsed(parts[name]) for name in parts if name.endswith(".rels")}
    for name, root in relations.items():
        _check_relations(name, root)
    gone = {name for name in parts if GONE.search(name)} | _gone_by_relation(relations, kind)
    for name in gone & set(parts):
        del parts[name]
    for name in list(parts):
        if name != TYPES:
            parts[name] = _clean_part(name, parts[name])
    _forget(parts, gone)
    return kind


def _kind(parts: Parts) -> Kind:
    root = parsed(parts[TYPES])
    listed = [str(element.get("ContentType", "")) for element in root]
    if any(MACROS.search(content_type) for content_type in listed):
        raise Refused("macros")
    kinds = {MAIN[content_type] for content_type in listed if content_type in MAIN}
    if len(kinds) != 1:
        raise Refused("unknown")
    return kinds.pop()


def _refuse_what_runs(parts: Parts) -> None:
    for name in parts:
        folded = name.casefold()
        if MACROS.search(folded) or "/dialogsheets/" in folded:
            raise Refused("macros")
        if "/externallinks/" in folded or re.search(r"(^|/)(connections|querytables?/|querytable\d)", folded):
            raise Refused("external")


def _check_relations(name: str, root: etree._Element) -> None:
    """Refuse what is fetched by opening the file; a link that a reader may follow is none of that."""
    for relation in root:
        kind = _type(relation)
        target = str(relation.get("Target", ""))
        if kind in {"oleobject", "afchunk", "video", "audio", "media", "control", "activexcontrolbinary"}:
            raise Refused("embedded")
        if kind == "package" and "/charts/" not in f"/{name}":
            raise Refused("embedded")
        if relation.get("TargetMode") != "External":
            continue
        if kind == "attachedtemplate" and HERE.match(target):
            continue
        if kind != "hyperlink":
            raise Refused("external")


def _gone_by_relation(relations: dict[str, etree._Element], kind: Kind) -> set[str]:
    found = set()
    for name, root in relations.items():
        for relation in root:
            type_, target = _type(relation), _target(name, relation)
            # The old drawings of a sheet frame its remarks, and are nothing without them.
            is_frame = kind is XLSX and type_ == "vmldrawing"
            is_property = type_ in PROPERTIES and target.casefold() != PROPERTIES[type_]
            if type_ in GONE_BY_RELATION or is_frame or is_property:
                found.add(target)
    return found


def _type(relation: etree._Element) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2].casefold()


def _target(relations: str, relation: etree._Element) -> str:
    """The part that a relation points to: targets are relative to the part that the relations belong to."""
    target = str(relation.get("Target", ""))
    if target.startswith("/"):
        return posixpath.normpath(target[1:])
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join(folder, target))


def _clean_part(name: str, content: bytes) -> bytes:
    folded = name.casefold()
    if folded in EMPTY:
        return EMPTY[folded]
    if folded.endswith(".rels"):
        return content
    if XML.search(folded):
        root = parsed(content)
        _clean_xml(root)
        return written(root)
    if PICTURE.search(folded):
        return clean_picture_part(content)
    if PLAIN_PICTURE.search(folded) or FONT.search(folded):
        return content
    raise Refused("embedded")


def _clean_xml(root: etree._Element) -> None:
    drop(element for element in root.iter() if local(element.tag) in DROPPED)
    _empty_fields(root)
    for element in root.iter():
        name = local(element.tag)
        if name in {"instrText", "delInstrText"} and FETCHING_FIELD.search(element.text or ""):
            raise Refused("external")
        if name == "fldSimple" and FETCHING_FIELD.search(" ".join(element.attrib.values())):
            raise Refused("external")
        if name == "pageSetup":
            _drop_attributes(element, {"id"})
        for key in list(element.attrib):
            _clean_attribute(element, key)


def _empty_fields(root: etree._Element) -> None:
    """Take the text out of fields that show a person or a path; such a field may be simple, or spread out."""
    naming: list[bool] = []
    for element in root.iter():
        name = local(element.tag)
        if name == "fldSimple" and NAMING_FIELD.match(_value(element, "instr")):
            _empty(element)
        elif name == "fldChar":
            mark = _value(element, "fldCharType")
            if mark == "begin":
                naming.append(False)
            elif mark == "end" and naming:
                naming.pop()
        elif name == "instrText" and naming and NAMING_FIELD.match(element.text or ""):
            naming[-1] = True
        elif name == "t" and any(naming):
            element.text = ""


def _empty(element: etree._Element) -> None:
    for text in element.iter():
        if local(text.tag) == "t":
            text.text = ""


def _value(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if local(key) == name), "")


def _clean_attribute(element: etree._Element, key: str) -> None:
    name = local(key)
    if name in PERSONAL:
        element.set(key, "")
    elif name.startswith("rsid") or _is_source(name, key) or _is_moment(name, element):
        del element.attrib[key]
    elif name in {"descr", "title", "name"} and PATH.search(element.get(key) or ""):
        element.set(key, "")


def _is_source(name: str, key: str) -> bool:
    """Whether the attribute is the place on a disk from which a picture was put in."""
    return name == "href" and key.startswith("{urn:schemas-microsoft-com:office:office}")


def _is_moment(name: str, element: etree._Element) -> bool:
    """Whether it says when somebody made a change or remark."""
    return name in MOMENTS and "author" in {local(other) for other in element.attrib}


def _drop_attributes(element: etree._Element, names: set[str]) -> None:
    for key in list(element.attrib):
        if local(key) in names:
            del element.attrib[key]


def _forget(parts: Parts, gone: set[str]) -> None:
    """Take what is gone out of relations and types; links to somebody's own disk lead nowhere."""
    for name in [name for name in parts if name.endswith(".rels")]:
        root = parsed(parts[name])
        for relation in list(root):
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") == "External":
                if _type(relation) == "attachedtemplate":
                    root.remove(relation)
                elif not target.casefold().startswith(LINKS):
                    relation.set("Target", "about:blank")
            elif _target(name, relation) not in parts:
                root.remove(relation)
        owner = posixpath.join(
            posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")]
        )
        if owner in gone:
            del parts[name]
        else:
            parts[name] = written(root)
    types = parsed(parts[TYPES])
    for element in list(types):
        if element.get("PartName") and str(element.get("PartName")).lstrip("/") not in parts:
            types.remove(element)
    parts[TYPES] = written(types)
