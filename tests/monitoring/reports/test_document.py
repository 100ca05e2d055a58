"""The document: its words, its fallbacks, its marks."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from monitoring.reports.document import build_document, css_string, qr_code, verification_address
from monitoring.reports.sample import LANGUAGES, sample_snapshot, with_text
from monitoring.reports.snapshot import Snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_is_well_formed_and_names_its_language(snapshot: Snapshot, language: str) -> None:
    root = ElementTree.fromstring(build_document(snapshot, language).html)  # noqa: S314 (our own)

    assert root.attrib["lang"] == language
    assert root.findtext("head/title")


def test_document_escapes_what_people_write(snapshot: Snapshot) -> None:
    html = build_document(with_text(snapshot, "<script>alert(1)</script> & more"), "en").html

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


def test_fallback_is_said_in_words() -> None:
    snapshot = sample_snapshot(commitments=3)

    html = build_document(snapshot, "en").html

    assert "Shown in Georgian: not yet in English." in html
    assert "Shown in" not in build_document(snapshot, "ka").html


def test_foot_says_demonstration_data_only_when_it_is(snapshot: Snapshot) -> None:
    assert "demonstration data" in build_document(snapshot, "en").html
    assert "emonstration data" not in build_document(replace(snapshot, is_demo=False), "en").html


def test_document_states_who_pays(snapshot: Snapshot) -> None:
    html = build_document(snapshot, "en").html

    assert "Funded by the European Union" in html
    assert "do not necessarily reflect the views of the European Union" in html


def test_document_names_the_snapshot_and_where_to_check_it(snapshot: Snapshot) -> None:
    document = build_document(snapshot, "en")

    assert snapshot.sha256 in document.html
    assert verification_address(snapshot, "en") in document.html
    assert document.attachment == snapshot.canonical


def test_documents_of_the_languages_have_identifiers_of_their_own(snapshot: Snapshot) -> None:
    assert len({build_document(snapshot, language).identifier for language in LANGUAGES}) == len(LANGUAGES)


def test_css_string_cannot_be_left() -> None:
    assert css_string('a "quote" \\ </style>') == '"a \\"quote\\" \\\\ \\3c /style>"'


def test_qr_code_is_one_path_of_modules() -> None:
    assert qr_code("https://portal.example/en/").count("<path") == 1
