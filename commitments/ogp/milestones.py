"""Takes a milestone table apart, where its rows and cells are beyond doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commitments.ogp.text import tidied

_NUMBER = re.compile(
    r"^(?:(?:action|activity|step|milestone)\s+)?(\d+(?:\.\d+)*)\s*[.):]?\s+(?=\S)", re.IGNORECASE
)
_MONTH = r"(?:\d{1,2}/)?\d{1,2}/\d{4}"
_SPACED_DATES = re.compile(
    rf"^(?P<title>.+?)\s+(?P<starts>{_MONTH})\s+(?P<ends>{_MONTH}|carried out systematically)$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_WORDS = re.compile(r"\d{4}|ongoing|continuous|annual|quarter|systematically|each year", re.IGNORECASE)


@dataclass(frozen=True)
class MilestoneText:
    """One row of a milestone table, every cell as written."""

    number: str
    title: str
    output: str = ""
    responsible: str = ""
    starts: str = ""
    ends: str = ""


def read_milestones(block: str, columns: Sequence[str]) -> tuple[list[MilestoneText], str] | None:
    """The milestones and the words before them, or None when the table cannot be read with certainty."""
    if "|" in block:
        found = _piped(block, columns)
    elif "\t" in block:
        found = _tabbed(block, columns)
    else:
        found = _spaced(block, columns)
    if not found or not found[0]:
        return None
    milestones, preface = found
    numbers = [milestone.number for milestone in milestones]
    if len(set(numbers)) != len(numbers):
        milestones = [_renumbered(milestone, i) for i, milestone in enumerate(milestones, 1)]
    return milestones, preface


def _renumbered(milestone: MilestoneText, number: int) -> MilestoneText:
    return MilestoneText(
        str(number), *[getattr(milestone, f) for f in ("title", "output", "responsible", "starts", "ends")]
    )


def _piped(block: str, columns: Sequence[str]) -> tuple[list[MilestoneText], str] | None:
    """Rows between empty lines, cells between bars, each row beginning with its number."""
    rows = [
        row
        for row in re.split(r"\n\s*\n|\n(?=\s*(?:Action\s+)?\d+(?:\.\d+)*\.?\s[^|\n]{3,}\|)", block)
        if row.strip()
    ]
    preface: list[str] = []
    milestones: list[MilestoneText] = []
    for row in rows:
        cells = [tidied(cell) for cell in row.split("|")]
        number = _NUMBER.match(cells[0])
        if number is None or len(cells) < 2:
            if milestones:
                return None
            preface.append(row)
            continue
        if len(cells) > len(columns):
            return None
        milestones.append(_milestone([cells[0][number.end() :], *cells[1:]], columns, number[1]))
    return milestones, tidied("\n".join(preface))


def _tabbed(block: str, columns: Sequence[str]) -> tuple[list[MilestoneText], str] | None:
    """A row per line, cells between tabs; a line with fewer cells continues the title below it."""
    milestones: list[MilestoneText] = []
    pending = ""
    for line in _joined_lines(block, len(columns)):
        cells = [tidied(cell) for cell in line.split("\t")]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        if len(cells) == 1:
            pending = f"{pending}\n{cells[0]}".strip()
            continue
        if re.fullmatch(r"\d+\.?", cells[0]) and len(cells) == len(columns) + 1:
            cells = [f"{cells[0].rstrip('.')}. {cells[1]}", *cells[2:]]
        if len(cells) != len(columns) or not _dates_look_right(cells, columns):
            return None
        title = f"{pending}\n{cells[0]}".strip()
        pending = ""
        number = _NUMBER.match(title)
        label = number[1] if number else str(len(milestones) + 1)
        milestones.append(
            _milestone([title[number.end() :] if number else title, *cells[1:]], columns, label)
        )
    return None if pending else (milestones, "")


def _joined_lines(block: str, width: int) -> list[str]:
    """Lines of the block; the last cell of a row may run on in lines without a tab."""
    lines: list[str] = []
    for line in block.split("\n"):
        if not line.strip():
            continue
        complete = bool(lines) and lines[-1].count("\t") == width - 1
        runs_on = complete and "\t" not in line and line.lstrip()[:1].islower()
        if runs_on or (lines and 0 < lines[-1].count("\t") < width - 1 and not lines[-1].endswith("\t")):
            lines[-1] = f"{lines[-1]}\n{line}"
        else:
            lines.append(line)
    return lines


def _dates_look_right(cells: Sequence[str], columns: Sequence[str]) -> bool:
    return all(
        not cell or (len(cell) < 90 and (name == "starts" or _DATE_WORDS.search(cell) is not None))
        for name, cell in zip(columns, cells, strict=True)
        if name in ("starts", "ends")
    )


def _spaced(block: str, columns: Sequence[str]) -> tuple[list[MilestoneText], str] | None:
    """Numbered rows that end with two dates, in a text that has lost its tabs."""
    if "starts" not in columns:
        return None
    rows = re.split(r"\n\s*(?=\d+\.\s)", "\n" + block.strip())
    preface, rows = rows[0], rows[1:]
    milestones = []
    for position, row in enumerate(rows, 1):
        number = _NUMBER.match(row)
        dated = _SPACED_DATES.match(tidied(row[number.end() :])) if number else None
        if number is None or dated is None or number[1] != str(position):
            return None
        milestones.append(
            MilestoneText(
                number[1], " ".join(dated["title"].split()), starts=dated["starts"], ends=dated["ends"]
            )
        )
    return (milestones, "") if not preface.strip() else None


def _milestone(cells: Sequence[str], columns: Sequence[str], number: str) -> MilestoneText:
    named = dict(zip(columns, cells, strict=False))
    return MilestoneText(
        number,
        " ".join(named.get("title", "").split()),
        output=named.get("output", ""),
        responsible=named.get("responsible", ""),
        starts=named.get("starts", ""),
        ends=named.get("ends", ""),
    )
