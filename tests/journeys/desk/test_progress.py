"""Reporting progress: four milestones, a challenge, a note back, nothing new, a locked period, dates due."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.people import CONTACT, OFFICER, field, window
from tests.live import Live

pytestmark = pytest.mark.browser
PUBLIC = "/ka/georgia/plans/5-demo"
NOTE = "დაწერეთ, როდის მიიღებს პარლამენტი კანონს."
WHY = "პარლამენტმა განხილვა გადადო."
REASON = "ანგარიშში მონაცემი გასწორდა."
LOCKED = "This period has been locked since"


@pytest.fixture
def contact(browser: Browser, live: Live) -> Page:
    return window(browser, live, CONTACT)


@pytest.fixture
def officer(browser: Browser, live: Live) -> Page:
    return window(browser, live, OFFICER)


def test_an_officer_reports_on_four_milestones_and_the_contact_publishes(
    officer: Page, contact: Page
) -> None:
    officer.locator("main a", has_text="Report on commitment 1").first.click()
    for number, level in (("1", "complete"), ("2", "substantial"), ("3", "not started"), ("4", "limited")):
        _part(officer, number).get_by_role("radio", name=level).check()
    officer.get_by_role("button", name="Save and submit").click()
    for number in ("3", "4"):
        for asked in ("choose what stands in the way", "explain what stands in the way"):
            expect(officer.get_by_role("alert")).to_contain_text(f"Milestone {number}: {asked}")
    for number in ("3", "4"):
        field(_part(officer, number), "What stands in the way").select_option(label="dependency on others")
        field(_part(officer, number), "Explanation of what stands in the way").fill(WHY)
    officer.get_by_role("button", name="Save and submit").click()
    expect(officer.get_by_role("status")).to_have_text("The report has been submitted.")

    _to_the_period(contact, "2026")
    contact.locator("main a", has_text="1. ").first.click()
    field(contact.locator("main"), "Note to those who report").fill(NOTE)
    contact.get_by_role("button", name="Return with this note").click()

    officer.goto("/en/desk/")
    expect(officer.locator("main h3", has_text="Returned")).to_be_visible()
    officer.locator("main a", has_text="commitment 1").first.click()
    expect(officer.locator(".notice", has_text=NOTE)).to_be_visible()
    field(_part(officer, "3"), "What was done").fill("პარლამენტი კანონს გაზაფხულზე მიიღებს.")
    officer.get_by_role("button", name="Save and submit").click()

    contact.reload()
    contact.get_by_role("button", name="Publish as submitted").click()
    expect(contact.get_by_role("status")).to_have_text("The report is published.")
    contact.goto(f"{PUBLIC}/1/")
    expect(contact.locator("main")).to_contain_text("პარლამენტი კანონს გაზაფხულზე მიიღებს.")
    expect(contact.locator("main")).not_to_contain_text(NOTE)


def test_nothing_new_is_one_click(contact: Page) -> None:
    _to_the_period(contact, "2026")
    contact.get_by_role("button", name=re.compile("^Nothing new ?: 4$")).click()
    expect(contact.get_by_role("status")).to_have_text("“Nothing new” is published.")
    contact.goto(f"{PUBLIC}/4/")
    expect(contact.locator("main")).to_contain_text("ამ პერიოდში ცვლილება არ არის.")


def test_a_locked_period_refuses_until_it_is_opened_again_with_a_reason(officer: Page, contact: Page) -> None:
    _to_the_period(officer, "1st half of 2024")
    officer.locator("main a", has_text="1. ").first.click()
    expect(officer.locator(".notice")).to_contain_text(LOCKED)
    expect(officer.get_by_role("button", name="Save")).to_have_count(0)

    _to_the_period(contact, "1st half of 2024")
    contact.get_by_role("link", name="Open the period again").click()
    day = dt.date.today() + dt.timedelta(days=9)
    field(contact.locator("main"), "Open until the end of").fill(f"{day:%d.%m.%Y}")
    contact.locator("main textarea[lang=ka]").fill(REASON)
    contact.get_by_role("button", name="Open the period again").click()
    contact.goto(f"{PUBLIC}/1/")
    expect(contact.locator("main")).to_contain_text(REASON)

    officer.reload()
    expect(officer.locator("main")).not_to_contain_text(LOCKED)


def test_a_period_that_is_locked_meanwhile_takes_nothing(officer: Page, contact: Page) -> None:
    _to_the_period(contact, "2nd half of 2024")
    address = contact.url
    contact.locator("main a", has_text="3. ").first.click()
    field(contact.locator("main"), "What was done").fill("დაგვიანებული ცნობა.")
    other = contact.context.new_page()
    other.goto(address)
    other.get_by_role("button", name="Lock the period from today").click()
    contact.get_by_role("button", name="Publish the correction").click()
    expect(contact.get_by_role("status").first).to_contain_text(LOCKED)
    expect(contact.locator("main")).not_to_contain_text("დაგვიანებული ცნობა.")


def test_what_is_due_goes_to_ones_own_calendar(officer: Page, tmp_path: Path) -> None:
    officer.get_by_role("link", name="Calendar").click()
    with officer.expect_download() as started:
        officer.get_by_role("link", name="Download as a calendar file").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    lines = path.read_text().splitlines()
    assert (path.suffix, lines[0], lines[-1]) == (".ics", "BEGIN:VCALENDAR", "END:VCALENDAR")
    assert any(line.startswith("DTSTART") for line in lines)


def _part(page: Page, number: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^Milestone {number}:"))


def _to_the_period(page: Page, name: str) -> None:
    page.goto("/en/desk/plans/")
    page.locator("main a", has_text="2024").first.click()
    page.get_by_role("link", name="Reporting periods").click()
    page.locator("main .jobs a", has_text=name).first.click()
