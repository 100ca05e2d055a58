"""Every public page in a real browser: axe, a small phone, the keyboard, and nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ogp_portal.languages.registry import LANGUAGES
from tests.live import Live

PATHS = [
    "/",
    "/armenia/",
    "/azerbaijan/",
    "/belarus/",
    "/georgia/",
    "/moldova/",
    "/ukraine/",
    "/ukraine/plans/6-demo/",
    "/belarus/plans/alternative-1-demo/",
    "/azerbaijan/plans/3-demo/",
    "/ukraine/plans/6-demo/1/",
    "/georgia/plans/5-demo/2/",
    "/georgia/plans/5-demo/6/",  # evidence that was rejected
    "/georgia/plans/5-demo/8/",  # evidence with a photo, corrected, and a reply
    "/georgia/plans/5-demo/8/changes/",
    "/belarus/plans/alternative-1-demo/6/",
    "/georgia/organisations/",
    "/georgia/organisations/42/",
    "/belarus/organisations/27/",
    "/belarus/organisations/register/",
    "/georgia/forum/",
    "/georgia/consultations/",
    "/georgia/consultations/plan-2024-2025/",
    "/georgia/consultations/plan-2024-2025/1/",
    "/georgia/consultations/self-assessment/contribute/",
    "/disagreement/",
    "/georgia/disagreement/",
    "/areas/",
    "/areas/open-data/",
    "/about/three-voices/",
    "/about/accessibility/",
    "/reports/check/",
    "/demo/",
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "language",
    [code if code == "uk" else pytest.param(code, marks=pytest.mark.slow) for code in LANGUAGES],
)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(page: Page, path: str, language: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        answer = page.goto(f"/{language}{path}")
        assert answer is not None
        assert answer.status == 200
        result = Axe().run(page, options={"runOnly": RULES})
        assert result.violations_count == 0, f"{scheme}: {result.generate_report()}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_on_a_small_phone(narrow: Page, language: str) -> None:
    wide = []
    for path in PATHS:
        narrow.goto(f"/{language}{path}")
        width = narrow.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((path, width))
    assert wide == []


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_refused(browser: Browser, live: Live) -> None:
    context = browser.new_context(base_url=live.url)
    page = context.new_page()
    requested: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for path in PATHS:
        page.goto(f"/ka{path}", wait_until="networkidle")
    context.close()
    assert [url for url in requested if not url.startswith((live.url, "data:"))] == []
    assert refused == []


def test_every_page_works_without_javascript(browser: Browser, live: Live) -> None:
    context = browser.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    for path in PATHS:
        page.goto(f"/hy{path}")
        assert page.locator("main h1").count() == 1, path
    page.goto("/en/ukraine/plans/6-demo/")
    everything = page.locator(".rows > li").count()
    page.get_by_label("Late only").check()
    page.get_by_role("button", name="Show").click()
    assert 0 < page.locator(".rows > li").count() < everything
    context.close()


def test_a_citizen_goes_from_home_to_a_commitment_by_keyboard_only(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    _follow_by_keyboard(page, "/en/ukraine/")
    _follow_by_keyboard(page, "/en/ukraine/plans/6-demo/")
    _follow_by_keyboard(page, "/en/ukraine/plans/6-demo/1/")
    assert page.locator("main h1").count() == 1


def test_the_language_switch_keeps_the_page(page: Page) -> None:
    page.goto("/en/georgia/plans/5-demo/?late=on")
    page.get_by_role("banner").get_by_role("link", name="ქართული").click()
    assert page.url.endswith("/ka/georgia/plans/5-demo/?late=on")
    assert page.evaluate("document.documentElement.lang") == "ka"


def _follow_by_keyboard(page: Page, path: str) -> None:
    """Press Tab until the link to `path` has the focus, then Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if focus == path or focus.endswith(path):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no link to {path} can be reached by keyboard")
