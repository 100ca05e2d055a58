"""The page that a printed report's QR code leads to."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant

NUMBER = "ab" * 32
SUM = "cd" * 32


def make_report(tenant: Tenant, by: User) -> None:
    with country_scope(tenant.country):
        report = ProgressReport.objects.create(
            country=tenant.country,
            plan=tenant.plan,
            languages=["en", "ka"],
            snapshot="{}",
            snapshot_sha256=NUMBER,
            data_as_of=dt.date(2025, 1, 1),
            requested_by=by,
        )
        ReportFile.objects.create(
            country=tenant.country,
            report=report,
            language="en",
            state=JobState.DONE,
            pages=9,
            size=1,
            sha256=SUM,
        )
        ReportFile.objects.create(
            country=tenant.country, report=report, language="ka", state=JobState.FAILED, reason_code="memory"
        )


def test_a_known_number_shows_the_report_and_its_check_sums(georgia: Tenant, georgian_contact: User) -> None:
    make_report(georgia, georgian_contact)
    page = Client().get(reverse("public:report_check_one", kwargs={"sha256": NUMBER})).content.decode()
    assert "This report was made by this portal" in page
    assert SUM in page
    assert "Georgia: Fifth action plan" in page
    assert georgian_contact.full_name not in page
    assert "memory" not in page


def test_an_unknown_number_is_not_found(georgia: Tenant, georgian_contact: User) -> None:
    make_report(georgia, georgian_contact)
    answer = Client().get(reverse("public:report_check_one", kwargs={"sha256": "0" * 64}))
    assert answer.status_code == 404
    assert "has made no report with this number" in answer.content.decode()


def test_the_form_takes_a_number_with_spaces_and_capitals(georgia: Tenant, georgian_contact: User) -> None:
    make_report(georgia, georgian_contact)
    answer = Client().get(
        reverse("public:report_check"), {"number": f" {NUMBER[:32].upper()} {NUMBER[32:]} "}
    )
    assert answer.headers["Location"] == reverse("public:report_check_one", kwargs={"sha256": NUMBER})


def test_what_is_no_number_is_explained(db: None) -> None:
    page = Client().get(reverse("public:report_check"), {"number": "<b>42"}).content.decode()
    assert "The number has 64 characters" in page
    assert "&lt;b&gt;42" in page
