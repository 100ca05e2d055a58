"""Which commitment a row means: over generations, changed numbers and repeated identifiers."""

import pytest
from django.db import connection

from commitments.models import Commitment, CommitmentArea
from commitments.ogp.export import understand
from commitments.ogp.reading import sheet_from_bytes
from monitoring.models import IrmCoding
from monitoring.ogp_import import import_export
from ogp_portal.tenancy import country_scope
from plans.models import ActionPlan
from tests.commitments.ogp.importing import bring_in, outcomes, ukraine_scope
from tests.commitments.ogp.samples import (
    export_2016,
    export_2024,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [(export_2016(), export_2024()), (export_2024(), export_2016())],
    ids=["older first", "newer first"],
)
def test_the_same_commitment_in_two_generations_is_one_whatever_comes_first(
    first: bytes, second: bytes
) -> None:
    assert outcomes(bring_in(first)) == {"created": 1}
    assert outcomes(bring_in(second)) == {"updated": 1}
    assert outcomes(bring_in(first)) == {"unchanged": 1}
    assert outcomes(bring_in(second)) == {"unchanged": 1}
    with country_scope(ukraine_scope()):
        commitment = Commitment.objects.get()
        assert (commitment.ogp_id, commitment.import_key) == ("UA0904", "UA/1/4@2024")
        assert commitment.summary_en == "The agency opens a register of permits and licences."
        assert ActionPlan.objects.get().ogp_id == "AP_UKR01"
        tags = CommitmentArea.objects.values_list("area__tag_set", "area__slug")
        assert set(tags) == {
            ("2014", "open-data"),
            ("2014", "e-government"),
            ("2024", "open-data"),
            ("2024", "access-to-information"),
        }
        codings = IrmCoding.objects.values_list("report__kind", "indicator", "label")
        assert ("end_of_term", "completion", "Complete") in codings
        assert ("progress", "completion", "c. Substantial") in codings
        assert ("progress", "verifiable", "Yes") in codings


def test_the_same_number_with_other_words_stays_a_commitment_of_its_own() -> None:
    other = {
        "Commitment Title": "Schools on the web",
        "Short Title": "NA",
        "Full Text": "Every school gets a page.",
    }
    bring_in(export_2016())
    assert outcomes(bring_in(export_2024(other))) == {"created": 1}
    assert outcomes(bring_in(export_2016())) == {"unchanged": 1}
    with country_scope(ukraine_scope()):
        assert set(Commitment.objects.values_list("key", "import_key")) == {
            ("4", "UA/1/4@2016"),
            ("4-2", "UA/1/4@2024"),
        }


def renumbered(*numbers: tuple[str, str]) -> bytes:
    """Commitments of OGP's identifiers, each with its number in this edition."""
    return export_2024(
        *(
            {
                "Commitment Unique Identifier": own,
                "Commitment Number": number,
                "Commitment Title": f"What {own} promises",
                "Short Title": "NA",
                "Full Text": f"All that {own} says.",
            }
            for own, number in numbers
        )
    )


@pytest.mark.parametrize(
    ("edition", "outcome"),
    [
        ([("UA1", "2"), ("UA2", "1")], {"updated": 2}),
        ([("UA1", "2"), ("UA2", "3")], {"updated": 2}),
        # UA2 is not in the file and keeps its number; so is a new one with that number.
        ([("UA1", "2")], {"updated": 1}),
        ([("UA1", "2"), ("UA3", "1")], {"created": 1, "updated": 1}),
    ],
)
def test_commitments_that_change_their_numbers_stay_themselves(
    edition: list[tuple[str, str]], outcome: dict[str, int]
) -> None:
    bring_in(renumbered(("UA1", "1"), ("UA2", "2")))
    with country_scope(ukraine_scope()):
        before = dict(Commitment.objects.values_list("ogp_id", "pk"))
    assert outcomes(bring_in(renumbered(*edition))) == outcome
    assert outcomes(bring_in(renumbered(*edition))) == {"unchanged": len(edition)}
    with country_scope(ukraine_scope()):
        after = {c.ogp_id: c for c in Commitment.objects.all()}
        assert {own: after[own].pk for own in before} == before
        assert {own: after[own].number for own, _ in edition} == dict(edition)
        assert after["UA1"].title_en == "What UA1 promises"


def test_one_identifier_in_two_rows_is_rejected() -> None:
    report = bring_in(renumbered(("UA1", "1"), ("UA1", "2")))
    assert outcomes(report) == {"created": 1, "rejected": 1}
    (rejected,) = report.rejected()
    assert rejected.column == "Commitment Unique Identifier"
    assert (
        rejected.reason == f"“UA1” is also the identifier of row {rejected.row - 1}; correct one of the two"
    )


def test_two_imports_wait_for_each_other() -> None:
    held: list[object] = []

    def ask(_: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            held.append(cursor.fetchone())

    import_export(understand(sheet_from_bytes(export_2016(), "file.csv")), progress=ask)
    assert held[-1] == (1,)
