"""The ledger: what each text is worth, and what it was made from."""

from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import coverage, record, states_for, version_of
from ogp_portal.translation.models import TextState
from tests.cast import Tenant


def test_a_row_is_made_for_every_text_that_is_there(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        georgia.commitment.title_ka = "რეესტრის გამოქვეყნება"  # type: ignore[attr-defined]
        rows = states_for(georgia.commitment, ["title", "summary"], source_language="ka")
    found = {(row.field, row.language): (row.state, row.source_language) for row in rows}
    assert found == {
        ("title", "ka"): (TextStatus.APPROVED, "ka"),
        ("title", "en"): (TextStatus.APPROVED, "ka"),
        # Written in English only: its own source.
        ("summary", "en"): (TextStatus.APPROVED, "en"),
    }


def test_a_translation_remembers_the_version_of_its_source(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        georgia.commitment.title_ka = "რეესტრი"  # type: ignore[attr-defined]
        states = {("title", "en"): TextStatus.STALE}
        rows = states_for(georgia.commitment, ["title"], source_language="ka", states=states)
    by_language = {row.language: row for row in rows}
    assert by_language["ka"].source_version == version_of("რეესტრი")
    assert by_language["en"].source_version != version_of("რეესტრი")


def test_recording_again_replaces_what_was_said(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        for state in (TextStatus.DRAFT, TextStatus.APPROVED):
            rows = states_for(
                georgia.commitment, ["title"], source_language="en", states={("title", "en"): state}
            )
            record(rows)
        assert list(TextState.objects.values_list("language", "state")) == [("en", TextStatus.APPROVED)]


def test_what_an_import_writes_is_not_put_down_to_who_wrote_before(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        rows = states_for(georgia.commitment, ["title"], source_language="en")
        for row in rows:
            row.changed_by = georgian_contact
        record(rows)
        assert TextState.objects.get().changed_by == georgian_contact
        record(states_for(georgia.commitment, ["title"], source_language="en"))
        assert TextState.objects.get().changed_by is None


def test_coverage_counts_approved_and_not_stale() -> None:
    rows = [
        {"model": "m", "object_id": 1, "field": "title", "language": "ka", "state": "approved"},
        {"model": "m", "object_id": 1, "field": "title", "language": "en", "state": "stale"},
        {"model": "m", "object_id": 2, "field": "title", "language": "ka", "state": "approved"},
        {"model": "m", "object_id": 2, "field": "title", "language": "en", "state": "approved"},
        {"model": "m", "object_id": 3, "field": "title", "language": "en", "state": "machine"},
    ]
    found = {c.language: (c.approved, c.total, c.percent) for c in coverage(rows, ["ka", "en", "az"])}
    assert found == {"ka": (2, 3, 67), "en": (1, 3, 33), "az": (0, 3, 0)}


def test_the_public_reads_the_ledger_of_public_rows_only(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        for commitment in (georgia.commitment, georgia.draft):
            record(states_for(commitment, ["title"], source_language="en"))
    with public_scope(georgia.country):
        assert set(TextState.objects.values_list("object_id", flat=True)) == {georgia.commitment.pk}
