"""Two people change one commitment at the same time: nothing of either is lost."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import CONTACT, OFFICER, field, window
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def contact(browser: Browser, live: Live) -> Page:
    return window(browser, live, CONTACT)


@pytest.fixture
def officer(browser: Browser, live: Live) -> Page:
    return window(browser, live, OFFICER)


def test_one_in_georgian_and_one_in_english_both_survive(contact: Page, officer: Page) -> None:
    _open(contact, "ka")
    _open(officer, "en")
    _write(contact, "Brief description", "უწყებები პასუხის ვადებს აქვეყნებენ.")
    _write(officer, "Brief description", "Institutions publish how soon they answer.")
    _save(contact, "Edit the commitment")
    _save(officer, "Edit the commitment")
    assert _stands(contact, "ka", "Brief description") == "უწყებები პასუხის ვადებს აქვეყნებენ."
    assert _stands(contact, "en", "Brief description") == "Institutions publish how soon they answer."


def test_both_in_georgian_the_second_sees_both_versions_and_chooses(contact: Page, officer: Page) -> None:
    _open(contact, "ka")
    _open(officer, "ka")
    _write(officer, "Problem", "პასუხს თვეობით ელოდებიან.")
    _write(contact, "Problem", "პასუხს კვირაობით ელოდებიან.")
    _write(contact, "Causes", "წერილებს ქაღალდზე აღრიცხავენ.")
    _save(officer, "Edit the commitment")
    contact.get_by_role("button", name="Save", exact=True).click()

    expect(contact.get_by_role("heading", level=1)).to_have_text("Somebody else has saved this too")
    expect(contact.locator(".pair .from")).to_contain_text("პასუხს თვეობით ელოდებიან.")
    expect(contact.locator(".pair .to")).to_contain_text("პასუხს კვირაობით ელოდებიან.")
    assert field(contact.locator("main"), "Problem").input_value() == "პასუხს კვირაობით ელოდებიან."
    _write(contact, "Problem", "პასუხს კვირაობით ან თვეობით ელოდებიან.")
    _save(contact, "Somebody else has saved this too")
    assert _stands(officer, "ka", "Problem") == "პასუხს კვირაობით ან თვეობით ელოდებიან."
    assert _stands(officer, "ka", "Causes") == "წერილებს ქაღალდზე აღრიცხავენ."


def test_what_was_typed_is_saved_after_the_session_had_expired(contact: Page, officer: Page) -> None:
    _open(contact, "ka")
    _write(contact, "Results", "ყოველ მეორე წერილს ერთ კვირაში პასუხობენ.")
    _lose_the_session(contact)
    contact.get_by_role("button", name="Save", exact=True).click()
    expect(contact.locator("main .stand")).to_contain_text("What you sent is kept for 12 hours")
    _sign_in_again(contact, CONTACT)
    contact.locator("main").get_by_role("button").first.click()
    assert _stands(contact, "ka", "Results") == "ყოველ მეორე წერილს ერთ კვირაში პასუხობენ."


def test_a_conflict_met_after_the_session_had_expired_loses_nothing(contact: Page, officer: Page) -> None:
    _open(contact, "ka")
    _open(officer, "ka")
    _write(officer, "What will be done", "სტატისტიკა კვარტალურად გამოქვეყნდება.")
    _save(officer, "Edit the commitment")
    _write(contact, "What will be done", "სტატისტიკა ყოველთვიურად გამოქვეყნდება.")
    _lose_the_session(contact)
    contact.get_by_role("button", name="Save", exact=True).click()
    _sign_in_again(contact, CONTACT)
    contact.locator("main").get_by_role("button").first.click()
    # The kept form goes where it was sent: to the page in English.
    expect(contact.locator(".pair .from")).to_contain_text("სტატისტიკა კვარტალურად გამოქვეყნდება.")
    assert field(contact.locator("main"), "What will be done").input_value() == (
        "სტატისტიკა ყოველთვიურად გამოქვეყნდება."
    )
    _save(contact, "Somebody else has saved this too")
    assert _stands(officer, "ka", "What will be done") == "სტატისტიკა ყოველთვიურად გამოქვეყნდება."


def _open(page: Page, language: str) -> None:
    """The form of the ninth commitment in one language: a draft that both may change."""
    page.goto("/en/desk/plans/")
    page.locator("main a", has_text="2024").first.click()
    page.locator("main li", has_text="9. ").last.get_by_role("link").first.click()
    page.locator(f"main a[href$='/{language}/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit the commitment")


def _write(page: Page, label: str, text: str) -> None:
    field(page.locator("main"), label).fill(text)


def _save(page: Page, leaving: str) -> None:
    """Save, and be on the commitment's own page afterwards."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(leaving)
    expect(page.get_by_role("heading", name="Next steps")).to_be_visible()


def _stands(page: Page, language: str, label: str) -> str:
    """What the form shows to whoever opens it anew."""
    _open(page, language)
    return field(page.locator("main"), label).input_value()


def _lose_the_session(page: Page) -> None:
    page.context.clear_cookies(name="portal_session")


def _sign_in_again(page: Page, name: str) -> None:
    page.goto("/en/demo/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url("**/account/kept/")
