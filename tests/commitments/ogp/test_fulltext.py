"""Full texts taken apart by the headings of OGP's templates, without losing a word."""

import csv

import pytest

from commitments.ogp.fulltext import CommitmentTexts, take_apart
from commitments.ogp.headings import CONTACT, FAMILIES, sections_with_patterns
from commitments.ogp.text import cleaned, words
from tests.commitments.ogp.samples import REAL_2024

TEMPLATE_2022 = """Brief Description of the Commitment
A register of permits.

Problem Definition
1. What problem does the commitment aim to address? Permits are on paper.

2. What are the causes of the problem? No law asks for more.

Commitment Description
1. What has been done so far to solve the problem? A pilot ran.

2. What solution are you proposing? An open register.

3. What results do we want to achieve by implementing this commitment? Fewer queues.

Commitment Analysis
1. How will the commitment promote transparency? All see it.

2. How will the commitment help foster accountability? Officials sign.

3. How will the commitment improve citizen participation in defining, implementing, and monitoring solutions? Anybody may object.

Commitment Planning (Milestones | Expected Outputs | Expected Completion Date)

Action 1. Draft the law | Draft law | 2nd half of 2022

Action 2. Open the register | Register | December 2023

Relation of the Commitment to strategic documents and other international processes | Programme of 2021
"""  # noqa: E501 (as the template writes it)

WITH_CONTACTS = """3. A register of permits
Commitment Start and End Date\tCommitment Start: November 2018
Commitment End: August 2020
Lead implementing agency\tPermit Agency
Person responsible from lead implementing agency\tNobody Real
Title, Department\tHead of Permits
Email:\tnobody@example.org Phone 010524777
Other actors involved\tOther state actors involved\tMinistry of Works
\tCivil society, private sector\tWatch Dogs NGO
Issues subject to regulation\tPermits are on paper.
Main objective\tAn open register.
Brief Description of Commitment\tThe agency opens a register.
Ambition\tTo be first.
Verifiable and measurable criteria for performance of commitment\tStart Date:\tEnd Date:
Ongoing Actions\t\t
1.\tDraft the law\tNovember 2018\tJune 2019
2.\tOpen the register\tJuly 2019\tAugust 2020"""


def test_template_of_2022_fills_every_field() -> None:
    texts = take_apart(TEMPLATE_2022, title="A register", number="1", columns=[])
    assert texts == CommitmentTexts(
        summary="A register of permits.",
        problem="Permits are on paper.",
        causes="No law asks for more.",
        done_so_far="A pilot ran.",
        solution="An open register.",
        results=(
            "Fewer queues.\n\nRelation of the Commitment to strategic documents and other international "
            "processes\nProgramme of 2021"
        ),
        transparency="All see it.",
        participation="Anybody may object.",
        accountability="Officials sign.",
        milestones=texts.milestones,
        family="template of 2022",
    )
    assert [(m.number, m.title, m.output, m.ends) for m in texts.milestones] == [
        ("1", "Draft the law", "Draft law", "2nd half of 2022"),
        ("2", "Open the register", "Register", "December 2023"),
    ]


def test_contacts_are_never_kept_and_columns_not_repeated() -> None:
    texts = take_apart(
        WITH_CONTACTS,
        title="A register of permits",
        number="3",
        columns=["Permit Agency", "Ministry of Works\nWatch Dogs NGO", "11/1/2018", "8/31/2020"],
    )
    for private in ("Nobody", "nobody@", "010524777", "Head of Permits"):
        assert private not in repr(texts)
    assert texts.summary == "The agency opens a register."
    assert texts.problem == "Permits are on paper."
    assert texts.results == "An open register.\n\nAmbition\nTo be first."
    assert [(m.number, m.title, m.starts, m.ends) for m in texts.milestones] == [
        ("1", "Draft the law", "November 2018", "June 2019"),
        ("2", "Open the register", "July 2019", "August 2020"),
    ]


def test_columns_that_say_something_else_are_kept() -> None:
    texts = take_apart(WITH_CONTACTS, title="A register", number="3", columns=["Another Agency"])
    assert "Lead implementing agency\nPermit Agency" in texts.results


@pytest.mark.parametrize(
    "text",
    [
        "We open a register. What has been done so far to solve the problem? Nothing.",
        TEMPLATE_2022.replace("2. What solution are you proposing?", "Solution:"),
        "\n".join(reversed(TEMPLATE_2022.split("\n"))),
    ],
)
def test_uncertain_headings_leave_the_text_whole(text: str) -> None:
    texts = take_apart(text, title="A register", number="1", columns=[])
    assert texts.family == ""
    assert words(texts.summary) == words(text)


def test_uncertain_table_is_kept_as_text() -> None:
    text = TEMPLATE_2022.replace("Action 2. Open the register | Register | December 2023", "and so on")
    texts = take_apart(text, title="A register", number="1", columns=[])
    assert texts.milestones == ()
    assert "Draft the law | Draft law | 2nd half of 2022\n\nand so on" in texts.results


def test_milestones_in_a_text_that_lost_its_tabs() -> None:
    text = """Lead Agency Parliament
Current Situation and Challenges Few people visit.
Main Objective An open house.
Milestones New/Old Commitment Start Date: End Date:
1. A plan for
visitors 09/2018 07/2019
2. Open days 10/2018 Carried out Systematically
Indicators
Activity 1 The plan stands."""
    texts = take_apart(text, title="An open house", number="24", columns=["Parliament"])
    assert [(m.title, m.starts, m.ends) for m in texts.milestones] == [
        ("A plan for visitors", "09/2018", "07/2019"),
        ("Open days", "10/2018", "Carried out Systematically"),
    ]
    assert texts.results == "An open house.\n\nIndicators\nActivity 1 The plan stands."


@pytest.mark.skipif(not REAL_2024.exists(), reason=f"{REAL_2024.name} is not beside the checkout")
def test_no_word_of_the_real_texts_is_lost() -> None:
    with REAL_2024.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        columns = [
            row[name]
            for name in (
                "Commitment Title",
                "Lead Institution",
                "Supporting Institution(s)",
                "Start Date",
                "End Date",
            )
        ]
        texts = take_apart(
            row["Full Text"], title=row["Commitment Title"], number=row["Commitment Number"], columns=columns
        )
        kept = words(
            " ".join([texts.whole(), *columns, *(" ".join(vars(m).values()) for m in texts.milestones)])
        )
        lost = (
            words(cleaned(row["Full Text"]))
            - kept
            - _headings(texts.family)
            - _contacts(texts, row["Full Text"])
        )
        formal = words(
            "january february march april may june july august september october november december"
        )
        assert lost - formal - {"2018", "2019", "2020"} <= {"action"}, row["Commitment Unique Identifier"]


def _headings(family_name: str) -> frozenset[str]:
    family = next((family for family in FAMILIES if family.name == family_name), None)
    if family is None:
        return frozenset()
    patterns = " ".join(pattern.pattern for _, pattern in sections_with_patterns(family))
    named = patterns.replace("s?", " ") + patterns.replace("\\s", " ").replace("?", " ")
    return words(named.replace("(", " ")) | words(
        "commitment other state actors involved civil society private sector international organization "
        "public institution initiator start end date description not specified improve issue"
    )


def _contacts(texts: CommitmentTexts, raw: str) -> frozenset[str]:
    """The words of the sections with names and addresses."""
    family = next((family for family in FAMILIES if family.name == texts.family), None)
    if family is None or not any(section.field == CONTACT for section in family.sections):
        return frozenset()
    text = cleaned(raw, keep_tabs=True)
    start = text.casefold().index("person responsible")
    return words(text[start : text.casefold().index("other actors involved")])
