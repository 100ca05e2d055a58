"""Each kind of job stands on the desk of those whose job it is, under the right heading."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commitments.enums import ReportState
from monitoring.models import Evidence
from ogp_portal.accounts.enums import OrganisationKind, OrganisationState, Role, SafetyMode
from ogp_portal.accounts.models import Organisation, OrganisationIdentity, RoleAssignment
from ogp_portal.desk.pages.jobs.draft import address
from ogp_portal.tenancy import country_scope
from plans.enums import MeetingState
from plans.models import Contribution, ReasonedResponse
from tests.cast import Tenant, make_commitment, make_user
from tests.desk.homes import (
    home,
    in_days,
    leave_unsaved,
    lines,
    make_consultation,
    make_draft,
    make_everything,
    make_evidence,
    make_meeting,
    make_period,
    make_rating,
    make_report,
    page,
)


def test_a_reply_that_is_late_stands_first_and_one_that_is_answered_nowhere(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    make_period(georgia, 9)
    make_evidence(georgia, "Answered", replied_at=timezone.now())
    make_evidence(georgia, "Soon", reply_due_on=in_days(5))
    make_evidence(georgia, "Late")
    found = home(contact)
    assert lines(found)["Late"] == ["Reply to evidence: Late"]
    assert lines(found)["Due"][0] == "Reply to evidence: Soon"
    late = found.parts[0].jobs[0]
    assert (late.when, late.is_late, late.word) == ("12 days", True, "Reply")
    assert [str(line) for line in late.under] == ["Commitment 1", "Watch of georgia"]


def test_an_officer_replies_only_where_their_institution_leads(georgia: Tenant) -> None:
    make_evidence(georgia, "Late")
    lead = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "lead")
    with country_scope(georgia.country):
        other = Organisation.objects.create(country=georgia.country, kind=OrganisationKind.GOVERNMENT)
    elsewhere = make_user(Role.AGENCY_OFFICER, georgia.country, other, "elsewhere")
    assert "Reply to evidence: Late" in lines(home(lead))["Late"]
    assert lines(home(elsewhere)) == {}


def test_an_organisation_sees_its_own_and_nobody_elses(georgia: Tenant) -> None:
    make_evidence(georgia, "Late")
    for state in (ReportState.RETURNED, ReportState.DRAFT, ReportState.SUBMITTED):
        make_evidence(georgia, f"Own {state}", state=state, published_at=None, reply_due_on=None)
    make_rating(georgia, ReportState.RETURNED, in_days(-3))
    with country_scope(georgia.country):
        rival = Organisation.objects.create(country=georgia.country, kind=OrganisationKind.CSO)
    own = home(make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "own"))
    assert lines(own) == {
        "Returned": [
            "Correct your evidence: Own returned",
            "Correct your rating: Publish the register of owners",
        ],
        "Unanswered": ["The government has not replied to your evidence: Late"],
        "Your drafts": ["Finish your evidence: Own draft"],
    }
    assert [line.title.text for line in own.evidence] == [
        "Own submitted",
        "Own draft",
        "Own returned",
        "Late",
    ]
    nobodys = home(make_user(Role.CSO_MEMBER, georgia.country, rival, "rival"))
    assert (lines(nobodys), nobodys.evidence) == ({}, [])


def test_a_government_never_sees_evidence_before_it_is_public(georgia: Tenant) -> None:
    for state in (ReportState.RETURNED, ReportState.DRAFT, ReportState.SUBMITTED):
        make_evidence(georgia, "Not public", state=state, published_at=None)
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    administrator = make_user(Role.ADMINISTRATOR)
    assert "Not public" not in page(contact)
    assert lines(home(administrator)) == {"Waiting for you": ["Review evidence: Not public"]}


def test_a_true_name_stands_on_no_desk(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        Organisation.objects.filter(pk=georgia.cso.pk).update(name_en="Alias", safety_mode=SafetyMode.ALIAS)
        OrganisationIdentity.objects.create(
            country=georgia.country, organisation=georgia.cso, legal_name="True name"
        )
    make_everything(georgia, 1)
    for role in (Role.POINT_OF_CONTACT, Role.TRANSLATOR, Role.FORUM_MEMBER, Role.IRM_RESEARCHER):
        assert "True name" not in page(make_user(role, georgia.country))
    assert "Alias" in page(make_user(Role.ADMINISTRATOR))


def test_minutes_are_the_contacts_and_meetings_to_come_everybodys_who_sits_there(georgia: Tenant) -> None:
    make_period(georgia, 9)
    make_meeting(georgia, "Past")
    make_meeting(georgia, "Past with minutes", minutes_published_at=timezone.now())
    make_meeting(georgia, "Coming", held_on=in_days(3), state=MeetingState.PLANNED)
    make_meeting(georgia, "Called off", held_on=in_days(3), state=MeetingState.CANCELLED)
    make_meeting(georgia, "Far away", held_on=in_days(90), state=MeetingState.PLANNED)
    contact = home(make_user(Role.POINT_OF_CONTACT, georgia.country))
    member = home(make_user(Role.FORUM_MEMBER, georgia.country))
    assert lines(contact)["Late"] == ["Publish the minutes: Past"]
    assert contact.parts[0].jobs[0].when == "7 days"
    assert lines(contact)["Due"][0] == "Prepare for the meeting: Coming"
    assert lines(member)["Due"] == ["Prepare for the meeting: Coming"]


def test_contributions_wait_to_be_read_and_for_a_response(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso)
    make_period(georgia, 9)
    row = make_consultation(georgia, "c")
    assert "Give a reasoned response to 1 contribution" in lines(home(contact))["Due"]
    assert "Read 1 contribution before it is public" in lines(home(contact))["Waiting for you"]
    assert lines(home(member)) == {"Due": ["Contribute to the consultation: Consultation c"]}
    with country_scope(georgia.country):
        for said in Contribution.objects.filter(consultation=row, state="published"):
            ReasonedResponse.objects.create(
                country=georgia.country, contribution=said, outcome="accepted", published_at=timezone.now()
            )
    assert "Give a reasoned response to 1 contribution" not in lines(home(contact)).get("Due", [])


def test_a_period_counts_what_is_missing_for_the_contact_and_names_it_for_officers(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    lead = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry)
    period = make_period(georgia, 9)
    with country_scope(georgia.country):
        others = [
            make_commitment(georgia.plan, key=key, number=key, position=9, lead=georgia.ministry)
            for key in ("3", "4", "5")
        ]
    make_report(others[0], period, ReportState.SUBMITTED)
    make_report(others[1], period, ReportState.RETURNED)
    make_report(others[2], period, ReportState.DRAFT)
    name = period.name_in("en")
    found = home(contact)
    assert f"{name}: the reports on 3 commitments are missing" in lines(found)["Due"]
    assert lines(found)["Returned"] == ["Commitment 4: Publish the register of owners"]
    assert "Publish or return 1 report" in lines(found)["Waiting for you"]
    assert [(line.commitment.number, line.turn) for line in found.periods[0].lines] == [
        ("1", "r0"),
        ("3", "r2"),
        ("4", "r1"),
        ("5", "r1"),
    ]
    assert found.headline == f"Nothing is late. The report is due in 8 days ({name})."
    own = lines(home(lead))
    assert own["Due"] == [
        "Report on commitment 1: Publish the register of owners",
        "Report on commitment 5: Publish the register of owners",
    ]
    assert own["Returned"] == ["Commitment 4: Publish the register of owners"]


def test_a_locked_period_asks_for_nothing(georgia: Tenant) -> None:
    make_period(georgia, 9, locked_on=in_days(-1), due_on=in_days(-10))
    found = home(make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry))
    assert (lines(found), found.periods) == ({}, [])


def test_drafts_of_commitments_go_from_the_officer_to_the_contact(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    lead = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry)
    make_draft(georgia, "7", submitted_at=timezone.now())
    make_draft(georgia, "8", returned_at=timezone.now(), returned_note="Add a milestone.")
    assert lines(home(contact))["Waiting for you"] == ["Publish or return a commitment: Draft 7"]
    assert lines(home(lead))["Returned"] == ["Correct the commitment: Draft 8"]
    assert "Draft 7" not in str(lines(home(lead)))


def test_a_member_of_the_forum_reads_drafts(georgia: Tenant, ukraine: Tenant) -> None:
    member = make_user(Role.FORUM_MEMBER, georgia.country)
    assert lines(home(member)) == {"Waiting for you": ["Fifth action plan, 2024–2025"]}
    assert reverse("desk:plan", args=[georgia.plan.pk]) in page(member)
    with country_scope(ukraine.country):
        ukraine.draft.delete()
    assert lines(home(make_user(Role.FORUM_MEMBER, ukraine.country))) == {}


def test_organisations_wait_for_the_contact_and_the_administrator(georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(georgia.country):
        Organisation.objects.create(
            country=georgia.country,
            kind=OrganisationKind.CSO,
            name_en="Newcomer",
            state=OrganisationState.PENDING,
            registered_by=make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "newcomer"),
        )
        Organisation.objects.create(
            country=georgia.country,
            kind=OrganisationKind.CSO,
            name_en="Under an alias",
            state=OrganisationState.PENDING,
            safety_mode=SafetyMode.ALIAS,
            registered_by=make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "hidden"),
        )
    assert "Under an alias" in page(make_user(Role.ADMINISTRATOR, name="editor"))
    assert "Under an alias" not in page(make_user(Role.POINT_OF_CONTACT, georgia.country, name="contact"))
    for user in (make_user(Role.POINT_OF_CONTACT, georgia.country), make_user(Role.ADMINISTRATOR)):
        assert "Confirm an organisation: Newcomer" in lines(home(user))["Waiting for you"]
    assert "Newcomer" not in page(make_user(Role.POINT_OF_CONTACT, ukraine.country))


def test_texts_are_counted_as_the_queue_lists_them(georgia: Tenant) -> None:
    make_everything(georgia, 1)
    found = home(make_user(Role.TRANSLATOR, georgia.country))
    assert lines(found) == {"Not translated": ["English: 1 stale"]}
    assert found.headline == "Nothing is late. 1 text is not translated."
    assert [(line.state, line.text) for line in found.ledgers[0].lines][:2] == [
        ("approved", "0 approved"),
        ("stale", "1 stale"),
    ]


def test_a_researcher_sees_reports_that_say_nothing_on_some_commitments(georgia: Tenant) -> None:
    make_everything(georgia, 1)
    found = lines(home(make_user(Role.IRM_RESEARCHER, georgia.country)))
    assert found == {"Waiting for you": ["Enter what the report says on 1 commitment"]}


def test_a_programme_officer_sees_what_governments_owe(georgia: Tenant, ukraine: Tenant) -> None:
    make_evidence(georgia, "Late")
    make_evidence(georgia, "Late too")
    make_meeting(ukraine, "Past", published_at=timezone.now())
    found = home(make_user(Role.PROGRAMME_OFFICER))
    assert lines(found) == {
        "Late": [
            "Georgia: 2 pieces of evidence without a reply",
            "Ukraine: 1 forum meeting without minutes",
        ]
    }
    assert found.headline == "3 things are late."


def test_what_was_typed_and_not_saved_is_offered_again(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    make_period(georgia, 9)
    leave_unsaved(contact, georgia, f"commitment:{georgia.commitment.pk}:ka")
    leave_unsaved(contact, georgia, "unknown:1")
    part = next(part for part in home(contact).parts if part.heading == "Your drafts")
    kept = next(job for job in part.jobs if job.text == "Go on with what you had not saved")
    assert kept.url == f"/en/desk/commitments/{georgia.commitment.pk}/ka/?kept=1"


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("plan:new", "/en/desk/plans/new/?kept=1"),
        ("commitment:new:5", "/en/desk/plans/5/commitments/new/?kept=1"),
        ("milestone:new:5:ka", "/en/desk/commitments/5/milestones/ka/new/?kept=1"),
        ("evidence:new:5", "/en/desk/evidence/new/5/?kept=1"),
        ("evidence:7:uk", "/en/desk/evidence/7/edit/uk/?kept=1"),
        ("evidence:7:reply", "/en/desk/evidence/7/reply/?kept=1"),
        ("rating:new:5", "/en/desk/ratings/new/5/?kept=1"),
        ("progress:5:6:ka", "/en/desk/commitments/5/progress/6/ka/?kept=1"),
        ("commitment", ""),
        ("commitment:x:ka", ""),
        ("progress:new:5", ""),
        ("unknown:1", ""),
    ],
)
def test_the_name_of_a_form_leads_to_its_page(form: str, path: str) -> None:
    assert address(form) == path


def test_a_person_with_several_roles_has_all_of_it_in_one_order(georgia: Tenant) -> None:
    make_everything(georgia, 1)
    user = make_user(Role.POINT_OF_CONTACT, georgia.country)
    for role, organisation in ((Role.CSO_MEMBER, georgia.cso), (Role.IRM_RESEARCHER, None)):
        RoleAssignment.objects.create(
            user=user, role=role, country=georgia.country, organisation=organisation
        )
    assert [part.heading for part in home(user).parts] == [
        "Late",
        "Due",
        "Returned",
        "Unanswered",
        "Not translated",
        "Waiting for you",
        "Your drafts",
    ]


def test_what_is_not_shown_is_counted_and_one_click_away(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    make_period(georgia, 9)
    for number in range(9):
        make_evidence(georgia, f"Late {number}")
    late = home(contact).parts[0]
    assert (len(late.jobs), late.total, late.more[0].count) == (6, 9, 3)
    assert "Evidence: 3 more" in page(contact)


def test_a_corrected_version_is_answered_once(georgia: Tenant) -> None:
    contact = make_user(Role.POINT_OF_CONTACT, georgia.country)
    make_period(georgia, 9)
    first = make_evidence(georgia, "First version")
    make_evidence(georgia, "Second version", corrects=first, version=2, reply_due_on=in_days(9))
    with country_scope(georgia.country):
        Evidence.objects.filter(pk=first.pk).update(superseded_at=timezone.now())
    found = lines(home(contact))
    assert "Late" not in found
    assert "Reply to evidence: Second version" in found["Due"]
