"""The headings of OGP's templates, by which a full text is taken apart.

A family is one template as one government filled it in. Its sections stand in the order of the template.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KEPT_ELSEWHERE: Final = "columns"
"""A section that repeats columns of the row: left out when every word of it stands there."""
CONTACT: Final = "contact"
"""Name, e-mail or telephone of a person: never imported."""
MORE: Final = "more"
"""A section that has no field of its own: kept under its heading at the end of the results."""
FRAME: Final = "frame"
"""A heading above other headings."""
MILESTONES: Final = "milestones"


@dataclass(frozen=True)
class Section:
    """A heading (a pattern), the field it fills, and whether a text without it is not of this family.

    `columns` names the columns of a milestone table in the order in which its rows give them.
    """

    pattern: str
    field: str
    required: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Family:
    """`inline` templates write their headings within a line."""

    name: str
    sections: tuple[Section, ...]
    inline: bool = False

    def heading(self, section: Section) -> re.Pattern[str]:
        before = r"(?:^|(?<=[.;)\w])[ \t]+)" if self.inline else r"^[ \t]*"
        return re.compile(rf"{before}(?:{section.pattern})[ \t]*:?[ \t]*", re.IGNORECASE | re.MULTILINE)


_CONTACTS: Final = (
    Section(r"person responsible from (?:lead )?implementing agency", CONTACT),
    Section(r"title, department", CONTACT),
    Section(r"e-?mail\b", CONTACT),
    Section(r"phone\b", CONTACT),
)

FAMILIES: Final[tuple[Family, ...]] = (
    Family(
        "template of 2022",
        (
            Section(r"brief description of the commitment", "summary"),
            Section(r"problem definition", FRAME),
            Section(r"(?:1\. )?what problem does the commitment aim to address\?", "problem", required=True),
            Section(r"(?:2\. )?what are the causes of the problem\?", "causes"),
            Section(r"commitment description", FRAME),
            Section(
                r"(?:1\. )?what has been done so far to solve the problem\?", "done_so_far", required=True
            ),
            Section(
                r"(?:2\. )?what (?:solution are you proposing|are the solutions we propose)\?",
                "solution",
                required=True,
            ),
            Section(
                r"(?:3\. )?what results do we want to achieve by implementing this commitment\?", "results"
            ),
            Section(r"commitment analysis", FRAME),
            Section(r"(?:1\. )?how will the commitment promote transparency\?", "transparency"),
            Section(r"(?:2\. )?how will the commitment help foster accountability\?", "accountability"),
            Section(
                r"(?:3\. )?how will the commitment improve citizen participation in defining, implementing,"
                r" and monitoring solutions\?",
                "participation",
            ),
            Section(
                r"commitment planning \(milestones \| expected outputs \| expected completion date\)",
                MILESTONES,
                columns=("title", "output", "ends"),
            ),
            Section(
                r"relation of the commitment to strategic documents and other international processes\s*\|?",
                MORE,
            ),
        ),
    ),
    Family(
        "Georgia 2023",
        (
            Section(r"description of the current state and the challenge", "problem", required=True),
            Section(r"brief description of the commitment", "summary", required=True),
            Section(r"milestones \| expected outputs?", MILESTONES, columns=("title", "output")),
            Section(r"indicators?(?=\s*\n)", MORE),
        ),
    ),
    Family(
        "template of 2015-19, Moldova",
        (
            Section(r"lead implementing\s+agency/actor", KEPT_ELSEWHERE),
            Section(r"commitment description", FRAME),
            Section(
                r"what is the public problem that the commitment will address\?", "problem", required=True
            ),
            Section(r"what is the commitment\?", "summary", required=True),
            Section(r"how will the commitment contribute to solve the public problem\?", "solution"),
            Section(r"why is this commitment relevant to ogp values\?", MORE),
            Section(
                r"milestone activity with a verifiable deliverable\s+responsible authority\s+deadline\s+"
                r"progress indicators",
                MILESTONES,
                columns=("title", "responsible", "ends", "output"),
            ),
        ),
    ),
    Family(
        "template of 2015-19, Armenia",
        (
            Section(r"commitment start and end date", KEPT_ELSEWHERE),
            Section(r"lead implementing agency", KEPT_ELSEWHERE),
            *_CONTACTS,
            Section(r"other actors involved", KEPT_ELSEWHERE),
            Section(r"issues? subject to regulation", "problem", required=True),
            Section(r"main objective", "results", required=True),
            Section(r"brief description of commitment", "summary", required=True),
            Section(r"ogp challenge addressed by the commitment", MORE),
            Section(r"relevan(?:t|ce) to ogp values", MORE),
            Section(r"ambition", MORE),
            Section(r"promotes efforts for implementation of sdg goals or targets", MORE),
            Section(
                r"verifiable and measurable criteria for performance of commitment"
                r"(?:\s+start(?: date)?:?\s+end(?: date)?:?)?(?:\s+ongoing actions)?",
                MILESTONES,
                columns=("title", "starts", "ends"),
            ),
        ),
    ),
    Family(
        "template of 2015-19, Georgia",
        (
            Section(r"lead agency", KEPT_ELSEWHERE, required=True),
            Section(r"other involved actors|partners(?= public)", KEPT_ELSEWHERE),
            Section(r"issues to be addressed|current situation and challenges", "problem", required=True),
            Section(r"main objective", "results", required=True),
            Section(r"ogp challenge", MORE),
            Section(r"ogp principles", MORE),
            Section(r"sustainable development goal \(sdg\) the commitment addresses", MORE),
            Section(
                r"milestones (?:to fulfill the commitment\s+new or ongoing commitment|new/old commitment)"
                r"\s+start date:?\s+end date",
                MILESTONES,
                columns=("title", "state", "starts", "ends"),
            ),
            Section(r"indicators?\b", MORE),
        ),
    ),
    Family(
        "Ukraine 2023",
        (
            Section(
                r"steps \| responsible agency \| completion time/period \| delivery indication",
                MILESTONES,
                required=True,
                columns=("title", "responsible", "ends", "output"),
            ),
        ),
    ),
    Family(
        "Ukraine 2016",
        (
            Section(r"event\s*:", "summary", required=True),
            Section(r"implementation timeframe\s*:", KEPT_ELSEWHERE),
            Section(r"entities responsible\s*:", KEPT_ELSEWHERE, required=True),
            Section(r"partners\s*:", KEPT_ELSEWHERE),
            Section(r"expected results?\s*:", "results", required=True),
        ),
        inline=True,
    ),
    Family(
        "Ukraine 2014",
        (
            Section(r"expected results?:", "results", required=True),
            Section(r"lead institution:", KEPT_ELSEWHERE, required=True),
            Section(r"supporting institution\(s\):", KEPT_ELSEWHERE),
            Section(r"start date:", KEPT_ELSEWHERE),
            Section(r"end date:", KEPT_ELSEWHERE),
        ),
        inline=True,
    ),
)


def sections_with_patterns(family: Family) -> Iterator[tuple[Section, re.Pattern[str]]]:
    """Each section with its compiled heading."""
    for section in family.sections:
        yield section, _compiled(family, section)


_cache: dict[tuple[str, str], re.Pattern[str]] = {}


def _compiled(family: Family, section: Section) -> re.Pattern[str]:
    key = (family.name, section.pattern)
    if key not in _cache:
        _cache[key] = family.heading(section)
    return _cache[key]
