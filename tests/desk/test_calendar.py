"""What is due for a person: read back from the file, and under the secret address."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from commitments.enums import ReportState
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.desk.calendars import renew_address, stop_address, token_of
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant, make_user
from tests.commitments.reporting.making import open_period, today_of

DAY = dt.timedelta(days=1)


def events(content: bytes) -> dict[str, dt.date]:
    """What a calendar program reads: the day of each event by its words."""
    return {str(e["summary"]): e.decoded("dtstart") for e in Calendar.from_ical(content).walk("VEVENT")}


def feed(token: str) -> str:
    return reverse("desk:calendar_feed", args=[token])


@pytest.fixture
def dated(georgia: Tenant, ukraine: Tenant) -> Tenant:
    """Things that are due in Georgia in a week; the same, with the same numbers, in Ukraine."""
    for tenant in (georgia, ukraine):
        today = today_of(tenant)
        with country_scope(tenant.country):
            open_period(tenant, due_on=today + 7 * DAY, locked_on=today + 20 * DAY)
            tenant.milestone.ends_on = today + 9 * DAY
            set_texts(tenant.milestone, "title", {"en": f"Step of {tenant.country.slug}"})
            tenant.milestone.save()
            Evidence.objects.create(
                commitment=tenant.commitment,
                organisation=tenant.cso,
                title_en=f"Seen in {tenant.country.slug}",
                state=ReportState.PUBLISHED,
                published_at=dt.datetime.now(dt.UTC),
                reply_due_on=today + 11 * DAY,
            )
    return georgia


def test_the_contact_takes_a_calendar_along(dated: Tenant, georgian_contact: User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(georgian_contact)
    answer = client.get(reverse("desk:calendar_file"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    today = today_of(dated)
    found = sorted((on - today).days for on in events(answer.content).values())
    assert found == [7, 9, 11, 20]
    assert "Georgia: milestone 1 due. Step of georgia" in events(answer.content)
    assert "kraine" not in answer.content.decode()
    page = client.get(reverse("desk:calendar")).content.decode()
    assert "Georgia: reply to evidence due. Seen in georgia" in page


def test_the_secret_address_opens_what_its_person_sees(
    dated: Tenant, georgian_contact: User, ukrainian_contact: User
) -> None:
    officer = make_user(Role.AGENCY_OFFICER, dated.country, dated.ministry, "lead officer")
    for user in (georgian_contact, ukrainian_contact, officer):
        renew_address(user)
    read = {
        user: events(Client().get(feed(token_of(user))).content)
        for user in (georgian_contact, ukrainian_contact, officer)
    }
    assert len(read[georgian_contact]) == len(read[ukrainian_contact]) == 4
    assert all("Georgia" in words for words in read[georgian_contact])
    assert all("Ukraine" in words for words in read[ukrainian_contact])
    assert len(read[officer]) == 3


def test_an_address_is_renewed_taken_away_and_cannot_be_guessed(
    dated: Tenant, georgian_contact: User
) -> None:
    renew_address(georgian_contact)
    first = token_of(georgian_contact)
    assert Client().get(feed(first)).status_code == 200
    renew_address(georgian_contact)
    second = token_of(georgian_contact)
    assert (Client().get(feed(first)).status_code, Client().get(feed(second)).status_code) == (404, 200)
    key, _, signature = second.rpartition(".")
    assert Client().get(feed(f"{key}.{signature[::-1]}")).status_code == 404
    assert Client().get(feed(key)).status_code == 404
    stop_address(georgian_contact)
    assert Client().get(feed(second)).status_code == 404


def test_an_address_ends_with_the_persons_access(dated: Tenant, georgian_contact: User) -> None:
    renew_address(georgian_contact)
    token = token_of(georgian_contact)
    georgian_contact.is_active = False
    georgian_contact.save()
    assert Client().get(feed(token)).status_code == 404
    georgian_contact.is_active = True
    georgian_contact.save()
    assert Client().get(feed(token)).status_code == 200
    georgian_contact.assignments.all().delete()
    assert Client().get(feed(token)).status_code == 404


def test_a_calendar_names_no_person(dated: Tenant, georgian_contact: User) -> None:
    renew_address(georgian_contact)
    content = Client().get(feed(token_of(georgian_contact))).content.decode()
    assert "point_of_contact" not in content
    assert "example.org" not in content
