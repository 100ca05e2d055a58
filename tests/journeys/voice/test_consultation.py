"""A consultation from its first day to the last answer: forty contributions, forty reasoned responses."""

import datetime as dt
import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import CONTACT, Keyboard, every_mail, mail_saying
from tests.journeys.voice.conftest import Window
from tests.journeys.voice.neighbours import Neighbour
from tests.journeys.voice.steps import HUMAN, days_pass, notice, number_in, press, said_in
from tests.live import Live

pytestmark = pytest.mark.browser
CONSULTATION = "/georgia/consultations/six-ideas/"
PLAN = "/georgia/plans/5-demo/"
MEMBER = "ეკა მელაძე"
KEYBOARD_MAIL = "keyboard@readers.example"
WORDS = {
    "ka": ("გრანტების რეესტრი", "მონაცემები", "ფასები", "ჩვენ ვთხოვთ"),
    "hy": ("Դրամաշնորհների ռեեստր", "Տվյալներ", "Գներ", "Խնդրում ենք"),
    "az": ("Qrantların reyestri", "Məlumatlar", "Qiymətlər", "Xahiş edirik"),
    "en": ("A register of grants", "Data", "Prices", "We ask for"),
}
"""What people write about, by language: three matters, and how they begin."""
BY_POST = 37
"""The others come through browsers: by keyboard, without JavaScript, signed in; and one that is no idea."""


def test_forty_contributions_get_forty_reasoned_responses(window: Window, live: Live) -> None:
    contact = window(CONTACT)
    pk = open_consultation(contact)
    by_keyboard(window())
    without_javascript(window(java_script_enabled=False))
    signed_in(window(MEMBER))
    by_post(live)
    too_much_from_one_network(live)
    moderate(contact, pk)
    visitor = window()
    visitor.goto(f"/en{CONSULTATION}")
    expect(visitor.get_by_text("0 of 40 contributions answered").first).to_be_visible()
    close(live, pk)
    answer_all(contact, pk)
    read_the_trace(visitor)
    mail_saying(live, KEYBOARD_MAIL, "It goes into the next plan.")
    named = [mail for mail in every_mail(live) if KEYBOARD_MAIL in said_in(mail)]
    assert named == [], "no mail to others names who wrote"


def open_consultation(page: Page) -> int:
    """Two weeks from today; three days too few are refused."""
    today = dt.date.today()
    page.goto("/en/desk/dialogue/")
    page.get_by_role("link", name="Fifth action plan").click()
    page.get_by_label("Title").fill("იდეები მეექვსე გეგმისთვის")
    page.get_by_label("What is asked").fill("რა უნდა დაპირდეს მთავრობა?")
    page.get_by_label("Part of the address").fill("six-ideas")
    page.get_by_label("Opens on").fill(today.isoformat())
    page.get_by_label("Closes on").fill((today + dt.timedelta(days=11)).isoformat())
    page.get_by_label("Reasoned responses due on").fill((today + dt.timedelta(days=60)).isoformat())
    press(page, "Save")
    expect(page.get_by_text("People need at least 14 days").first).to_be_visible()
    page.get_by_label("Closes on").fill((today + dt.timedelta(days=14)).isoformat())
    press(page, "Save")
    press(page, "Publish the consultation")
    notice(page, "The consultation is published.")
    return number_in(page.url)


def by_keyboard(page: Page) -> None:
    """Somebody without a mouse or an account, who wants to hear of the answer."""
    page.goto(f"/en{CONSULTATION}")
    keys = Keyboard(page)
    keys.follow("Contribute")
    opened = time.monotonic()
    keys.choose("Language of your text", "English")
    keys.write("Title", "Say who owns the land around lakes")
    keys.write("Your text", "The register of land is open, but not who stands behind a company.")
    keys.to(page.get_by_label("Your e-mail address"))
    page.keyboard.insert_text(KEYBOARD_MAIL)
    keys.tick(page.get_by_label("I agree that my text is published here"))
    like_a_person(page, opened)
    keys.press("Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your contribution has number 1")


def without_javascript(page: Page) -> None:
    page.goto(f"/az{CONSULTATION}contribute/")
    fill(page, "Məktəblərin büdcəsi", "Məktəbə nə qədər pul çatdığını bilmək istəyirik.", "az")


def signed_in(page: Page) -> None:
    """For the organisation that she belongs to, which stands beside the text."""
    page.goto(f"/ka{CONSULTATION}contribute/")
    page.locator("[name=organisation]").select_option(index=1)
    fill(page, "გახსენით სკოლების მონაცემები", "სკოლების შედეგები ერთ ცხრილში უნდა იყოს.", "ka")


def fill(page: Page, title: str, body: str, language: str) -> None:
    opened = time.monotonic()
    page.locator("[name=language]").select_option(language)
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    page.locator("[name=consent]").check()
    like_a_person(page, opened)
    with page.expect_navigation():
        page.locator("main form .buttons button").click()
    assert page.locator("main form .wrong, main > .wrong").all_inner_texts() == []
    assert re.search(r"/contribute/\d+/$", page.url)


def like_a_person(page: Page, opened: float) -> None:
    """Nobody fills in a form within three seconds."""
    page.wait_for_timeout(max(HUMAN - (time.monotonic() - opened), 0) * 1000)


def by_post(live: Live) -> None:
    """The same form, each from a network of its own, in four languages on three matters; one is no idea."""
    form, languages = f"/en{CONSULTATION}contribute/", list(WORDS)
    neighbours = [Neighbour(live, number) for number in range(1, BY_POST + 2)]
    for neighbour in neighbours:
        assert neighbour.open(form).status == 200
    time.sleep(HUMAN)
    for number, neighbour in enumerate(neighbours[:-1]):
        language = languages[number % 4]
        *matters, begins = WORDS[language]
        matter = matters[number * 3 // BY_POST]
        sent = neighbour.send(
            f"{form}send/", **said(f"{matter} {number}", f"{begins}: {matter} {number}.", language)
        )
        assert sent.location.endswith(f"/contribute/{number + 4}/"), sent.text
    sent = neighbours[-1].send(f"{form}send/", **said("Cheap watches", "Buy now at watches.example", "en"))
    assert sent.status == 302


def said(title: str, body: str, language: str) -> dict[str, str]:
    return {"title": title, "body": body, "language": language, "sector": "citizens", "consent": "on"}


def too_much_from_one_network(live: Live) -> None:
    """Five an hour, however they differ; what is turned away leaves no gap in the numbers."""
    form, flood = f"/en{CONSULTATION}contribute/", Neighbour(live, 200)
    flood.open(form)
    early = flood.send(f"{form}send/", **said("Too fast", "A robot", "en"))
    assert "The form came back within seconds" in early.text
    time.sleep(HUMAN)
    doubled = said("Cheap watches", "Buy now at watches.example", "en")
    answers = [flood.send(f"{form}send/", **doubled).text for _ in range(6)]
    assert all("This text has been sent already" in text for text in answers[:5])
    assert "Too much has come from your network" in answers[5]


def moderate(page: Page, pk: int) -> None:
    """What is advertising stays hidden with its reason; the others are published, a page at a time."""
    address = f"/en/desk/consultations/{pk}/contributions/"
    page.goto(f"{address}?state=unread&language=en&page=1")
    spam = page.locator("li.say", has_text="Cheap watches")
    spam.get_by_role("link", name=re.compile("Do not publish")).click()
    page.get_by_label("Reason").fill("Advertising.")
    press(page, "Do not publish")
    for count in (25, 15):
        page.goto(f"{address}?state=unread")
        for box in page.get_by_role("checkbox").all():
            box.check()
        press(page, "Publish the ticked ones")
        notice(page, f"{count} contributions have been published.")


def close(live: Live, pk: int) -> None:
    """Days pass, as only the database can let them: nobody at the desk can shorten what is open."""
    days_pass(live, 20, "plans.Consultation", pk, "opens_on", "closes_on", "answers_due_on")
    late = Neighbour(live, 201)
    assert "This consultation closed on" in late.open(f"/en{CONSULTATION}contribute/").text


def answer_all(page: Page, pk: int) -> None:
    """Alike ones together, whatever language they are in; three lead to commitments."""
    respond(page, pk, ["lakes"], "Accepted", "It goes into the next plan.", "5. ")
    respond(page, pk, [words[0] for words in WORDS.values()], "Accepted", "The register opens in May.", "2. ")
    data = [words[1] for words in WORDS.values()]
    respond(page, pk, [*data, "სკოლების"], "Accepted in part", "Data yes, personal files no.", "1. ")
    prices = [words[2] for words in WORDS.values()]
    respond(page, pk, [*prices, "Məktəblərin"], "Not accepted", "Prices are not for this plan.", "")


def respond(page: Page, pk: int, about: list[str], outcome: str, reason: str, led_to: str) -> None:
    """Tick all that are about this, as far as a page shows them, until none is left."""
    matter = re.compile("|".join(map(re.escape, about)))
    while True:
        page.goto(f"/en/desk/consultations/{pk}/contributions/?state=unanswered")
        alike = page.locator("li.say").filter(has=page.locator("h3", has_text=matter))
        if not alike.count():
            return
        for line in alike.all():
            line.get_by_role("checkbox").check()
        press(page, "Answer the ticked ones together")
        page.get_by_role("radio", name=outcome, exact=True).check()
        page.get_by_label("Reason", exact=True).fill(reason)
        if led_to:
            field = page.get_by_label("Commitment 1 that it led to")
            labels = [option.get_attribute("value") or "" for option in page.locator("datalist option").all()]
            field.fill(next(label for label in labels if label.startswith(led_to)))
        press(page, "Save and publish")
        notice(page, "published.")


def read_the_trace(page: Page) -> None:
    """Both ways, as everybody reads it."""
    page.goto(f"/en{CONSULTATION}")
    expect(page.get_by_text("All contributions have a reasoned response").first).to_be_visible()
    expect(page.get_by_text("Cheap watches")).to_have_count(0)
    led = page.locator("section:has(#led)")
    commitments = [link.get_attribute("href") or "" for link in led.locator("a").all()]
    assert sorted(commitments) == [f"/en{PLAN}{number}/" for number in (1, 2, 5)]
    outcomes = {}
    for outcome in ("accepted", "partly", "rejected"):
        page.goto(f"/en{CONSULTATION}?outcome={outcome}")
        outcomes[outcome] = page.locator("article.say").count()
    assert outcomes == {"accepted": 14, "partly": 13, "rejected": 13}
    for number, count in ((1, 13), (2, 13), (5, 1)):
        page.goto(f"/en{PLAN}{number}/")
        ideas = page.locator(f"aside a[href*='{CONSULTATION}']")
        expect(ideas).to_have_count(count)
        expect(page.get_by_text("Began as")).to_be_visible()
        ideas.first.click()
        expect(page.get_by_text("It led to:")).to_be_visible()
        page.locator(f"article a[href='/en{PLAN}{number}/']").click()
        assert page.url.endswith(f"/en{PLAN}{number}/")
