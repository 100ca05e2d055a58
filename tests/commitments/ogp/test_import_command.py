"""`manage.py import_ogp`: what it prints, writes and refuses."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.models import Commitment
from ogp_portal.tenancy import every_country
from tests.commitments.ogp.importing import contents
from tests.commitments.ogp.samples import (
    export_2016,
)

pytestmark = pytest.mark.django_db


def test_command_prints_counts_and_writes_the_report(tmp_path: Path) -> None:
    path, target, out, err = tmp_path / "ogp.csv", tmp_path / "out.json", io.StringIO(), io.StringIO()
    path.write_bytes(export_2016({}, {"Country": "Chile"}, {"Comm No": "6", "Specificity": "vast"}))
    call_command("import_ogp", path, report=target, stdout=out, stderr=err)
    assert "ogp.csv: OGP's file of 2016, 3 rows" in out.getvalue()
    assert "       1 created" in out.getvalue()
    assert err.getvalue().startswith("row 5, column Specificity: “vast” is none of its labels")
    report = json.loads(target.read_text("utf-8"))
    assert report["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "skipped": 1, "rejected": 1}
    assert [row["row"] for row in report["rows"]] == [3, 4, 5]
    assert report["rows"][2] == {
        "row": 5,
        "outcome": "rejected",
        "country": "UA",
        "column": "Specificity",
        "reason": "“vast” is none of its labels: high, low, medium, none",
    }


def test_command_refuses_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ogp.csv"
    path.write_bytes(b"PK\x03\x04")
    before = contents()
    with pytest.raises(CommandError, match=r"^Nothing was imported\. ogp\.csv is an Excel workbook"):
        call_command("import_ogp", path)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_ogp", path, report=tmp_path / "none" / "out.json")
    with pytest.raises(CommandError, match="File name too long"):
        call_command("import_ogp", tmp_path / ("a" * 300))
    assert contents() == before


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ogp.csv", r"^The report would overwrite the file itself"),
        ("", r"is a folder; name a file for the report\.$"),
        ("a" * 300, r"^Nothing was imported\. The report cannot be written to .*: File name too long\.$"),
    ],
)
def test_command_imports_nothing_without_a_place_for_its_report(
    tmp_path: Path, name: str, sentence: str
) -> None:
    path = tmp_path / "ogp.csv"
    path.write_bytes(export_2016())
    before = contents()
    with pytest.raises(CommandError, match=sentence):
        call_command("import_ogp", path, report=tmp_path / name)
    assert contents() == before
    assert path.read_bytes() == export_2016()
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_that_cannot_be_finished_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ogp.csv"
    path.write_bytes(export_2016())
    with pytest.raises(
        CommandError, match=r"^The import stands\. Its report could not be written to /dev/full"
    ):
        call_command("import_ogp", path, report=Path("/dev/full"), stdout=io.StringIO())
    with every_country():
        assert Commitment.objects.count() == 1
