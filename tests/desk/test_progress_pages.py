"""The desk's pages on periods and reports: what they show, what they post, how often they ask."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.enums import Completion, ReportState
from commitments.models import CommitmentIndicator, IndicatorValue, ProgressUpdate, UpdateFile
from commitments.reporting.actions import save_report, submit_report
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from plans.models import PeriodReopening, ReportingPeriod
from tests.cast import Tenant, make_commitment, make_user
from tests.commitments.reporting.making import open_period, today_of, whole_report

DAY = dt.timedelta(days=1)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def officer_of_lead(georgia: Tenant) -> User:
    return make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "lead officer")


@pytest.fixture
def period(georgia: Tenant) -> ReportingPeriod:
    with country_scope(georgia.country):
        return open_period(georgia)


def address(tenant: Tenant, period: ReportingPeriod, **language: str) -> str:
    arguments = {"pk": tenant.commitment.pk, "period": period.pk, **language}
    return reverse("desk:progress_in" if language else "desk:progress", kwargs=arguments)


def shown_values(client: Client, url: str) -> dict[str, Any]:
    """What the form on a page would send as it stands."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        name: "\n".join(v) if isinstance(v, list) else v
        for name, v in values.items()
        if v is not None and not name.endswith("files")
    }


def test_the_officer_reports_and_the_contact_publishes(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User, period: ReportingPeriod
) -> None:
    url, name = address(georgia, period), f"m{georgia.milestone.pk}_"
    with country_scope(georgia.country):
        indicator = CommitmentIndicator.objects.create(commitment=georgia.commitment, title_en="Records")
    officer = signed_in(officer_of_lead)
    given = shown_values(officer, url) | {
        f"{name}completion": 2,
        f"{name}narrative": "პირველი ნაბიჯი",
        f"{name}links": "https://example.org/one\nhttps://example.org/two",
        f"indicator{indicator.pk}": "12.5",
        "then": "submit",
    }
    answer = officer.post(url, given)
    page = answer.content.decode()
    assert "Milestone 1: choose what stands in the way, since it is not started or limited." in page
    assert "Milestone 1: explain what stands in the way, since it is not started or limited." in page
    assert "პირველი ნაბიჯი" in page
    given |= {f"{name}challenge": "lack_of_resources", f"{name}challenge_text": "თანხა არ არის"}
    upload = SimpleUploadedFile("notes.txt", b"all is well", "text/plain")
    answer = officer.post(url, {**given, f"{name}files": upload}, follow=True)
    assert "The report has been submitted." in answer.content.decode()
    assert "submitted by lead officer on" in answer.content.decode()
    contact = signed_in(georgian_contact)
    assert "Publish as submitted" in contact.get(url).content.decode()
    arguments = {"pk": georgia.commitment.pk, "period": period.pk}
    assert contact.post(reverse("desk:progress_publish", kwargs=arguments)).status_code == 302
    with country_scope(georgia.country):
        whole = ProgressUpdate.objects.get(period=period, milestone=None)
        assert (whole.state, whole.completion) == (ReportState.PUBLISHED, Completion.LIMITED)
        assert IndicatorValue.objects.get().value == 12.5
        assert UpdateFile.objects.get().update.links == ["https://example.org/one", "https://example.org/two"]
    public = (
        Client()
        .get(reverse("public:commitment", kwargs={"country": "georgia", "plan": "5", "commitment": "1"}))
        .content.decode()
    )
    assert "პირველი ნაბიჯი" in public
    assert "https://example.org/one" in public
    assert "/en/georgia/files/" in public


def test_a_return_needs_a_note_and_the_officer_reads_it(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User, period: ReportingPeriod
) -> None:
    with country_scope(georgia.country):
        save_report(georgia.commitment, period, whole_report(georgia), by=officer_of_lead)
        submit_report(georgia.commitment, period, by=officer_of_lead)
    contact, arguments = signed_in(georgian_contact), {"pk": georgia.commitment.pk, "period": period.pk}
    url = reverse("desk:progress_return", kwargs=arguments)
    assert "Say what is to be put right." in contact.post(url, {"note": "  "}).content.decode()
    assert contact.post(url, {"note": "Say by when."}).status_code == 302
    page = signed_in(officer_of_lead).get(address(georgia, period)).content.decode()
    assert "Say by when." in page
    assert "Save and submit" in page


def test_two_browsers_meet_and_nothing_typed_is_lost(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User, period: ReportingPeriod
) -> None:
    url, name = address(georgia, period), f"m{georgia.milestone.pk}_"
    officer, contact = signed_in(officer_of_lead), signed_in(georgian_contact)
    first, second = shown_values(officer, url), shown_values(contact, url)
    officer.post(url, first | {f"{name}completion": 3, f"{name}narrative": "ერთი", "then": "save"})
    typed = second | {f"{name}completion": 1, f"{name}narrative": "ორი", "then": "save"}
    answer = contact.post(url, typed)
    page = answer.content.decode()
    assert "Somebody else has saved this meanwhile: “ერთი”." in page
    assert ">ორი</textarea>" in page.replace("\n", "").replace("\r", "")
    again = {n: answer.context["form"][n].value() for n in answer.context["form"].fields if "files" not in n}
    again = {n: v for n, v in again.items() if v is not None} | {"then": "save"}
    assert contact.post(url, again).status_code == 302
    with country_scope(georgia.country):
        row = ProgressUpdate.objects.get(period=period, milestone=georgia.milestone)
        assert (text_in(row, "narrative", "ka"), row.completion) == ("ორი", 1)


def test_another_language_is_written_beside_the_main_one(
    georgia: Tenant, officer_of_lead: User, period: ReportingPeriod
) -> None:
    with country_scope(georgia.country):
        save_report(georgia.commitment, period, whole_report(georgia), by=officer_of_lead)
    officer, url = signed_in(officer_of_lead), address(georgia, period, language="en")
    page = officer.get(url).content.decode()
    assert "ნაბიჯი გადაიდგა" in page
    assert "completion" not in officer.get(url).context["form"].fields
    given = shown_values(officer, url) | {f"m{georgia.milestone.pk}_narrative": "A step", "then": "save"}
    assert officer.post(url, given).status_code == 302
    with country_scope(georgia.country):
        row = ProgressUpdate.objects.get(period=period, milestone=georgia.milestone)
        assert (text_in(row, "narrative", "ka"), text_in(row, "narrative", "en"), row.completion) == (
            "ნაბიჯი გადაიდგა",
            "A step",
            3,
        )


def test_nothing_new_is_one_click_and_the_public_reads_it(
    georgia: Tenant, georgian_contact: User, period: ReportingPeriod
) -> None:
    contact = signed_in(georgian_contact)
    assert "Nothing new" in contact.get(reverse("desk:period", args=[period.pk])).content.decode()
    arguments = {"pk": georgia.commitment.pk, "period": period.pk}
    contact.post(reverse("desk:progress_nothing_new", kwargs=arguments))
    public = reverse("public:commitment", kwargs={"country": "georgia", "plan": "5", "commitment": "1"})
    assert "Nothing new this period." in Client().get(public).content.decode()


def test_many_are_published_at_once_and_the_others_named(
    georgia: Tenant, georgian_contact: User, period: ReportingPeriod
) -> None:
    with country_scope(georgia.country):
        save_report(georgia.commitment, period, whole_report(georgia), by=georgian_contact)
        submit_report(georgia.commitment, period, by=georgian_contact)
        bare = make_commitment(georgia.plan, key="33", number="33", lead=georgia.ministry, title_en="Bare")
    contact, url = signed_in(georgian_contact), reverse("desk:period_publish", args=[period.pk])
    answer = contact.post(url, {"commitment": [georgia.commitment.pk, bare.pk]}, follow=True)
    page = answer.content.decode()
    assert "1 report has been published." in page
    assert "Bare: The report has not been submitted yet." in page
    assert "Tick at least one submitted report." in contact.post(url, {}, follow=True).content.decode()


def test_periods_are_looked_at_before_they_are_made(georgia: Tenant, georgian_contact: User) -> None:
    contact, url = signed_in(georgian_contact), reverse("desk:period_calendar", args=[georgia.plan.pk])
    asked = {"kind": "half_year", "due_after": "10", "lock_after": "30"}
    page = contact.get(url, asked).content.decode()
    assert "3 periods would be made" in page
    assert "10 July 2025" in page
    with country_scope(georgia.country):
        assert ReportingPeriod.objects.count() == 1
    answer = contact.post(url, asked, follow=True)
    assert "3 periods have been made." in answer.content.decode()
    wrong = contact.get(url, asked | {"due_after": "soon"}).content.decode()
    assert "Give a number of days." in wrong


def test_a_period_of_its_own_says_which_date_is_wrong(georgia: Tenant, georgian_contact: User) -> None:
    contact, url = signed_in(georgian_contact), reverse("desk:period_new", args=[georgia.plan.pk])
    days = {"starts_on": "1.1.2025", "ends_on": "2025-03-31", "due_on": "1 March 2025"}
    page = contact.post(url, days).content.decode()
    assert "Reports cannot be due before the period ends: give a later day." in page
    assert contact.post(url, days | {"due_on": "2025-04-10"}).status_code == 302


def test_a_period_is_opened_again_and_everybody_reads_why(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        ReportingPeriod.objects.update(locked_on=dt.date(2024, 8, 1))
    contact, url = signed_in(georgian_contact), reverse("desk:period_reopen", args=[georgia.period.pk])
    until = (today_of(georgia) + 3 * DAY).isoformat()
    assert "everybody reads the reason" in contact.post(url, {"until": until}).content.decode()
    reasons = {"reason_ka": "შეცდომა", "reason_en": "The figure was wrong"}
    assert contact.post(url, {"until": until, **reasons}).status_code == 302
    with country_scope(georgia.country):
        assert PeriodReopening.objects.count() == 1
    public = reverse("public:commitment", kwargs={"country": "georgia", "plan": "5", "commitment": "1"})
    page = Client().get(public).content.decode()
    assert "This period was opened again until" in page
    assert "The figure was wrong" in page


@pytest.mark.parametrize("route", ["desk:period", "desk:period_list", "desk:progress"])
def test_pages_ask_as_often_for_three_as_for_one(
    georgia: Tenant, officer_of_lead: User, georgian_contact: User, period: ReportingPeriod, route: str
) -> None:
    contact, counted = signed_in(georgian_contact), []
    arguments: dict[str, list[int]] = {
        "desk:period": [period.pk],
        "desk:period_list": [georgia.plan.pk],
        "desk:progress": [georgia.commitment.pk, period.pk],
    }
    url = reverse(route, args=arguments[route])
    for more in (0, 2):
        with country_scope(georgia.country):
            for number in range(more):
                commitment = make_commitment(
                    georgia.plan, key=f"9{number}", number=f"9{number}", lead=georgia.ministry
                )
                step = georgia.milestone
                step.pk, step.commitment, step.number = None, commitment, f"{number}"
                step.save(force_insert=True)
                extra = georgia.milestone
                extra.pk, extra.commitment, extra.number = None, georgia.commitment, f"1{number}"
                extra.save(force_insert=True)
                open_period(georgia, number=20 + number)
        contact.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert contact.get(url).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] < 25


def test_saving_a_report_stays_within_its_queries(
    georgia: Tenant, officer_of_lead: User, period: ReportingPeriod
) -> None:
    officer, url = signed_in(officer_of_lead), address(georgia, period)
    given = shown_values(officer, url) | {"then": "save", "whole_narrative": "მთლიანად"}
    with CaptureQueriesContext(connection) as captured:
        assert officer.post(url, given).status_code == 302
    assert len(captured) < 45


def test_what_is_typed_is_kept_and_taken_up(
    georgia: Tenant, officer_of_lead: User, period: ReportingPeriod
) -> None:
    officer, url = signed_in(officer_of_lead), address(georgia, period)
    name = f"m{georgia.milestone.pk}_narrative"
    page = officer.get(url)
    typed = shown_values(officer, url) | {name: "ნახევარი", "draft": page.context["kept"].name}
    assert officer.post(page.context["kept"].save_url, typed).status_code == 200
    assert "Take them up" in officer.get(url).content.decode()
    assert officer.get(f"{url}?kept=1").context["form"][name].value() == "ნახევარი"
    assert officer.post(url, typed | {"then": "save"}).status_code == 302
    assert "Take them up" not in officer.get(url).content.decode()


def test_everybody_sees_that_a_report_was_corrected(
    georgia: Tenant, georgian_contact: User, period: ReportingPeriod
) -> None:
    contact, url, name = signed_in(georgian_contact), address(georgia, period), f"m{georgia.milestone.pk}_"
    public = reverse("public:commitment", kwargs={"country": "georgia", "plan": "5", "commitment": "1"})
    given = shown_values(contact, url) | {f"{name}completion": 3, "then": "publish"}
    assert contact.post(url, given).status_code == 302
    assert "corrected on" not in Client().get(public).content.decode()
    assert "What you change is published at once" in contact.get(url).content.decode()
    given = shown_values(contact, url) | {f"{name}completion": 4, "then": "amend"}
    assert contact.post(url, given).status_code == 302
    assert "corrected on" in Client().get(public).content.decode()
    with country_scope(georgia.country):
        whole = ProgressUpdate.objects.get(period=period, milestone=None)
        assert whole.completion == Completion.COMPLETE
