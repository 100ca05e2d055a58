"""The whole import: every row accounted for, all or nothing, and the same again changes nothing."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from commitments.models import Commitment, CommitmentArea, CommitmentSupport, Milestone, PublicChange
from monitoring.models import IrmCoding, IrmReport
from monitoring.ogp_import import import_file
from ogp_portal.accounts.models import Organisation
from ogp_portal.tenancy import country_scope, every_country, public_scope
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan
from tests.cast import Tenant
from tests.commitments.ogp.importing import bring_in, contents, outcomes, ukraine_scope
from tests.commitments.ogp.samples import (
    REAL_2016,
    REAL_2024,
    export_2015,
    export_2016,
    export_2024,
)

pytestmark = pytest.mark.django_db
real_files = pytest.mark.skipif(
    not (REAL_2016.exists() and REAL_2024.exists()), reason="OGP's files are not beside the checkout"
)


def test_a_row_becomes_plan_commitment_organisations_tags_and_codings() -> None:
    assert outcomes(bring_in(export_2016())) == {"created": 1}
    with country_scope(ukraine_scope()):
        plan = ActionPlan.objects.get()
        assert (plan.key, plan.number, plan.source, plan.state, plan.is_demo) == (
            "1",
            1,
            "import",
            "closed",
            False,
        )
        assert (plan.starts_on, plan.ends_on) == (dt.date(2012, 1, 1), dt.date(2013, 12, 31))
        assert plan.title_en == "Open Government Partnership action plan of Ukraine, 2012–2013"
        assert plan.title_uk.startswith("План дій")
        commitment = Commitment.objects.get()
        assert (commitment.number, commitment.key, commitment.state) == ("4", "4", "published")
        assert commitment.title_en == "A register of permits"
        assert commitment.short_title_en == "Register of permits"
        assert commitment.import_key == "UA/1/4@2016"
        assert commitment.values == ["access_to_information"]
        assert (commitment.ends_text, commitment.ends_on) == ("31/12/2013", dt.date(2013, 12, 31))
        assert commitment.lead is not None
        assert (commitment.lead.name_en, commitment.lead.kind) == ("Permit Agency", "public_body")
        supporting = CommitmentSupport.objects.values_list("organisation__name_en", "organisation__kind")
        assert list(supporting) == [("Ministry of Works, Housing and Roads", "government")]
        tags = CommitmentArea.objects.values_list("area__tag_set", "area__slug")
        assert set(tags) == {("2014", "open-data"), ("2014", "e-government")}
        reports = IrmReport.objects.values_list("kind", "published_on", "published_precision", "source")
        assert set(reports) == {
            ("progress", dt.date(2014, 1, 1), "year", "import"),
            ("end_of_term", dt.date(2016, 1, 1), "year", "import"),
        }
        completion = IrmCoding.objects.filter(indicator="completion").order_by("report__kind")
        assert [(c.report.kind, c.label, c.level, c.scale_version) for c in completion] == [
            ("end_of_term", "Withdrawn", None, "2013-"),
            ("progress", "c. Substantial", 3, "2011-16"),
        ]


def test_texts_are_in_the_ledger_as_approved_english_originals() -> None:
    bring_in(export_2016())
    with country_scope(ukraine_scope()):
        states = TextState.objects.filter(model="commitments.commitment")
        assert set(states.values_list("field", "language", "source_language", "state")) == {
            ("title", "en", "en", "approved"),
            ("short_title", "en", "en", "approved"),
            ("summary", "en", "en", "approved"),
        }
        assert set(
            TextState.objects.filter(model="plans.actionplan").values_list("field", "language", "state")
        ) == {("title", "en", "approved"), ("title", "uk", "approved")}


def test_the_public_sees_what_was_imported() -> None:
    bring_in(export_2016())
    with public_scope():
        assert Commitment.objects.count() == 1
        assert IrmCoding.objects.count() == 8


@pytest.mark.parametrize("data", [export_2015(), export_2016(), export_2024()], ids=["2015", "2016", "2024"])
def test_running_again_changes_nothing(data: bytes) -> None:
    assert outcomes(bring_in(data)) == {"created": 1}
    before = contents()
    assert outcomes(bring_in(data)) == {"unchanged": 1}
    assert contents() == before


def test_every_row_is_accounted_for() -> None:
    # OGP writes UK for the United Kingdom, which is no country of ours.
    report = bring_in(
        export_2016({}, {"Comm No": "5"}, {"Country": "UK"}, {"Comm No": "6", "Specificity": "vast"}, {})
    )
    assert outcomes(report) == {"created": 2, "skipped": 1, "rejected": 2}
    assert [(r.row, r.outcome) for r in sorted(report.results, key=lambda r: r.row)] == [
        (3, "created"),
        (4, "created"),
        (5, "skipped"),
        (6, "rejected"),
        (7, "rejected"),
    ]
    assert report.by_country() == {"UA": {"created": 2, "rejected": 2}}


def test_a_changed_row_updates_only_itself() -> None:
    bring_in(export_2016({}, {"Comm No": "5"}))
    report = bring_in(export_2016({}, {"Comm No": "5", "Full Text": "Now said better."}))
    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    with country_scope(ukraine_scope()):
        assert Commitment.objects.get(number="5").summary_en == "Now said better."


def test_what_an_import_changes_is_no_amendment_in_the_public_log() -> None:
    bring_in(export_2016({"Full Text": "As it was."}))
    bring_in(export_2016({"Full Text": "Now said better."}))
    with country_scope(ukraine_scope()):
        assert Commitment.objects.get().summary_en == "Now said better."
        assert not PublicChange.objects.exists()
        # A person's change of the same row is.
        Commitment.objects.update(summary_en="Promised anew.")
        assert [row.after for row in PublicChange.objects.all()] == ["Promised anew."]


def test_a_changed_english_text_makes_its_translations_stale() -> None:
    bring_in(export_2016())
    with country_scope(ukraine_scope()):
        commitment = Commitment.objects.get()
        commitment.summary_uk = "Переклад"
        commitment.save()
        for field in ("summary", "title"):
            TextState.objects.create(
                country=commitment.country,
                model="commitments.commitment",
                object_id=commitment.pk,
                field=field,
                language="uk",
                state=TextStatus.APPROVED,
                source_language="en",
            )
    bring_in(export_2016({"Full Text": "Now said better."}))
    with country_scope(ukraine_scope()):
        ukrainian = TextState.objects.filter(model="commitments.commitment", language="uk")
        assert dict(ukrainian.values_list("field", "state")) == {"summary": "stale", "title": "approved"}
        assert Commitment.objects.get().summary_uk == "Переклад"


def test_a_changed_rating_is_updated_and_a_removed_tag_goes() -> None:
    bring_in(export_2016())
    report = bring_in(export_2016({"Completion (progress report)": "d. Complete", "E-government": "0"}))
    assert outcomes(report) == {"updated": 1}
    with country_scope(ukraine_scope()):
        coding = IrmCoding.objects.get(indicator="completion", report__kind="progress")
        assert (coding.label, coding.level) == ("d. Complete", 4)
        assert [tag.area.slug for tag in CommitmentArea.objects.select_related("area")] == ["open-data"]


def test_one_institution_is_one_organisation() -> None:
    bring_in(export_2016({}, {"Comm No": "5", "Lead Institution": "The permit agency of Ukraine."}))
    with country_scope(ukraine_scope()):
        assert Organisation.objects.filter(name_en__icontains="permit").count() == 1


def test_other_countries_and_demonstration_rows_are_not_touched(georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(ukraine.country):
        ActionPlan.objects.filter(pk=ukraine.plan.pk).update(is_demo=True, number=1)
        ukraine.plan.refresh_from_db()
    with country_scope(georgia.country):
        georgian = list(Commitment.objects.order_by("pk").values())
    bring_in(export_2016())
    with country_scope(ukraine.country):
        assert ActionPlan.objects.filter(number=1, is_demo=False).count() == 1
        assert list(ukraine.plan.commitments.values_list("pk", flat=True).order_by("pk")) == [
            ukraine.commitment.pk,
            ukraine.draft.pk,
        ]
    with country_scope(georgia.country):
        assert list(Commitment.objects.order_by("pk").values()) == georgian


def test_a_plan_without_any_year_rejects_its_rows() -> None:
    report = bring_in(export_2015({}, {"Action Plan No.": "9"}))
    assert outcomes(report) == {"created": 1, "rejected": 1}
    (rejected,) = report.rejected()
    assert (rejected.row, rejected.column) == (4, "Action Plan No.")


def test_milestones_are_written_once() -> None:
    text = (
        "Description of the current state and the challenge\nPaper only.\n\n"
        "Brief description of the commitment\nAn open register.\n\n"
        "Milestones | Expected Output\n\n4.1 Draft the law | Draft\n\n4.2 Open the register | Register\n\n"
        "Indicator \n\nThe register is open."
    )
    data = export_2024({"Full Text": text})
    bring_in(data)
    with country_scope(ukraine_scope()):
        rows = Milestone.objects.order_by("position").values_list("number", "title_en", "output_en")
        assert list(rows) == [("4.1", "Draft the law", "Draft"), ("4.2", "Open the register", "Register")]
        assert TextState.objects.filter(model="commitments.milestone").count() == 4
    assert outcomes(bring_in(data)) == {"unchanged": 1}


def test_dry_run_says_what_would_happen_and_changes_nothing() -> None:
    before = contents()
    report = bring_in(export_2016({}, {"Country": "Chile"}), dry_run=True)
    assert outcomes(report) == {"created": 1, "skipped": 1}
    assert contents() == before
    assert outcomes(bring_in(export_2016())) == {"created": 1}


def test_an_error_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents()
    georgian = {"Country": "Georgia"}

    def fail(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if 'INSERT INTO "monitoring_irmcoding"' in sql:
            failures.append(sql)
            if len(failures) == 2:
                raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)  # type: ignore[operator]

    failures: list[str] = []
    with connection.execute_wrapper(fail), pytest.raises(DatabaseError):
        bring_in(export_2016({}, georgian))
    assert len(failures) == 2
    assert contents() == before


def test_markup_and_formulas_in_a_file_are_only_text_on_pages() -> None:
    hostile = '=1+1 "><svg onload=alert(1)> &lt;img src=x onerror=alert(2)&gt;'
    bring_in(
        export_2016(
            dict.fromkeys(("Commitment Title", "Full Text", "Lead Institution", "Start Date"), hostile)
        )
    )
    for address in ("/en/ukraine/plans/1/", "/en/ukraine/plans/1/4/"):
        page = Client().get(address).content.decode()
        assert "&lt;img src=x onerror" in page, address
        assert not re.search(r"<(svg|img)[^>]*\son(load|error)", page), address


@real_files
def test_real_files_land_whole_and_twice_change_nothing() -> None:
    assert outcomes(import_file(REAL_2016)) == {"created": 180, "skipped": 1747}
    first_2024 = outcomes(import_file(REAL_2024))
    assert first_2024 == {"created": 34, "updated": 24}
    before = contents()
    assert outcomes(import_file(REAL_2016)) == {"unchanged": 180, "skipped": 1747}
    assert outcomes(import_file(REAL_2024)) == {"unchanged": 58}
    assert contents() == before
    with every_country():
        assert Commitment.objects.filter(source="import").count() == 214


@real_files
def test_real_files_give_the_same_in_either_order() -> None:
    import_file(REAL_2024)
    import_file(REAL_2016)
    with every_country():
        newer_first = _facts()
        ActionPlan.objects.all().delete()
    import_file(REAL_2016)
    import_file(REAL_2024)
    with every_country():
        assert _facts() == newer_first


def _facts() -> list[object]:
    commitments = Commitment.objects.filter(source="import").order_by("import_key")
    codings = IrmCoding.objects.values_list(
        "commitment__import_key", "report__kind", "indicator", "scale_version", "label", "level"
    )
    tags = CommitmentArea.objects.values_list("commitment__import_key", "area__tag_set", "area__slug")
    return [
        list(
            commitments.values_list(
                "import_key", "ogp_id", "title_en", "summary_en", "lead__name_en", "values"
            )
        ),
        sorted(codings, key=str),
        sorted(tags),
    ]
