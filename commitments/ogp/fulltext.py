"""Takes the full text of a commitment apart by the headings of OGP's templates.

Where the headings are not certain, the whole text is the summary: no word is lost and none is moved by
guessing. Only names and addresses of contact persons are left out, being personal data.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from commitments.ogp.headings import (
    CONTACT,
    FAMILIES,
    FRAME,
    KEPT_ELSEWHERE,
    MILESTONES,
    MORE,
    Family,
    Section,
    sections_with_patterns,
)
from commitments.ogp.identity import plain_title
from commitments.ogp.milestones import MilestoneText, read_milestones
from commitments.ogp.text import cleaned, tidied, words

TEXT_FIELDS = (
    "summary",
    "problem",
    "causes",
    "done_so_far",
    "solution",
    "results",
    "transparency",
    "participation",
    "accountability",
)
# Words of the templates' own sub-headings and of dates: they say nothing that the columns do not.
_FORMAL = words(
    "commitment start end date other state actors involved civil society private sector international "
    "organization public agency institution initiator january february march april may june july august "
    "september october november december not none specified"
)
_FIRST_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class CommitmentTexts:
    """The parts of a full text. `family` names the template, "" when the text was left whole."""

    summary: str = ""
    problem: str = ""
    causes: str = ""
    done_so_far: str = ""
    solution: str = ""
    results: str = ""
    transparency: str = ""
    participation: str = ""
    accountability: str = ""
    milestones: tuple[MilestoneText, ...] = ()
    family: str = ""

    def whole(self) -> str:
        """All of it, for comparing."""
        return "\n".join(getattr(self, name) for name in TEXT_FIELDS if getattr(self, name))


@dataclass
class _Parts:
    texts: dict[str, list[str]] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    milestones: list[MilestoneText] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        if text := tidied(text.replace("\t", " ")):
            self.texts.setdefault(name, []).append(text)

    def add_more(self, heading: str, text: str) -> None:
        """Keep a section under its heading; a table's tabs become bars."""
        lines = [re.sub(r"\s*\t\s*", " | ", line.strip("\t ")) for line in text.split("\n")]
        if text := tidied(re.sub(r"•\s*\|\s*", "• ", "\n".join(lines))):
            self.more.append(f"{heading}\n{text}" if heading else text)


def take_apart(raw: str, *, title: str, number: str, columns: Iterable[str]) -> CommitmentTexts:
    """The parts of a full text; `columns` are the row's other texts, which sections may repeat."""
    text = cleaned(raw, keep_tabs=True)
    known = words(" ".join(columns)) | _FORMAL
    for family in FAMILIES:
        found = _headings(family, text)
        if found:
            return _parts(family, found, text, title=title, number=number, known=known)
    return CommitmentTexts(summary=tidied(text))


def _headings(family: Family, text: str) -> list[tuple[Section, re.Match[str]]] | None:
    """The family's headings in the text, in order; None when one is missing or out of order."""
    found: list[tuple[Section, re.Match[str]]] = []
    position = 0
    for section, pattern in sections_with_patterns(family):
        match = pattern.search(text, position)
        if match is None:
            if section.required:
                return None
            continue
        found.append((section, match))
        position = match.end()
    return found


def _parts(
    family: Family,
    found: list[tuple[Section, re.Match[str]]],
    text: str,
    *,
    title: str,
    number: str,
    known: frozenset[str],
) -> CommitmentTexts:
    parts = _Parts()
    parts.add("summary", _without_title(text[: found[0][1].start()], title, number))
    ends = [match.start() for _, match in found[1:]] + [len(text)]
    for (section, match), end in zip(found, ends, strict=True):
        _place(
            parts, section, tidied(match[0].replace("\t", " ")).rstrip(" :|"), text[match.end() : end], known
        )
    if parts.more:
        parts.texts.setdefault("results", []).extend(parts.more)
    return CommitmentTexts(
        **{name: "\n\n".join(texts) for name, texts in parts.texts.items()},
        milestones=tuple(parts.milestones),
        family=family.name,
    )


def _place(parts: _Parts, section: Section, heading: str, text: str, known: frozenset[str]) -> None:
    if section.field == CONTACT:
        return
    if section.field == KEPT_ELSEWHERE:
        if not _is_known(text, known):
            parts.add_more(heading, text)
        return
    if section.field == MILESTONES:
        read = read_milestones(text.strip("\n"), section.columns)
        if read is None:
            parts.add_more(heading, text)
        else:
            parts.milestones.extend(read[0])
            parts.add_more("", read[1])
        return
    if section.field in (MORE, FRAME):
        parts.add_more(heading, text)
        return
    parts.add(section.field, text)


def _is_known(text: str, known: frozenset[str]) -> bool:
    """Whether every word stands in the row's columns; `2018` is known there as `12/1/18` too."""
    return all(
        word in known or (_FIRST_YEAR.fullmatch(word) and any(k.endswith(word[2:]) for k in known))
        for word in words(text)
    )


def _without_title(text: str, title: str, number: str) -> str:
    """The text without lines that only repeat the title, under this number or another."""
    wanted = _bare(title, number)
    return "\n".join(line for line in text.split("\n") if not line.strip() or _bare(line, number) != wanted)


def _bare(title: str, number: str) -> str:
    return re.sub(r"^(?:commitment )?\d+ ", "", plain_title(title, number))
