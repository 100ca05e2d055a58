"""The same way in a browser that runs no JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import CONTACT, OFFICER, field, window
from tests.live import Live

pytestmark = pytest.mark.browser
TITLE = "ღია ბიუჯეტის გამარტივებული ფორმა"
TEXTS = {
    "Number": "32",
    "Title": TITLE,
    "Brief description": "ბიუჯეტს ყველა გაიგებს.",
    "Problem": "ბიუჯეტის წაკითხვა მხოლოდ სპეციალისტს შეუძლია.",
    "What will be done": "ყოველ მუხლს მარტივი ახსნა დაერთვება.",
    "Ends": "2026 წლის დეკემბერი",
}


def test_a_commitment_is_entered_and_published_without_javascript(browser: Browser, live: Live) -> None:
    officer = window(browser, live, OFFICER, java_script_enabled=False)
    _to_the_plan(officer)
    officer.get_by_role("link", name="Add a commitment").click()
    for label, text in TEXTS.items():
        field(officer.locator("main"), label).fill(text)
    officer.get_by_role("button", name="Save").click()
    for title in ("ფორმა", "ზედმეტი", "ტრენინგი"):
        _add_milestone(officer, title)
    assert _milestones(officer) == ["1. ფორმა", "2. ზედმეტი", "3. ტრენინგი"]

    _press(officer, "ტრენინგი", "Up")
    assert _milestones(officer) == ["1. ფორმა", "3. ტრენინგი", "2. ზედმეტი"]
    _press(officer, "ზედმეტი", "Remove")
    assert _milestones(officer) == ["1. ფორმა", "3. ტრენინგი"]
    officer.get_by_role("button", name="Submit").click()
    expect(officer.get_by_role("status")).to_have_text("The commitment is submitted.")

    contact = window(browser, live, CONTACT, java_script_enabled=False)
    contact.locator("main a", has_text=TITLE).first.click()
    contact.get_by_role("button", name="Publish").click()
    contact.get_by_role("link", name="The public page").click()
    expect(contact.get_by_role("heading", level=1)).to_have_text(TITLE)


def _to_the_plan(page: Page) -> None:
    page.get_by_role("link", name="Plans and commitments").click()
    page.locator("main a", has_text="2024").first.click()


def _add_milestone(page: Page, title: str) -> None:
    page.get_by_role("link", name="Add a milestone").click()
    field(page.locator("main"), "Milestone").fill(title)
    page.get_by_role("button", name="Save").click()


def _press(page: Page, milestone: str, button: str) -> None:
    line = page.locator("#milestones li", has_text=milestone)
    line.get_by_role("button", name=button).click()


def _milestones(page: Page) -> list[str]:
    return page.locator("#milestones li b").all_inner_texts()
