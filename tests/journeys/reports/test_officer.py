"""The programme officer signs in, asks for a report, watches it being made and takes it away."""

import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.live import Live

pytestmark = pytest.mark.browser
MADE_WITHIN = 180_000


def sign_in(page: Page, name: str) -> None:
    page.goto("/en/")
    page.get_by_role("link", name="Demonstration accounts").click()
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.locator("header nav a[href$='/reports/']").click()


def test_the_officer_gets_a_report_in_two_languages(page: Page, tmp_path: Path) -> None:
    sign_in(page, "Marie Lindqvist")
    page.get_by_label("Action plan").select_option(label=_option(page, "Georgia"))
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_label("ქართული").check()
    page.get_by_label("English").check()
    page.get_by_role("button", name="Make the report").click()

    # htmx asks again by itself until both are there.
    expect(page.get_by_role("link", name="Download PDF")).to_have_count(2, timeout=MADE_WITHIN)
    expect(page.get_by_role("heading", name="2 of 2 languages are ready")).to_be_visible()
    words = {}
    for link in page.get_by_role("link", name="Download PDF").all():
        with page.expect_download() as started:
            link.click()
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        words[path.name] = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
        assert PdfReader(path).root_object["/Lang"] == path.stem.rsplit("-", 1)[1]
    assert sorted(words) == ["georgia-plan-5-demo-en.pdf", "georgia-plan-5-demo-ka.pdf"]
    assert "ვალდებულება" in words["georgia-plan-5-demo-ka.pdf"]
    assert "Funded by the European Union" in words["georgia-plan-5-demo-en.pdf"]


def test_the_same_request_on_the_same_data_is_the_same_report(page: Page) -> None:
    sign_in(page, "Marie Lindqvist")
    addresses = []
    for _ in range(2):
        page.goto("/en/reports/")
        page.get_by_label("Action plan").select_option(label=_option(page, "Belarus"))
        for box in page.get_by_role("checkbox").all():
            box.uncheck()
        page.get_by_label("English").check()
        page.get_by_role("button", name="Make the report").click()
        expect(page.get_by_role("link", name="Download PDF")).to_have_count(1, timeout=MADE_WITHIN)
        addresses.append(page.url)
    assert addresses[0] == addresses[1]


def test_a_request_without_a_language_is_refused_in_the_readers_language(page: Page) -> None:
    sign_in(page, "Marie Lindqvist")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_role("alert")).to_have_text("Choose at least one language.")


def test_the_desk_fits_a_small_phone_and_axe_finds_nothing(narrow: Page) -> None:
    sign_in(narrow, "ნინო ბერიძე")
    for path in ("/ka/desk/", "/ka/reports/", "/ka/demo/", "/hy/reports/check/"):
        narrow.goto(path)
        assert narrow.evaluate("document.documentElement.scrollWidth") == 320, path
        result = Axe().run(narrow)
        assert result.violations_count == 0, f"{path}: {result.generate_report()}"


def test_a_contact_sees_only_the_own_country(page: Page) -> None:
    sign_in(page, "Олена Коваль")
    assert page.url.endswith("/uk/reports/")
    options = page.locator("select option").all_text_contents()
    assert options
    assert all(option.startswith("Україна") for option in options)


def test_signing_out_ends_the_session(page: Page, live: Live) -> None:
    sign_in(page, "Marie Lindqvist")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/reports/")
    assert page.url.startswith(f"{live.url}/en/account/sign-in/?next=")


def _option(page: Page, country: str) -> str:
    return next(
        text for text in page.locator("select option").all_text_contents() if text.startswith(country)
    )
