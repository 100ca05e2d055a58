"""A commitment's way from an invitation to the public page, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import (
    CONTACT,
    STEP,
    TRANSLATOR,
    Keyboard,
    axe_findings,
    mail_saying,
    totp,
    window,
)
from tests.live import Live

pytestmark = pytest.mark.browser
ADDRESS = "maia.lomidze@justice.example"
PASSWORD = "walnut lantern quiet river"
PUBLIC = "georgia/plans/5-demo/31/"
TITLE = "იურიდიული დახმარების რიგების გამოქვეყნება"
TITLE_CORRECTED = "უფასო იურიდიული დახმარების რიგების გამოქვეყნება"
TITLE_LATER = "უფასო იურიდიული დახმარების რიგების ყოველთვიური გამოქვეყნება"
TITLE_ENGLISH = "Publishing the queues for free legal aid"
TEXTS = {
    "Brief description": "ყველა ნახავს, რამდენ ხანს ელოდებიან დახმარებას.",
    "Problem": "დღეს არავინ იცის, რამდენი ხანი სჭირდება რიგს.",
    "What will be done": "ბიუროები რიგებს ყოველთვიურად გამოაქვეყნებენ.",
}
ENGLISH = {
    "Title": TITLE_ENGLISH,
    "Brief description": "Everybody will see how long people wait for aid.",
    "The problem": "Today nobody knows how long the queue takes.",
    "What is promised": "The offices will publish their queues every month.",
}
MILESTONES = {
    "რიგების აღრიცხვის წესი": "31.03.2026",
    "საცდელი გამოქვეყნება ორ ბიუროში": "ივნისი 2026",
    "ღია მონაცემთა ნაკრები": "30.09.2026",
    "შეფასება მოქალაქეებთან ერთად": "2026 წლის ბოლომდე",
}
UKRAINIAN_NOTE = "Показано грузинською: українською ще немає"
STALE_NOTE = "The original has changed since this was translated"
NOTE = "სათაურში დაამატეთ, რომ დახმარება უფასოა."


def test_from_the_invitation_to_a_stale_translation_by_keyboard_only(browser: Browser, live: Live) -> None:
    contact = Keyboard(window(browser, live, CONTACT))
    officer = Keyboard(window(browser, live))
    translator = Keyboard(window(browser, live, TRANSLATOR))

    invite(contact)
    accept(officer, live)
    enter(officer)
    send_back(contact)
    correct(officer, live)
    publish(contact)
    is_read(officer.page, "ka", TITLE_CORRECTED)
    is_read(officer.page, "uk", TITLE_CORRECTED, note=UKRAINIAN_NOTE)
    translate(translator)
    is_read(officer.page, "en", TITLE_ENGLISH)
    change(officer)
    is_stale(translator)
    is_read(officer.page, "ka", TITLE_LATER)
    is_read(officer.page, "en", TITLE_ENGLISH, note=STALE_NOTE)


def invite(contact: Keyboard) -> None:
    contact.follow("People")
    contact.follow("Invite somebody")
    contact.write("E-mail address", ADDRESS)
    contact.write("Name", "მაია ლომიძე")
    contact.choose("Role", "agency officer")
    contact.choose("Organisation", "Ministry of Justice of Georgia")
    contact.choose("Language", "English")
    contact.press("Send the invitation")


def accept(officer: Keyboard, live: Live) -> None:
    page = officer.page
    link = re.search(r"http\S+invitation/\?key=\S+", mail_saying(live, ADDRESS, "Accept here:"))
    assert link is not None
    page.goto(link[0])
    assert axe_findings(page) == []
    officer.write("New password", PASSWORD)
    officer.write("New password once more", PASSWORD)
    officer.press("Open the account")
    assert axe_findings(page) == []
    secret = page.locator("main code").inner_text()
    officer.write("Code", totp(secret))
    officer.press("Turn it on")
    assert page.locator(".codes li").count() == 10
    assert axe_findings(page) == []
    officer.follow("I have kept them: continue")
    officer.press("Sign out")
    page.goto("/en/account/sign-in/")
    officer.write("E-mail address", ADDRESS)
    officer.write("Password", PASSWORD)
    officer.press("Sign in", page.locator("main"))
    officer.write("Code", totp(secret, ahead=STEP))
    officer.press("Sign in", page.locator("main"))
    expect(page).to_have_url(re.compile(r"/en/desk/(#content)?$"))


def enter(officer: Keyboard) -> None:
    page = officer.page
    _to_the_plan(officer)
    officer.follow("Add a commitment")
    officer.write("Number", "31")
    officer.write("Title", TITLE)
    for label, text in TEXTS.items():
        officer.write(label, text)
    officer.write("Ends", "31.12.2026")
    officer.tick(page.get_by_label("Access to information"))
    officer.press("Save")
    for title, due in MILESTONES.items():
        officer.follow("Add a milestone")
        officer.write("Milestone", title)
        officer.write("Due", due)
        officer.press("Save", page.locator("#milestones"))
        expect(page.locator("#milestones li")).to_contain_text([title])
    expect(page.locator("#milestones li")).to_have_count(len(MILESTONES))
    officer.press("Submit")
    expect(page.get_by_role("status")).to_have_text("The commitment is submitted.")


def send_back(contact: Keyboard) -> None:
    _home(contact)
    contact.to(contact.page.locator("main a", has_text=TITLE).first)
    _enter(contact)
    contact.write("What has to be put right", NOTE)
    contact.press("Return with a note")
    expect(contact.page.get_by_role("status")).to_have_text("The draft is returned.")


def correct(officer: Keyboard, live: Live) -> None:
    page = officer.page
    assert NOTE in mail_saying(live, ADDRESS, NOTE)
    _home(officer)
    expect(page.locator("main h3", has_text="Returned")).to_be_visible()
    officer.to(page.locator("main a", has_text=TITLE).first)
    _enter(officer)
    expect(page.locator(".notice")).to_contain_text(NOTE)
    officer.follow("ქართული", page.locator("main"))
    officer.write("Title", TITLE_CORRECTED)
    officer.press("Save")
    officer.press("Submit")


def publish(contact: Keyboard) -> None:
    _home(contact)
    contact.to(contact.page.locator("main a", has_text=TITLE_CORRECTED).first)
    _enter(contact)
    contact.press("Publish")
    expect(contact.page.get_by_role("status")).to_have_text("The commitment is published.")


def translate(translator: Keyboard) -> None:
    _to_the_texts(translator, "4 missing")
    for label, text in ENGLISH.items():
        translator.write(f"{label}, English", text)
    translator.press("Approve all")


def change(officer: Keyboard) -> None:
    _to_the_plan(officer)
    officer.to(officer.page.locator("main a", has_text=TITLE_ENGLISH).first)
    _enter(officer)
    officer.follow("ქართული", officer.page.locator("main"))
    officer.write("Title", TITLE_LATER)
    officer.press("Save")


def is_stale(translator: Keyboard) -> None:
    page = translator.page
    _to_the_texts(translator, "1 stale")
    title = page.locator(".pair", has=page.get_by_role("heading", name="Title", exact=True))
    expect(title.locator(".st")).to_contain_text("stale")
    expect(title.locator(".from ins, .from mark")).to_contain_text("ყოველთვიური")


def is_read(page: Page, language: str, title: str, *, note: str = "") -> None:
    """The public page shows this title, with a note where it is not simply so."""
    page.goto(f"/{language}/{PUBLIC}")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert (page.locator("h1 [lang]").count() > 0) == (note == UKRAINIAN_NOTE)
    expect(page.locator(".head p.soft")).to_have_text([note] if note else [])


def _home(keyboard: Keyboard) -> None:
    keyboard.follow("My desk", keyboard.page.get_by_role("banner"))


def _to_the_plan(keyboard: Keyboard) -> None:
    keyboard.page.goto("/en/desk/")
    keyboard.follow("Plans and commitments")
    keyboard.to(keyboard.page.locator("main a", has_text="2024").first)
    _enter(keyboard)


def _to_the_texts(translator: Keyboard, says: str) -> None:
    """From the queue, which says how they stand, to the commitment's own texts beside their source."""
    page = translator.page
    page.goto("/en/desk/")
    translator.follow("Texts")
    line = page.locator("h3.group", has_text="31").locator("+ ul li").first
    expect(line).to_contain_text(says)
    translator.to(line.get_by_role("link"))
    _enter(translator)


def _enter(keyboard: Keyboard) -> None:
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")
