"""Files that are taken, and files that are refused with one sentence."""

import zipfile
from pathlib import Path

import pytest

from commitments.ogp import reading
from commitments.ogp.columns import find_header
from commitments.ogp.errors import ImportRefused
from commitments.ogp.export import understand
from commitments.ogp.reading import read_sheet, sheet_from_bytes
from tests.commitments.ogp.samples import COLUMNS_2016, ROW_2016, as_csv, export_2016, export_2024


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as refused:
        understand(sheet_from_bytes(data, "file.csv"))
    message = str(refused.value)
    assert message.startswith("file.csv")
    assert message.endswith(".")
    return message


def test_read_sheet_takes_utf8_with_and_without_mark() -> None:
    plain = sheet_from_bytes(export_2016(), "a.csv")
    marked = sheet_from_bytes(b"\xef\xbb\xbf" + export_2016(), "a.csv")
    assert [line.cells for line in plain.lines] == [line.cells for line in marked.lines]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_read_sheet_takes_what_spreadsheets_write_instead_of_commas(delimiter: str) -> None:
    data = as_csv(COLUMNS_2016, [ROW_2016], delimiter=delimiter)
    assert len(understand(sheet_from_bytes(data, "a.csv")).rows) == 1


def test_line_numbers_are_those_of_a_spreadsheet() -> None:
    data = export_2016({"Full Text": "two\nlines"}, {"Country": "Chile"}) + b"\r\n,,,\r\n"
    lines = sheet_from_bytes(data, "a.csv").lines
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_refuses_empty_file() -> None:
    assert refusal(b"") == "file.csv is empty."
    assert refusal(b" \n\n") == "file.csv is empty."
    assert refusal(b",,,\n,,,\n") == "file.csv is empty."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"\x1f\x8brest", "gzip"),
        (b"\x7fELF\x00\x00\x01\x02\x03" * 9, "zero bytes"),
        ("Country,Title\nGeorgia,x".encode("utf-16"), "UTF-16"),
        ("Country,Title\nGeorgia,x".encode("utf-16-le"), "UTF-16"),
        ("Country,Title\nGeorgia,x".encode("utf-32"), "UTF-32"),
        ("Country,Title\nGeorgia,‘citizen’s’ — café".encode("cp1252"), "Windows-1252"),
        ("Country,Title\nUkraine,План дій уряду України".encode("cp1251"), "Windows-1251"),
    ],
)
def test_refuses_what_is_no_csv_in_utf8_and_says_what_it_is(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_refuses_a_real_workbook(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with zipfile.ZipFile(path, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ImportRefused, match="save it as “CSV UTF-8”"):
        read_sheet(path)


def test_refuses_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"There is no file none\.csv\."):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(ImportRefused, match="is not a file"):
        read_sheet(tmp_path)


def test_refuses_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(export_2016())
    assert read_sheet(path).lines
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(ImportRefused, match="are not imported"):
        read_sheet(path)


def test_refuses_too_many_rows_and_too_long_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    assert "more than 3 rows" in refusal(export_2016({}, {}))
    monkeypatch.setattr(reading, "MAX_ROWS", 1000)
    monkeypatch.setattr(reading, "MAX_CELL", 50)
    assert "more than 50 characters in row 3" in refusal(export_2016({"Full Text": "x" * 51}))


def test_refuses_file_cut_off_inside_a_quoted_cell() -> None:
    whole = export_2016({}, {"Full Text": "one, two"})
    assert "is cut off" in refusal(whole[: whole.rindex(b"one, two") + 3])


def test_refuses_file_cut_off_inside_the_last_row() -> None:
    whole = export_2016({}, {})
    assert "is cut off: its last row (4)" in refusal(whole[: whole.rindex(b"Permit Agency")])


def test_refuses_file_cut_off_inside_a_letter() -> None:
    data = "Country,Commitment Title\nGeorgia,გეგმა".encode()
    assert "in the middle of a letter" in refusal(data[:-1])


def test_refuses_broken_quoting() -> None:
    assert "rules of quoting" in refusal(b'Country,Title\n"Georgia"x,y\n')


def test_refuses_other_tables() -> None:
    message = refusal(b"name,age\nAnna,31\n")
    assert message == (
        "file.csv is no export of OGP's commitments: its first rows have no column for “Country”, "
        "“Action Plan Number”, “Commitment Title”."
    )
    assert "“Action Plan Number”" in refusal(b"Country,Commitment Title,Full Text\nGeorgia,a,b\n")
    assert "texts and ratings" in refusal(b"Country,Action Plan Number,Commitment Title\nGeorgia,1,b\n")


def test_refuses_header_without_rows() -> None:
    assert "no rows" in refusal(as_csv(COLUMNS_2016, []))


def test_header_is_found_below_other_rows() -> None:
    header, rows = find_header(sheet_from_bytes(export_2016({}, {}), "a.csv"))
    assert (header.row, header.generation, len(rows)) == (2, "2016", 2)
    header, rows = find_header(sheet_from_bytes(export_2024(), "a.csv"))
    assert (header.row, header.generation, len(rows)) == (1, "2024", 1)
