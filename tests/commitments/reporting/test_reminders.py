"""Reminders: one digest a person and day, in their language, and none when nothing waits."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from commitments.enums import ReportState
from commitments.models import Reminder
from commitments.reporting.actions import return_report, save_report, submit_report
from commitments.reporting.reminders import remind_responsible, send_digests, send_morning_digests
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from plans.actions import NotPossible
from plans.models import ReportingPeriod
from tests.cast import Tenant, make_user
from tests.commitments.reporting.making import open_period, today_of, whole_report

DAY = dt.timedelta(days=1)


@pytest.fixture
def officer_of_lead(georgia: Tenant) -> User:
    user = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "lead officer")
    user.language = "ka"
    user.save()
    return user


@pytest.fixture
def period(georgia: Tenant) -> ReportingPeriod:
    with country_scope(georgia.country):
        # The fixed cast's period was due in 2024: locked, it is nobody's any more.
        ReportingPeriod.objects.update(locked_on=dt.date(2024, 8, 1))
        return open_period(georgia, opens_on=today_of(georgia) - 30 * DAY)


@pytest.fixture
def country(georgia: Tenant) -> CountryEntry:
    return country_by_id(georgia.country.pk)


def sent(
    country: CountryEntry, on: dt.date, django_capture_on_commit_callbacks: Callable[..., Any]
) -> list[str]:
    """Who gets a mail on a day."""
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_digests(country, on)
    return sorted(message.to[0] for message in mail.outbox)


OFFICER, CONTACT = "lead-officer@example.org", "point_of_contact-of-georgia@example.org"


@pytest.mark.usefixtures("officer_of_lead", "georgian_contact")
def test_digests_go_out_on_the_days_before_and_weekly_after(
    period: ReportingPeriod, country: CountryEntry, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    days = range(-20, 24)
    found = [
        before
        for before in days
        if sent(country, period.due_on - before * DAY, django_capture_on_commit_callbacks)
    ]
    assert found == [-15, -8, -1, 0, 1, 3, 7, 14]


@pytest.mark.usefixtures("officer_of_lead", "georgian_contact")
def test_nobody_is_told_twice_on_a_day(
    period: ReportingPeriod, country: CountryEntry, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    on = period.due_on - 7 * DAY
    assert sent(country, on, django_capture_on_commit_callbacks) == [OFFICER, CONTACT]
    assert sent(country, on, django_capture_on_commit_callbacks) == []
    with country_scope(period.country):
        assert Reminder.objects.filter(sent_on=on).count() == 2


@pytest.mark.usefixtures("officer_of_lead", "georgian_contact")
def test_a_digest_speaks_the_receivers_language_and_leads_to_the_report(
    georgia: Tenant,
    period: ReportingPeriod,
    country: CountryEntry,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    sent(country, period.due_on, django_capture_on_commit_callbacks)
    bodies = {message.to[0]: message.body for message in mail.outbox}
    path = f"/desk/commitments/{georgia.commitment.pk}/progress/{period.pk}/"
    assert f"/ka{path}" in bodies[OFFICER]
    assert f"/en/desk/periods/{period.pk}/" in bodies[CONTACT]
    assert "Published: 0 of 1; submitted: 0; missing: 1." in bodies[CONTACT]


@pytest.mark.usefixtures("georgian_contact")
def test_the_officer_of_a_commitment_is_told_alone(
    georgia: Tenant,
    officer_of_lead: User,
    period: ReportingPeriod,
    country: CountryEntry,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    own = make_user(Role.AGENCY_OFFICER, georgia.country, georgia.ministry, "own officer")
    on = period.due_on
    with country_scope(georgia.country):
        georgia.commitment.officer = own
        georgia.commitment.save(update_fields=["officer"])
    assert OFFICER not in sent(country, on, django_capture_on_commit_callbacks)
    own.is_active = False
    own.save()
    assert OFFICER in sent(country, on + DAY, django_capture_on_commit_callbacks)


def test_nothing_is_sent_once_all_is_submitted_until_it_is_returned(
    georgia: Tenant,
    officer_of_lead: User,
    georgian_contact: User,
    period: ReportingPeriod,
    country: CountryEntry,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with country_scope(georgia.country):
        save_report(georgia.commitment, period, whole_report(georgia), by=officer_of_lead)
        submit_report(georgia.commitment, period, by=officer_of_lead)
    assert sent(country, period.due_on, django_capture_on_commit_callbacks) == []
    with country_scope(georgia.country):
        report = return_report(georgia.commitment, period, note="Say by when.", by=georgian_contact)
        assert report.state == ReportState.RETURNED
    tomorrow = today_of(georgia) + DAY
    assert sent(country, tomorrow, django_capture_on_commit_callbacks) == [OFFICER]
    assert "Say by when." in mail.outbox[0].body


@pytest.mark.usefixtures("officer_of_lead", "georgian_contact", "period")
def test_digests_are_for_the_morning(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    night = timezone.now().replace(hour=0)  # four in the morning in Tbilisi
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_morning_digests(night) == 0
        assert send_morning_digests(night.replace(hour=4)) == 2


def test_the_contact_reminds_each_at_most_once_a_day(
    georgia: Tenant,
    officer_of_lead: User,
    georgian_contact: User,
    period: ReportingPeriod,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        assert remind_responsible(period, by=georgian_contact) == 1
        with pytest.raises(NotPossible, match="reminded today already"):
            remind_responsible(period, by=georgian_contact)
    assert [message.to for message in mail.outbox] == [[OFFICER]]
