"""The star formulas against the starred columns of OGP's own file."""

import csv

import pytest

from commitments.ogp.stars import starred_2015, starred_current
from tests.commitments.ogp.samples import REAL_2016

ACCOUNTABLE = {"public_accountability"}
# The coded columns of the file; in some rows they differ from the labels beside them.
SPECIFICITY = {"1": "low", "2": "medium", "3": "high"}
IMPACT = {"0": "none", "1": "minor", "2": "moderate", "3": "transformative"}
COMPLETION = {"2": "not started", "3": "limited", "4": "substantial", "5": "complete"}


def test_current_formula_wants_all_four() -> None:
    assert starred_current("Medium", ACCOUNTABLE, "Transformative", "Substantial")
    assert starred_current("high", ACCOUNTABLE, "transformative", "complete")
    assert not starred_current("Low", ACCOUNTABLE, "Transformative", "Complete")
    assert not starred_current("High", {"technology"}, "Transformative", "Complete")
    assert not starred_current("High", set(), "Transformative", "Complete")
    assert not starred_current("High", ACCOUNTABLE, "Moderate", "Complete")
    assert not starred_current("High", ACCOUNTABLE, "Transformative", "Limited")


def test_formula_of_2015_accepts_a_moderate_impact() -> None:
    assert starred_2015("High", ACCOUNTABLE, "Moderate", "Complete")
    assert not starred_2015("High", ACCOUNTABLE, "Minor", "Complete")


@pytest.mark.skipif(not REAL_2016.exists(), reason=f"{REAL_2016.name} is not beside the checkout")
def test_formulas_reproduce_the_real_file() -> None:
    with REAL_2016.open(encoding="utf-8-sig", newline="") as file:
        next(file)
        rows = list(csv.DictReader(file))
    agreed = {"current": [0, 0], "2015": [0, 0]}
    for row in rows:
        values = {
            value
            for column, value in (
                ("Value -Info", "access_to_information"),
                ("Value -Part", "civic_participation"),
                ("Value -Acc", "public_accountability"),
            )
            if row[column] == "1"
        }
        rated = (
            SPECIFICITY.get(row["_Specificity"], ""),
            values,
            IMPACT.get(row["_Pot Impact Coded"], ""),
            COMPLETION.get(row["_CompletionProgress"], ""),
        )
        for name, column, formula in (
            ("current", "Starred (current formula) progress report", starred_current),
            ("2015", "Starred (2015 only)", starred_2015),
        ):
            if row[column] in ("0", "1"):
                agreed[name][0] += formula(*rated) == (row[column] == "1")
                agreed[name][1] += 1
    assert agreed == {"current": [590, 590], "2015": [864, 867]}
