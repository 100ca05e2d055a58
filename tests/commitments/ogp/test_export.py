"""Typed rows of every generation; what is skipped and what is rejected."""

import datetime as dt

import pytest

from commitments.ogp.export import read_export, understand
from commitments.ogp.reading import sheet_from_bytes
from commitments.ogp.rows import Coding, Export, OgpRow
from tests.commitments.ogp.samples import (
    REAL_2016,
    REAL_2024,
    as_csv,
    export_2015,
    export_2016,
    export_2024,
)


def read(data: bytes) -> Export:
    return understand(sheet_from_bytes(data, "file.csv"))


def only(data: bytes) -> OgpRow:
    export = read(data)
    assert export.unused == ()
    (row,) = export.rows
    return row


def codings(row: OgpRow, report: str) -> dict[str, str]:
    return {coding.indicator: coding.label for coding in row.codings if coding.report == report}


def test_row_of_2016() -> None:
    row = only(export_2016())
    assert (row.country, row.plan_number, row.number, row.year) == ("UA", 1, "4", 2012)
    assert (row.title, row.short_title) == ("A register of permits", "Register of permits")
    assert row.texts.summary == "The agency opens\na register of permits & licences."
    assert (row.starts.text, row.starts.on) == ("", None)
    assert (row.ends.text, row.ends.on, row.ends.precision) == ("31/12/2013", dt.date(2013, 12, 31), "day")
    assert row.lead == ("Permit Agency",)
    assert row.supporting == ("Ministry of Works, Housing and Roads",)
    assert (row.tag_set, set(row.areas)) == ("2014", {"open-data", "e-government"})
    assert row.values == ("access_to_information",)
    assert str(row.key) == "UA/1/4@2016"
    assert codings(row, "progress") == {
        "specificity": "c. high",
        "value_information": "Yes",
        "value_participation": "No",
        "potential_impact": "None",
        "completion": "c. Substantial",
        "star": "No",
    }
    assert codings(row, "end_of_term") == {"completion": "Withdrawn", "change_in_completion": "No Change"}
    assert row.report_years == (("progress", 2014), ("end_of_term", 2016))


def test_row_of_2015_takes_its_number_from_the_title() -> None:
    row = only(export_2015())
    assert (row.number, row.title, row.year) == ("4", "A register of permits", None)
    assert str(row.key) == "UA/1/4@2015"
    assert row.areas == ("fiscal-openness",)
    assert (row.starts.on, row.ends.on) == (dt.date(2012, 1, 1), dt.date(2013, 3, 31))
    assert codings(row, "progress") == {
        "specificity": "b. medium",
        "value_information": "Yes",
        "value_technology": "No",
        "potential_impact": "Moderate",
        "completion": "b. Limited",
        "projected_completion": "c. Substantial",
        "on_time": "1",
        "on_schedule": "behind schedule",
        "compound": "No",
        "cluster": "1.2",
        "grand_challenge": "Improving public services; Increasing public integrity",
        "star": "No",
    }


def test_row_of_2024() -> None:
    row = only(export_2024())
    assert (row.ogp_id, row.plan_id, row.year, row.end_year) == ("UA0904", "AP_UKR01", 2012, 2013)
    assert (row.tag_set, set(row.areas)) == ("2024", {"open-data", "access-to-information"})
    assert codings(row, "progress") == {"verifiable": "Yes"}
    assert codings(row, "end_of_term") == {"completion": "Complete"}
    assert row.supporting == ()


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Complete", 4),
        ("d. Complete", 4),
        ("c. substantial", 3),
        ("b. Limited", 2),
        ("a. Not started", 1),
        ("a. Not Started", 1),
        ("Not Started", 1),
        ("No evidence available", 0),
        ("Unclear", None),
        ("Withdrawn", None),
    ],
)
def test_completion_maps_to_the_common_level_and_keeps_its_label(label: str, level: int | None) -> None:
    row = only(export_2016({"Completion (progress report)": label}))
    assert Coding("progress", "completion", "2011-16", label, level) in row.codings


@pytest.mark.parametrize("word", ["ND", "NR", "NA", "N/A", "Not Specified", "FALSE", "", " nd "])
def test_missing_words_are_no_codings(word: str) -> None:
    row = only(export_2016({"Completion (progress report)": word, "Value -Info": word, "Specificity": word}))
    assert {"completion", "value_information", "specificity"}.isdisjoint(codings(row, "progress"))


def test_none_is_a_code_of_specificity_but_no_institution() -> None:
    row = only(export_2016({"Specificity": "None", "Lead Institution": "None", "End Date": "Unclear"}))
    assert codings(row, "progress")["specificity"] == "None"
    assert row.lead == ()
    assert row.ends.text == ""


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        ("2012", "progress", "end_of_term"),
        ("2018", "design", "implementation"),
        ("2022", "action_plan_review", "results"),
    ],
)
def test_reports_are_called_what_the_irm_called_them(year: str, first: str, last: str) -> None:
    row = only(export_2016({"Year of submission": year}))
    assert [kind for kind, _ in row.report_years] == [first, last]
    assert {coding.report for coding in row.codings} == {first, last}


def test_number_spoilt_by_a_spreadsheet_is_mended_and_noted() -> None:
    row = only(export_2024({"Commitment Number": "5.0999999999999996"}))
    assert row.number == "5.1"
    assert row.notes == ("Commitment Number: “5.0999999999999996” was read as 5.1",)


def test_lost_letters_are_kept_and_noted() -> None:
    row = only(export_2016({"Full Text": "the citizen\ufffds right"}))
    assert row.texts.summary == "the citizen\ufffds right"
    assert len(row.notes) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Republic of Moldova", "MD"),
        ("Moldova, Republic of", "MD"),
        ("  georgia ", "GE"),
        ("The Republic of Azerbaijan", "AZ"),
        ("Belarus", "BY"),
    ],
)
def test_countries_are_known_by_their_names(name: str, code: str) -> None:
    assert only(export_2016({"Country": name})).country == code


@pytest.mark.parametrize("name", ["Chile", "Georgia (USA)", "Ternopil, Ukraine", "UK"])
def test_other_countries_are_skipped(name: str) -> None:
    export = read(export_2016({}, {"Country": name, "Action Plan Number": "x"}))
    (unused,) = export.unused
    assert (unused.line, unused.outcome, unused.country) == (4, "skipped", name)
    assert unused.reason == "not one of the six countries"


def test_local_plans_are_skipped() -> None:
    (unused,) = read(export_2024({"National Or Local": "Local"})).unused
    assert (unused.outcome, unused.country) == ("skipped", "UA")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"Country": ""}, "Country", "is empty"),
        ({"Commitment Title": "NA", "Short Title": ""}, "Commitment Title", "needs a title"),
        ({"Action Plan Number": "second"}, "Action Plan Number", "“second” is no whole number"),
        ({"Action Plan Number": ""}, "Action Plan Number", "no whole number"),
        ({"Year of submission": "12"}, "Year of submission", "no whole number"),
        (
            {"Specificity": "e. vast"},
            "Specificity",
            "“e. vast” is none of its labels: high, low, medium, none",
        ),
        ({"Completion (progress report)": "80 %"}, "Completion (progress report)", "none of its labels"),
        ({"Value -Info": "maybe"}, "Value -Info", "neither 0 nor 1"),
        ({"Open Data": "2"}, "Open Data", "neither 0 nor 1"),
        ({"Comm No": "x" * 21}, "Comm No", "longer than 20"),
        ({"Commitment Title": "x" * 1001}, "Commitment Title", "longer than 1000"),
    ],
)
def test_wrong_cells_reject_their_row_and_name_the_column(
    cells: dict[str, str], column: str, words: str
) -> None:
    export = read(export_2016({"Comm No": "1"}, cells))
    (unused,) = export.unused
    assert (unused.line, unused.outcome, unused.column) == (4, "rejected", column)
    assert words in unused.reason
    assert len(export.rows) == 1


def test_row_with_a_stray_comma_is_rejected() -> None:
    lines = export_2016({}, {"Comm No": "5"}, {"Comm No": "6"}).split(b"\r\n")
    lines[3] += b",stray"
    (unused,) = read(b"\r\n".join(lines)).unused
    assert (unused.line, unused.outcome) == (4, "rejected")
    assert "stray comma" in unused.reason


def test_rows_that_share_a_number_get_keys_by_their_titles() -> None:
    export = read(export_2016({}, {"Commitment Title": "4. Another promise"}, {"Comm No": "5"}))
    keys = [str(row.key) for row in export.rows]
    assert keys[0].startswith("UA/1/4#")
    assert keys[1].startswith("UA/1/4#")
    assert keys[2] == "UA/1/5@2016"
    assert len(set(keys)) == 3
    turned = read(export_2016({"Commitment Title": "4. Another promise"}, {}))
    assert {str(row.key) for row in turned.rows} == set(keys[:2])


def test_the_same_row_twice_is_rejected_as_a_double() -> None:
    export = read(export_2016({}, {}))
    assert len(export.rows) == 1
    assert [(unused.line, unused.reason) for unused in export.unused] == [
        (4, "says the same as row 3; leave one of the two")
    ]


def test_columns_are_matched_whatever_their_order_and_spelling() -> None:
    data = as_csv(
        [
            "completion (PROGRESS REPORT)",
            "commitment_title",
            "ACTION PLAN NO.",
            "Country/Locality",
            "Nonsense",
        ],
        [
            {
                "completion (PROGRESS REPORT)": "Limited",
                "commitment_title": "A promise",
                "ACTION PLAN NO.": "2.0",
                "Country/Locality": "Armenia",
                "Nonsense": "kept out",
            }
        ],
    )
    export = read(data)
    assert (export.rows[0].plan_number, export.rows[0].country) == (2, "AM")
    assert [(column.name, column.reason, column.filled) for column in export.left_out] == [
        ("Nonsense", "not recognised", 1)
    ]


def test_personal_columns_are_left_out() -> None:
    export = read(export_2016())
    assert {c.name for c in export.left_out if c.reason == "personal data, never imported"} == {
        "Contact Name",
        "Contact Email",
    }
    assert "Nobody" not in repr(export.rows)
    assert "nobody@" not in repr(read(export_2015()).rows)


@pytest.mark.skipif(not REAL_2016.exists(), reason=f"{REAL_2016.name} is not beside the checkout")
def test_real_file_of_2016() -> None:
    export = read_export(REAL_2016)
    assert (export.total, len(export.rows), len(export.unused)) == (1927, 180, 1747)
    counted = {
        code: sum(row.country == code for row in export.rows) for code in ("AM", "AZ", "GE", "MD", "UA")
    }
    assert counted == {"AM": 26, "AZ": 37, "GE": 41, "MD": 20, "UA": 56}
    assert {unused.outcome for unused in export.unused} == {"skipped"}
    assert [c.name for c in export.left_out if c.reason == "not recognised"] == ["Marginalized Communities"]
    assert all(row.texts.summary or row.texts.results for row in export.rows)


@pytest.mark.skipif(not REAL_2024.exists(), reason=f"{REAL_2024.name} is not beside the checkout")
def test_real_file_of_2024() -> None:
    export = read_export(REAL_2024)
    assert (export.total, len(export.rows), len(export.unused)) == (58, 58, 0)
    assert not [c.name for c in export.left_out if c.reason == "not recognised"]
    assert sum(len(row.texts.milestones) for row in export.rows) == 80
