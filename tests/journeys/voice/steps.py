"""What people do in these journeys."""

import re
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Page, expect

from tests.live import Live

HUMAN = 3.2
"""Seconds that a form for visitors wants to have been open."""


def press(page: Page, name: str) -> None:
    """Press the one button of that name and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def notice(page: Page, sentence: str) -> None:
    expect(page.locator("main, body").locator(".notice").filter(has_text=sentence).first).to_be_visible()


def said_in(mail: EmailMessage) -> str:
    """Subject and body."""
    return f"{mail['Subject']}\n{mail.get_content()}"


def number_in(url: str) -> int:
    """The number of a row in the desk's address, such as /en/desk/evidence/7/."""
    return int(re.findall(r"/(\d+)/", url)[-1])


def days_pass(live: Live, days: int, model: str, pk: int, *fields: str) -> None:
    """Move these dates of a row, such as `monitoring.Evidence`, into the past, for no test can wait."""
    live.manage(
        "shell",
        "--no-imports",
        "-c",
        f"""
import datetime as dt
from django.apps import apps
from django.db.models import F
from ogp_portal.tenancy import every_country

with every_country():
    moved = {{name: F(name) - dt.timedelta(days={days}) for name in {fields!r}}}
    assert apps.get_model("{model}").objects.filter(pk={pk}).update(**moved) == 1
""",
    )


def draft_evidence(page: Page, commitment: str, title: str, finding: str, **more: Any) -> int:
    """From the commitment's public page to a saved draft; gives its number."""
    page.goto(commitment)
    page.get_by_role("link", name="Submit evidence").click()
    page.get_by_label("Language of the text").select_option("en")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Finding").fill(finding)
    page.get_by_label("Observed").fill(more.get("observed", "2026-01"))
    if files := more.get("files"):
        page.get_by_label("Files").set_input_files(files)
    press(page, "Save the draft")
    notice(page, "Only your organisation sees it.")
    return number_in(page.url)


def submit(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Submit")
    notice(page, "Submitted.")


def publish(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Publish")
    notice(page, "Published.")
