"""Evidence in Georgia: private until it is published, answered on the page, corrected, rejected."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Keyboard, mail_saying
from tests.journeys.voice.conftest import Window
from tests.journeys.voice.steps import days_pass, draft_evidence, notice, number_in, press, publish, submit
from tests.live import Live

pytestmark = pytest.mark.browser
COMMITMENT = "/georgia/plans/5-demo/1/"
WATCH, RIVAL = "ეკა მელაძე", "ლაშა ჯაფარიძე"
CONTACT, OFFICER = "ნინო ბერიძე", "დავით კაპანაძე"
ADMINISTRATOR = "Jonas Weber"
FOREIGNERS = ("Олена Коваль", "Ганна Вярбіцкая")
TITLE, FINDING = "The archive opens no bill before May", "We asked in every month of spring."
REPLY = "არქივი ივლისიდან გაიხსნა."


def is_missing(page: Page, address: str) -> bool:
    """To the browser and to a bare request alike."""
    shown, asked = page.goto(address), page.context.request.get(address)
    return shown is not None and (shown.status, asked.status) == (404, 404)


def found_at(page: Page, language: str = "en") -> str:
    """The section of evidence on the public page, as somebody without an account reads it."""
    page.goto(f"/{language}{COMMITMENT}")
    return page.locator("section:has(#e)").inner_text()


def test_a_draft_is_not_there_for_anybody_else(window: Window) -> None:
    author = window(WATCH)
    address = f"/en/desk/evidence/{draft_evidence(author, f'/en{COMMITMENT}', TITLE, FINDING)}/"
    assert not is_missing(author, address)
    for name in (RIVAL, CONTACT, OFFICER, ADMINISTRATOR, *FOREIGNERS):
        assert is_missing(window(name), address), name
    visitor = window()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert TITLE not in found_at(visitor)


def test_the_government_answers_on_the_page_and_its_days_are_counted(window: Window, live: Live) -> None:
    author, editor, officer, visitor = window(WATCH), window(ADMINISTRATOR), window(OFFICER), window()
    pk = draft_evidence(author, f"/en{COMMITMENT}", f"{TITLE}, says the list", FINDING)
    address = f"/en/desk/evidence/{pk}/"
    submit(author, address)
    assert is_missing(officer, address), "a government does not review what is said of it"
    publish(editor, address)
    mail_saying(live, "georgia@demo.example", f"{TITLE}, says the list")
    assert "reply is due by" in found_at(visitor)
    days_pass(live, 33, "monitoring.Evidence", pk, "published_at", "reply_due_on")
    assert "Unanswered for 3 days" in found_at(visitor)

    officer.goto(address)
    officer.get_by_role("link", name="Reply", exact=True).click()
    keys = Keyboard(officer)
    keys.write("Reply", REPLY)
    keys.press("Publish the reply")
    notice(officer, "The reply is published.")
    said = found_at(visitor, "ka")
    assert REPLY in said
    assert "33" in said
    assert "after 33 days" in found_at(visitor)
    mail_saying(live, "georgia-watch@demo.example", f"{TITLE}, says the list")

    correction = correct(author, address, "The archive opens no bill before June")
    assert "before June" not in found_at(visitor)
    publish(editor, f"/en/desk/evidence/{correction}/")
    said = found_at(visitor)
    assert "The archive opens no bill before June" in said
    assert "1 earlier version" in said
    assert "reply to version 1" in said
    assert is_missing(window(RIVAL), f"/en/desk/evidence/{correction}/")


def correct(page: Page, address: str, title: str) -> int:
    """What is published stays; a new version is written and submitted."""
    page.goto(address)
    press(page, "Write a correction")
    page.get_by_role("link", name="Change (English)").click()
    page.get_by_label("Title").fill(title)
    press(page, "Save the draft")
    submit(page, page.url)
    return number_in(page.url)


def test_of_rejected_evidence_only_the_reason_is_public(window: Window, live: Live) -> None:
    author, editor, visitor = window(RIVAL), window(ADMINISTRATOR), window()
    address = f"/en/desk/evidence/{draft_evidence(author, f'/en{COMMITMENT}', 'Rumours', 'People say so.')}/"
    submit(author, address)
    editor.goto(address)
    editor.get_by_text("Reject with a reason").click()
    editor.get_by_label("Reason", exact=True).fill("It names neither a place nor a day.")
    editor.locator("details[open]").get_by_label("Language of the text").select_option("en")
    press(editor, "Reject")
    notice(editor, "Rejected.")
    said = found_at(visitor)
    assert "It names neither a place nor a day." in said
    assert "Rumours" not in said
    assert "People say so." not in said
    mail_saying(live, "georgia-rival@demo.example", "Rumours")
    assert not is_missing(author, address)
    for name in (WATCH, CONTACT, OFFICER, *FOREIGNERS):
        assert is_missing(window(name), address), name
