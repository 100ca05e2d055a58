"""A report on its way: draft, submitted, returned, published, corrected; and “nothing new”."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.enums import Challenge, Completion, ReportState
from commitments.models import (
    CommitmentIndicator,
    IndicatorValue,
    Milestone,
    ProgressUpdate,
    PublicChange,
    UpdateFile,
)
from commitments.reporting.actions import (
    ReportConflict,
    ReportEdit,
    publish_report,
    publish_reports,
    remove_file,
    report_nothing_new,
    return_report,
    save_report,
    submit_report,
)
from commitments.reporting.report import report_on
from ogp_portal.accounts.enums import OrganisationKind, Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.files.models import PublicCopy
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from tests.cast import Tenant, make_commitment, make_user
from tests.commitments.reporting.making import open_period, part, whole_report


@pytest.fixture
def officer_of_lead(georgia: Tenant) -> User:
    return make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "lead officer")


def rows(period_id: int) -> dict[int | None, ProgressUpdate]:
    return {row.milestone_id: row for row in ProgressUpdate.objects.filter(period_id=period_id)}


def test_a_report_from_draft_to_the_public(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period, about = open_period(georgia), georgia.commitment
        save_report(about, period, whole_report(georgia), by=officer_of_lead)
        assert {row.state for row in rows(period.pk).values()} == {ReportState.DRAFT}
        submit_report(about, period, by=officer_of_lead)
        found = rows(period.pk)
        assert {row.state for row in found.values()} == {ReportState.SUBMITTED}
        assert {row.submitted_by for row in found.values()} == {officer_of_lead}
        with pytest.raises(NotPossible, match="has been submitted"):
            save_report(about, period, whole_report(georgia), by=officer_of_lead)
        return_report(about, period, note=" Say by when. ", by=georgian_contact)
        found = rows(period.pk)
        assert {row.returned_note for row in found.values()} == {"Say by when."}
        assert {row.returned_by for row in found.values()} == {georgian_contact}
        submit_report(about, period, by=officer_of_lead)
        publish_report(about, period, by=georgian_contact)
        found = rows(period.pk)
        assert {row.state for row in found.values()} == {ReportState.PUBLISHED}
        assert {row.returned_note for row in found.values()} == {""}
        assert {row.published_by for row in found.values()} == {georgian_contact}
        assert found[None].completion == Completion.SUBSTANTIAL
        assert found[None].is_computed
        state = TextState.objects.get(model="commitments.progressupdate", object_id=found[None].pk)
        assert (state.language, state.state) == ("ka", TextStatus.APPROVED)
    with public_scope(georgia.country):
        assert ProgressUpdate.objects.filter(period=period).count() == 2


def test_little_done_needs_a_challenge_and_its_explanation(georgia: Tenant, officer_of_lead: User) -> None:
    with country_scope(georgia.country):
        period, about, step = open_period(georgia), georgia.commitment, georgia.milestone.pk
        save_report(about, period, whole_report(georgia, completion=2), by=officer_of_lead)
        with pytest.raises(NotPossible, match="Milestone 1: choose what stands in the way"):
            submit_report(about, period, by=officer_of_lead)
        row = rows(period.pk)[step]
        facts = {"completion": 2, "challenge": Challenge.OTHER}
        edit = ReportEdit([part(step, row, narrative="ნაბიჯი გადაიდგა", facts=facts)])
        save_report(about, period, edit, by=officer_of_lead)
        with pytest.raises(NotPossible, match="Milestone 1: explain what stands in the way"):
            submit_report(about, period, by=officer_of_lead)
        row = rows(period.pk)[step]
        edit = ReportEdit([part(step, row, challenge_text="სახელი არ არის", facts=facts)])
        save_report(about, period, edit, by=officer_of_lead)
        submit_report(about, period, by=officer_of_lead)


def test_an_institution_that_answers_for_a_milestone_writes_that_alone(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        other = Organisation.objects.create(
            country=georgia.country, kind=OrganisationKind.GOVERNMENT, name_en="Other"
        )
        second = Milestone.objects.create(
            commitment=georgia.commitment, number="2", position=2, title_en="Theirs", responsible=other
        )
        period = open_period(georgia)
    officer = make_user(Role.AGENCY_OFFICER, georgia.country, other, "other officer")
    with country_scope(georgia.country):
        edit = ReportEdit([part(second.pk), part(georgia.milestone.pk), part(None, narrative="მთლიანად")])
        save_report(georgia.commitment, period, edit, by=officer)
        assert set(rows(period.pk)) == {second.pk}
        submit_report(georgia.commitment, period, by=officer)
        assert rows(period.pk)[second.pk].state == ReportState.SUBMITTED
        with pytest.raises(NotPossible, match="has not been submitted yet"):
            publish_report(georgia.commitment, period, by=georgian_contact)
        mine = ReportEdit([part(georgia.milestone.pk)])
        save_report(georgia.commitment, period, mine, by=officer_of_lead)
        submit_report(georgia.commitment, period, by=officer_of_lead)
        publish_report(georgia.commitment, period, by=georgian_contact)
        assert rows(period.pk)[None].completion == Completion.SUBSTANTIAL


def test_two_who_write_at_once_both_stay(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period, about, step = open_period(georgia), georgia.commitment, georgia.milestone.pk
        save_report(about, period, whole_report(georgia), by=officer_of_lead)
        seen = rows(period.pk)[step]
        first = ReportEdit([part(step, seen, narrative="ჩემი", facts={"completion": 4})])
        second = ReportEdit([part(step, seen, narrative="შენი", facts={"completion": 1})])
        save_report(about, period, first, by=officer_of_lead)
        with pytest.raises(ReportConflict) as raised:
            save_report(about, period, second, by=georgian_contact)
        assert [(c.theirs, c.yours) for c in raised.value.texts[step]] == [("ჩემი", "შენი")]
        assert raised.value.facts[step].completion == 4
        assert text_in(rows(period.pk)[step], "narrative", "ka") == "ჩემი"
        english = ReportEdit([part(step, seen, "en", narrative="Mine", facts={"completion": 4})])
        save_report(about, period, english, by=georgian_contact)
        found = rows(period.pk)[step]
        assert (text_in(found, "narrative", "ka"), text_in(found, "narrative", "en"), found.completion) == (
            "ჩემი",
            "Mine",
            4,
        )


def test_a_correction_is_seen_by_everybody_and_rolled_up_anew(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period, about, step = open_period(georgia), georgia.commitment, georgia.milestone.pk
        save_report(about, period, whole_report(georgia), by=officer_of_lead)
        submit_report(about, period, by=officer_of_lead)
        publish_report(about, period, by=georgian_contact)
        with pytest.raises(NotPossible, match="the point of contact can correct it"):
            save_report(about, period, whole_report(georgia), by=officer_of_lead)
        row = rows(period.pk)[step]
        before = PublicChange.objects.count()
        edit = ReportEdit([part(step, row, narrative="დასრულდა", facts={"completion": 4})])
        save_report(about, period, edit, by=georgian_contact)
        found = rows(period.pk)
        assert found[step].amended_at
        assert found[None].completion == Completion.COMPLETE
        fields = set(PublicChange.objects.order_by("pk")[before:].values_list("field", flat=True))
        assert fields == {"narrative_ka", "completion"}
        gap = ReportEdit([part(step, found[step], facts={"completion": 1})])
        with pytest.raises(NotPossible, match="Milestone 1: choose what stands in the way"):
            save_report(about, period, gap, by=georgian_contact)


def test_nothing_new_carries_the_last_completion_on(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        report_nothing_new(georgia.commitment, period, by=officer_of_lead)
        row = rows(period.pk)[None]
        assert (row.nothing_new, row.completion, row.state) == (True, 4, ReportState.SUBMITTED)
        with pytest.raises(NotPossible, match="has been submitted"):
            report_nothing_new(georgia.commitment, period, by=officer_of_lead)
        publish_report(georgia.commitment, period, by=georgian_contact)
        row = rows(period.pk)[None]
        assert (row.completion, row.is_computed, row.state) == (4, False, ReportState.PUBLISHED)
        fresh = make_commitment(georgia.plan, key="33", number="33", lead=georgia.ministry)
        with pytest.raises(NotPossible, match="no earlier report"):
            report_nothing_new(fresh, period, by=georgian_contact)


def test_many_at_once_and_those_that_cannot_are_named(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        bare = make_commitment(georgia.plan, key="33", number="33", lead=georgia.ministry)
        save_report(georgia.commitment, period, whole_report(georgia), by=georgian_contact)
        submit_report(georgia.commitment, period, by=georgian_contact)
        done, refused = publish_reports([georgia.commitment, bare], period, by=georgian_contact)
        assert done == [georgia.commitment]
        assert refused == [(bare, "The report has not been submitted yet.")]
        assert report_on(georgia.commitment, period).state == ReportState.PUBLISHED


def test_a_commitment_without_milestones_states_its_completion(
    georgia: Tenant, georgian_contact: User
) -> None:
    with country_scope(georgia.country):
        period = open_period(georgia)
        bare = make_commitment(georgia.plan, key="33", number="33", lead=georgia.ministry)
        save_report(bare, period, ReportEdit([part(None, facts={"completion": None})]), by=georgian_contact)
        with pytest.raises(NotPossible, match="The commitment as a whole: choose how far it is"):
            submit_report(bare, period, by=georgian_contact)
        save_report(bare, period, ReportEdit([part(None)]), by=georgian_contact)
        submit_report(bare, period, by=georgian_contact)
        publish_report(bare, period, by=georgian_contact)
        row = ProgressUpdate.objects.get(commitment=bare)
        assert (row.completion, row.is_computed) == (3, False)


def test_values_and_files_become_public_with_the_report(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        period, about = open_period(georgia), georgia.commitment
        indicator = CommitmentIndicator.objects.create(commitment=about, title_en="Records")
        upload = SimpleUploadedFile("notes.txt", b"all is well", "text/plain")
        edit = ReportEdit(
            [part(georgia.milestone.pk), part(None, facts={"completion": None}, uploads=[upload])],
            {indicator.pk: Decimal("12.5")},
        )
        save_report(about, period, edit, by=georgian_contact)
    with public_scope(georgia.country):
        assert not IndicatorValue.objects.exists()
        assert not PublicCopy.objects.exists()
    with country_scope(georgia.country):
        submit_report(about, period, by=georgian_contact)
        publish_report(about, period, by=georgian_contact)
        file = UpdateFile.objects.get()
    with public_scope(georgia.country):
        assert IndicatorValue.objects.get().value == Decimal("12.5")
        assert PublicCopy.objects.count() == 1
    with country_scope(georgia.country):
        remove_file(file, by=georgian_contact)
        assert rows(period.pk)[None].amended_at
        assert not PublicCopy.objects.exists()
