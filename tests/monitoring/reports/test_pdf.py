"""The PDFs of all seven languages, read back with other people's tools."""

import json
import subprocess
import unicodedata
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from monitoring.reports.rendering import Rendered
from monitoring.reports.sample import LANGUAGES, PARAGRAPHS, TITLES
from monitoring.reports.snapshot import Snapshot


def _text(report: Rendered, *options: str) -> str:
    run = subprocess.run(
        ["pdftotext", *options, str(report.path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return unicodedata.normalize("NFC", " ".join(run.stdout.split()))


def _xmp(report: Rendered) -> str:
    with pikepdf.open(report.path) as pdf:
        return bytes(pdf.Root.Metadata.read_bytes()).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_comes_back_in_each_language(reports: dict[str, Rendered], language: str) -> None:
    text = _text(reports[language])

    assert f"{TITLES[language]}, 1" in text
    # A page may break between two lines of a paragraph; its sentences are short enough to stay together.
    assert PARAGRAPHS[language].split(". ")[0].split("։ ")[0] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_embedded_and_pinned(reports: dict[str, Rendered], language: str) -> None:
    run = subprocess.run(
        ["pdffonts", str(reports[language].path)], capture_output=True, check=True, encoding="utf-8"
    )
    rows = run.stdout.splitlines()[2:]

    assert rows
    for row in rows:
        name, *_, embedded, subset, unicode_map, _object, _generation = row.split()
        assert "Noto" in name
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_with_language_and_title(reports: dict[str, Rendered], language: str) -> None:
    with pikepdf.open(reports[language].path) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"])


def test_pdf_says_that_it_is_archival_and_accessible(reports: dict[str, Rendered]) -> None:
    xmp = _xmp(reports["en"])

    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_every_figure_has_words(reports: dict[str, Rendered]) -> None:
    with pikepdf.open(reports["en"].path) as pdf:
        figures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
        ]
        without = [item for item in figures if not str(item.get("/Alt", ""))]

    assert figures
    assert without == []


def test_snapshot_is_attached(reports: dict[str, Rendered], snapshot: Snapshot) -> None:
    with pikepdf.open(reports["uk"].path) as pdf:
        (attached,) = pdf.attachments.values()
        content = attached.get_file().read_bytes()

    assert content.decode() == snapshot.canonical
    assert json.loads(content)["schema"] == 1


def test_contents_name_the_right_pages(reports: dict[str, Rendered], snapshot: Snapshot) -> None:
    reader = PdfReader(reports["en"].path)
    lines = reader.pages[1].extract_text().splitlines()

    for promise in snapshot.commitments:
        heading = f"{promise.number}. {promise.title['en']}"
        page = next(
            number
            for number, page in enumerate(reader.pages, start=1)
            if number > 2 and "Every rating" in page.extract_text() and heading in page.extract_text()
        )
        line = next(line for line in lines if line.startswith(heading))
        assert line.split()[-1] == str(page)


def test_foot_counts_the_pages(reports: dict[str, Rendered]) -> None:
    reader = PdfReader(reports["en"].path)

    assert len(reader.pages) == reports["en"].pages
    for number, page in enumerate(reader.pages, start=1):
        if number > 1:
            assert f"{number} / {len(reader.pages)}" in page.extract_text()
        assert "emonstration data" in page.extract_text()


def test_bookmarks_lead_to_every_commitment(reports: dict[str, Rendered], snapshot: Snapshot) -> None:
    def titles(outline: list[Any]) -> list[str]:
        found: list[str] = []
        for item in outline:
            found += titles(item) if isinstance(item, list) else [item.title]
        return found

    marks = titles(PdfReader(reports["uk"].path).outline)

    for promise in snapshot.commitments:
        assert f"{promise.number}. {promise.title['uk']}" in marks
