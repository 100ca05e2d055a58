"""Takes a list of institutions apart into names, without splitting a ministry at its own commas."""

import re
from typing import Final

from commitments.ogp.cells import NO_TEXT, is_missing
from commitments.ogp.text import cleaned

MAX_NAME: Final = 300

_HEADS: Final = (
    "academy|administration|agency|association|authority|authorities|bank|bureau|cabinet|center|centre|chamber|"
    "chancellery|city|coalition|college|commission|commissioner|committee|council|court|department|directorate|"
    "eu|foundation|fund|government|initiative|inspectorate|institute|institution|lepl|ministries|ministry|"
    "municipality|ngo|office|ombudsman|organisation|organization|parliament|police|programme|program|project|"
    "secretariat|service|society|staff|state|transparency|undp|union|university|unit|world|register|registry"
)
_NAMES_A_BODY = re.compile(rf"\b(?:{_HEADS})\b|^Transparency International\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_MINISTRY = re.compile(
    r"^(?:the\s+)?(?:ministry|ministries|department|state (?:agency|committee|service))\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:and\s+)?(?:the\s+)?", re.IGNORECASE)
# A list that has lost its line breaks: "State Property Fund Ministry of Justice".
_RUN_ON = re.compile(
    r"(?<=[a-z)])\s+(?=Ministry of |NGO |(?:other )?civil society institutions|Other (?:bodies|public|state))"
)
_HANGING = re.compile(r"(?:\b(?:of|the|and|at|by|for|in|to|with|from|under|&)|,)$", re.IGNORECASE)
_CONSENT = re.compile(
    r"\s*\((?:up)?(?:on|by|with)\s+(?:their\s+)?(?:consent|agreement)\)\s*,?", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(?:initiators?|partners?|and|the|ngo|other state actors involved)\s*:?\s+(?=\S)", re.IGNORECASE
)
_GENERAL = re.compile(
    r"\b(?:un|non-?\s?)specified\b"
    r"|^(?:all|other|any|various|relevant|responsible|interested|ministries and|and other|consumer of)\b"
    r"|^(?:civil society (?:inst|org)|international org|insurance compan|infrastructure management org)\w*"
    r"|^(?:csos?|ngos?|private sector|forum members?|commercial entit\w+)(?:$|\W)"
    r"|^(?:central|local|regional|public|state|private)\b.*\b(?:authorit|bodies|administrations|governments?|compan)"
    r"|\bother (?:ngos?|csos?|civil society|central|state|public|governmental|agencies|institutions)\b",
    re.IGNORECASE,
)
_BODIES_IN_GENERAL = re.compile(
    r"^[a-z].*\b(?:authorities|bodies|administrations|governments|entities|experts)\b"
)
_PERSONS = re.compile(r"^citizens?\s*:", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:council member|mr\.|mrs\.|ms\.)", re.IGNORECASE)


def names_of(cell: str) -> tuple[str, ...]:
    """The institutions a cell names, in order, each once.

    Words that name nobody ("other unspecified NGOs") and private persons are not institutions. A comma
    separates only where both sides name a body, since “Ministry of Labour, Health and Social Affairs” is one.
    """
    if is_missing(cell, NO_TEXT):
        return ()
    names: dict[str, str] = {}
    for part in _lines(_CONSENT.sub(";", cleaned(cell))):
        if _PERSONS.match(part):
            break
        for name in _of_line(part):
            names.setdefault(normalised_name(name), name)
    return tuple(names.values())


def _lines(text: str) -> list[str]:
    """Parts between semicolons and line breaks; a line that ends with “of” or a comma runs on."""
    parts: list[str] = []
    for part in re.split(r"\s*[;\n]\s*", re.sub(r",([\"”])", r"\1,", text)):
        # Only its end: the whole of it would be searched again for each part that it takes in.
        if parts and _HANGING.search(parts[-1][-12:]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def _of_line(line: str) -> list[str]:
    if _PERSON.search(line):
        return []
    names = [_tidy(piece) for run in _runs(line) for piece in _by_commas(run)]
    return [name[:MAX_NAME] for name in names if name and not _names_nobody(name)]


def _names_nobody(name: str) -> bool:
    """“unspecified NGOs” name nobody; a plan whose lead is “Central executive authorities” means a body."""
    return bool(_BODIES_IN_GENERAL.search(name)) or (
        bool(_GENERAL.search(name)) and not re.match(r"^(?:Central|Local|Regional|Public|State)\b", name)
    )


def _runs(line: str) -> list[str]:
    runs: list[str] = []
    start = 0
    for gap in _RUN_ON.finditer(line):
        if not _HANGING.search(line[start : gap.start()]):
            runs.append(line[start : gap.start()])
            start = gap.end()
    return [*runs, line[start:]]


def _by_commas(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _between_commas(text):
        if pieces and not _stands_alone(piece, pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def _between_commas(text: str) -> list[str]:
    """Parts between those commas that stand neither in parentheses nor in quotation marks."""
    pieces: list[str] = []
    end, bracket, mark = len(text), "", ""
    # From the end, so that what comes next is known: a bracket or a mark that closes means inside.
    for at in range(len(text) - 1, -1, -1):
        letter = text[at]
        if letter in "()":
            bracket = letter
        elif letter in "“”":
            mark = letter
        elif letter == "," and bracket != ")" and mark != "”":
            pieces.append(text[at + 1 : end].lstrip())
            end = at
    return [text[:end], *reversed(pieces)]


def _stands_alone(piece: str, before: str) -> bool:
    """Whether this piece of a list is a name of its own rather than the rest of the name before it."""
    if _BODIES_IN_GENERAL.search(piece):
        return True
    bare = _ARTICLE.sub("", re.sub(r"\([^()]*\)", "", piece)).lstrip("\"“«‘' ")
    if not bare[:1].isupper():
        return _names_nobody(piece)
    if _NAMES_A_BODY.search(bare) or _ACRONYM.search(bare):
        return True
    return not _MINISTRY.match(before)


def _tidy(piece: str) -> str:
    name = re.sub(r"\(hereinafter[^()]*\)?", "", piece)
    name = _PREFIX.sub("", name.strip(" \t.,;:–-"))
    return re.sub(r"\s+", " ", name).strip()


def normalised_name(name: str) -> str:
    """For telling whether two names are one institution: with or without country, article and marks."""
    plain = re.sub(r"\([^()]*\)", " ", name.casefold())
    plain = re.sub(r"[\W_]+", " ", plain)
    plain = re.sub(
        r"\b(?:the|of the (?:ra|republic of armenia)|of (?:ukraine|georgia|moldova|azerbaijan))\b", " ", plain
    )
    return " ".join(plain.split())


_KINDS: Final = (
    (
        "government",
        r"^(?:the )?(?:vice prime|ministr|cabinet|government|council of ministers|state chancellery)",
    ),
    ("business", r"\b(?:cjsc|ltd|limited|llc|company|companies|chamber of commerce)\b"),
    (
        "international",
        r"\b(?:un|undp|unesco|unicef|unhcr|usaid|osce|oecd|giz|eu|greco|world bank|european (?:union|bank|"
        r"commission|environment)|council of europe|united (?:nations|states)|security and cooperation|"
        r"international (?:bank|monetary|organi[sz]ation)|delegation of the)\b",
    ),
    (
        "cso",
        r"\b(?:ngo|cso|foundation|charity|coalition|union of|transparency international|civil society|club|"
        r"international renaissance|freedom of information|asparez|idfi|gyla|araza|foica|world vision|"
        r"non-governmental|independent centre)\b",
    ),
    ("academia", r"\b(?:university|academy|academies|higher education)\b"),
    ("government", r"\b(?:ministry|ministries|cabinet|government|prime minister|president|chancellery)\b"),
    (
        "public_body",
        r"\b(?:agency|administration|state|committee|commission|commissioner|council|court|parliament|service|"
        r"bureau|office|police|fund|authorit|chamber|ombudsman|secretariat|municipalit|national|public|staff|"
        r"directorate|inspect|cadastre|register|registry|lepl)",
    ),
    ("cso", r"\bassociation\b"),
)


def kind_of(name: str, *, lead: bool) -> str:
    """The likely kind of an institution by the words of its name; officials correct it where it is wrong."""
    for kind, pattern in _KINDS:
        if re.search(pattern, name, re.IGNORECASE):
            return kind
    return "public_body" if lead else "cso"
