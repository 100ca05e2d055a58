"""Finds the header of an export and which of our fields each column is.

Names are compared in a normalised form, so that order, case, punctuation and spelling of one edition or
another do not matter. A leading underscore is kept: OGP marks its computed copies of a column with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commitments.ogp.errors import ImportRefused
from commitments.ogp.reading import Line, Sheet

HEADER_ROWS_SEARCHED: Final = 6

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "country": ("country locality", "country", "country name"),
    "iso2": ("iso2", "iso 2", "country code"),
    "level": ("national or local",),
    "plan_number": ("action plan number", "action plan no", "action plan"),
    "plan_id": ("action plan id", "action plan unique identifier"),
    "year": ("year of submission", "submission year"),
    "end_year": ("action plan end year",),
    "ogp_id": ("commitment unique identifier", "commitment id"),
    "number": ("commitment number", "comm no", "commitment no", "comm number"),
    "title": ("commitment title", "title"),
    "short_title": ("short title",),
    "full_text": ("full text", "commitment full text"),
    "starts": ("start date", "start"),
    "ends": ("end date", "end"),
    "lead": ("lead institution", "lead institution responsible instutitution", "lead agency"),
    "supporting": ("supporting institution", "supporting institutions", "other involved actors"),
    "first_report_year": ("report publication year progress report", "report publication year"),
    "last_report_year": ("report publication year end of term",),
    "cluster": ("cluster",),
    "compound": ("compound",),
    "specificity": ("specificity",),
    "verifiable": ("verifiable",),
    "value_information": ("value info", "ogp value access to information"),
    "value_participation": ("value part", "ogp value civic participation"),
    "value_accountability": ("value acc", "ogp value public accountability"),
    "value_technology": ("value tech", "ogp value technology", "ogp value technology and innovation"),
    "relevant": ("_relevant", "relevant"),
    "potential_impact": ("potential impact",),
    "potential_for_results": ("potential for results",),
    "completion": ("completion progress report", "actual completion", "completion"),
    "projected_completion": ("projected completion",),
    "on_time": ("on time",),
    "on_schedule": ("on schedule",),
    "completion_end": ("completion end of term",),
    "change_in_completion": ("change in completion",),
    "early_results": ("early results",),
    "opened_government": ("did it open government overall", "did it open government end of term only"),
    "opened_information": ("did it open government access to information",),
    "opened_participation": ("did it open government civic participation",),
    "opened_accountability": ("did it open government public accountability",),
    "carried_forward": ("carried forward",),
    "gc_integrity": ("gc pubint",),
    "gc_resources": ("gc pubres",),
    "gc_services": ("gc pubsvc",),
    "gc_companies": ("gc corpacc",),
    "gc_safety": ("gc safcomm",),
    "star_2014": ("starred pre june 2014 assessments", "starred"),
    "star_2015": ("starred 2015 only",),
    "star_current": ("starred current formula progress report",),
    "star_current_end": ("starred current formula end of term",),
}
REQUIRED: Final = {"country": "Country", "plan_number": "Action Plan Number", "title": "Commitment Title"}
ONE_OF: Final = ("full_text", "specificity", "completion", "ogp_id", "potential_impact")

PERSONAL: Final = frozenset(
    {
        "contact name",
        "contact position",
        "contact email",
        "contact e mail",
        "contact telephone",
        "contact phone",
        "person reponsible from lead institution",
        "person responsible from lead institution",
        "title department",
        "email",
        "phone",
    }
)
COMPUTED: Final = frozenset(
    {
        "checksum",
        "comm dummy",
        "commitment dummy",
        "000 case no",
        "id",
        "code",
        "region",
        "action plan duration years",
        "theme",
        "irm assessed",
        "irm assessed y n",
        "most recently assessed",
        "star most recently assessed",
        "updated website",
        "active commitment",
        "max star",
        "ambition assessed",
        "comp assessed",
        "diog assessed",
        "midterm only",
        "max completion",
        "raw completion",
        "high completion",
        "high ambition",
        "high diog",
        "ambitious and complete or diog",
        "ambitious but not complete",
        "complete but not ambitious",
        "not complete or ambitious",
        "not reviewed",
        "irm based score",
        "binding constraint",
        "latest irm report",
        "subnational in naps",
        "cluster ap review",
        "cluster commitment id",
        "cluster commitment ids",
        "poc specified delete",
        "poc specificed",
        "odwg",
        "fowg",
        "lowg",
        "atwg",
        "onrwg",
        "new x starred",
        "starred x specificity",
        "url",
    }
)


def normalised(header: str) -> str:
    """`Supporting Institution(s)` and `supporting  institutions` alike; `_Specificity` keeps its mark."""
    text = header.replace("\ufeff", "").strip().casefold()
    mark = "_" if text.startswith("_") else ""
    text = re.sub(r"\(s\)", "s", text)
    return mark + re.sub(r"[\W_]+", " ", text).strip()


_FIELD_OF: Final = {name: field for field, names in SYNONYMS.items() for name in names}


@dataclass(frozen=True)
class Header:
    """Where the fields stand. `tags` gives the column of each normalised name that is no field of ours."""

    row: int
    names: tuple[str, ...]
    fields: Mapping[str, int]
    tags: Mapping[str, int]
    generation: str

    @property
    def width(self) -> int:
        """Columns up to the last one that has a name."""
        return max((i + 1 for i, name in enumerate(self.names) if name.strip()), default=0)

    def name(self, field: str) -> str:
        """The header of a field as the file spells it."""
        position = self.fields.get(field)
        return self.names[position].strip() if position is not None else REQUIRED.get(field, field)

    @property
    def tag_set(self) -> str:
        return "2024" if self.generation == "2024" else "2014"


def find_header(sheet: Sheet) -> tuple[Header, tuple[Line, ...]]:
    """The header and the rows below it. Raises `ImportRefused` when this is no export of OGP."""
    candidates = [(_header(line), index) for index, line in enumerate(sheet.lines[:HEADER_ROWS_SEARCHED])]
    header, index = max(candidates, key=lambda candidate: (len(candidate[0].fields), -candidate[1]))
    missing = [shown for field, shown in REQUIRED.items() if field not in header.fields]
    if missing or not any(field in header.fields for field in ONE_OF):
        lacking = ", ".join(f"“{name}”" for name in missing) or "texts and ratings"
        raise ImportRefused(
            f"{sheet.name} is no export of OGP's commitments: its first rows have no column for {lacking}."
        )
    rows = sheet.lines[index + 1 :]
    if not rows:
        raise ImportRefused(f"{sheet.name} has a header but no rows.")
    last = rows[-1]
    if len(last.cells) < header.width:
        raise ImportRefused(
            f"{sheet.name} is cut off: its last row ({last.number}) has {len(last.cells)} of "
            f"{header.width} columns; fetch the file again."
        )
    return header, rows


def _header(line: Line) -> Header:
    fields: dict[str, int] = {}
    tags: dict[str, int] = {}
    preference: dict[str, int] = {}
    for position, cell in enumerate(line.cells):
        name = normalised(cell)
        field = _FIELD_OF.get(name)
        if field is None:
            if name:
                tags.setdefault(name, position)
            continue
        rank = SYNONYMS[field].index(name)
        if field not in fields or rank < preference[field]:
            fields[field], preference[field] = position, rank
    return Header(line.number, line.cells, fields, tags, _generation(fields, tags))


def _generation(fields: Mapping[str, int], tags: Mapping[str, int]) -> str:
    if "ogp_id" in fields or "plan_id" in fields:
        return "2024"
    if "projected_completion" in fields or "000 case no" in tags:
        return "2015"
    return "2016"


@dataclass(frozen=True)
class LeftOut:
    """A column that is not imported, and why."""

    name: str
    reason: str
    filled: int


def left_out(header: Header, rows: tuple[Line, ...], tag_names: frozenset[str]) -> list[LeftOut]:
    """Columns of the file that the import does not take: personal, computed by OGP, repeated or unknown."""
    used = set(header.fields.values())
    result = []
    seen: set[str] = set()
    for position, raw in enumerate(header.names):
        name = normalised(raw)
        if position in used or not name:
            continue
        if name in tag_names and name not in seen:
            seen.add(name)
            continue
        filled = sum(
            1
            for line in rows
            if position < len(line.cells)
            and line.cells[position].strip() not in ("", "0", "NR", "ND", "NA", "N/A")
        )
        result.append(LeftOut(raw.strip(), _reason(name, seen), filled))
    return result


def _reason(name: str, seen: set[str]) -> str:
    if name in PERSONAL:
        return "personal data, never imported"
    if name.startswith("_") or name in COMPUTED:
        return "computed or administrative, not imported"
    if name in _FIELD_OF or name in seen:
        return "repeats another column"
    return "not recognised"
