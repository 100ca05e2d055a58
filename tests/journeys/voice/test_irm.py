"""A researcher enters what the IRM has published, and the public pages say it at once."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.voice.conftest import Window
from tests.journeys.voice.steps import notice, press

pytestmark = pytest.mark.browser
RESEARCHER = "გიორგი ნადირაძე"
COMMITMENT = "/georgia/plans/5-demo/5/"
TITLE = "Government websites that everyone can use"
RANKINGS = ("/en/disagreement/?country=georgia", "/en/georgia/disagreement/")


def irm_on(page: Page) -> str:
    """The IRM's verdict on the commitment's page."""
    page.goto(f"/en{COMMITMENT}")
    return page.locator(".verdict > div").filter(has_text="IRM").inner_text()


def ranked(page: Page, address: str) -> list[str]:
    """The titles in the order of the disagreement page."""
    page.goto(address)
    return [title.inner_text() for title in page.locator("section:has(#c) .rows .t a").all()]


def test_a_coding_changes_the_voice_and_the_ranking_at_once(window: Window) -> None:
    visitor, researcher = window(), window(RESEARCHER)
    assert "Substantial" in irm_on(visitor)
    before = [ranked(visitor, address) for address in RANKINGS]
    assert all(order.index(TITLE) > 0 for order in before)

    enter_report(researcher)
    assert "Substantial" in irm_on(visitor), "a report that codes nothing changes no voice"
    researcher.get_by_role("link", name="Code commitment 5").click()
    researcher.get_by_label(re.compile("^Completion")).select_option("Not started")
    press(researcher, "Save")
    notice(researcher, "The codings are saved and public.")
    assert "Not started" in irm_on(visitor)
    expect(visitor.locator("section:has(#i)")).to_contain_text("Not started")
    after = [ranked(visitor, address) for address in RANKINGS]
    assert [order[0] for order in after] == [TITLE, TITLE]
    others = [[title for title in order if title != TITLE] for order in (*before, *after)]
    assert others[:2] == others[2:], "the others keep their order"

    researcher.get_by_role("link", name="Code commitment 5").click()
    researcher.get_by_label(re.compile("^Completion")).select_option("")
    press(researcher, "Save")
    assert "Substantial" in irm_on(visitor)
    assert [ranked(visitor, address) for address in RANKINGS] == before


def enter_report(page: Page) -> None:
    page.goto("/en/desk/irm/new/")
    page.get_by_label("Action plan").select_option(index=1)
    page.get_by_label("Kind").select_option("results")
    page.get_by_label("Edition").fill("corrected")
    page.get_by_label("Title", exact=False).last.fill("Results report, corrected")
    page.get_by_label("Published on").fill(dt.date.today().isoformat())
    press(page, "Save and publish")
    notice(page, "The report is saved.")
