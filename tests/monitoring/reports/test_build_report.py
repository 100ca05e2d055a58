"""The command that builds reports without Celery."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_plan

pytestmark = pytest.mark.django_db


def _build(out: Path, *arguments: str) -> str:
    said = StringIO()
    call_command("build_report", "--out", str(out), *arguments, stdout=said)
    return said.getvalue()


def test_command_writes_a_pdf_for_each_language(georgia: Tenant, tmp_path: Path) -> None:
    said = _build(tmp_path, "--country", "georgia", "--plan", "5", "--languages", "en,ka")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "georgia-plan-5-en.pdf",
        "georgia-plan-5-ka.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in tmp_path.iterdir())
    assert "georgia-plan-5-ka.pdf: " in said


def test_plan_is_found_by_its_number_when_no_key_matches(georgia: Tenant, tmp_path: Path) -> None:
    with country_scope(georgia.country):
        make_plan(georgia.country, number=6, key="6-demo")

    _build(tmp_path, "--country", "georgia", "--plan", "6", "--languages", "en")

    assert [path.name for path in tmp_path.iterdir()] == ["georgia-plan-6-demo-en.pdf"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--country", "atlantis", "--plan", "5"), "There is no country 'atlantis'; there are armenia,"),
        (("--country", "georgia", "--plan", "77"), "georgia has no plan '77'; it has 5, 9."),
        (("--country", "georgia", "--plan", "9"), "The plan is not published"),
        (
            ("--country", "georgia", "--plan", "5", "--languages", "en,xx"),
            "--languages takes all, or some of",
        ),
    ],
)
def test_command_refuses_with_one_sentence(
    georgia: Tenant, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError) as caught:
        _build(tmp_path / "out", *arguments)

    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)
