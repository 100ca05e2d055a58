"""Every page of the desk, as everyone of the cast who comes there: axe, light and dark, and a small phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ogp_portal.languages.registry import LANGUAGES
from tests.journeys.desk.addresses import PEOPLE, addresses_of, page_routes
from tests.journeys.people import axe_findings, field, window
from tests.live import Live

pytestmark = pytest.mark.browser
IN_THE_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Only colours differ."""
BEFORE_SIGNING_IN = [
    "/en/account/sign-in/",
    "/en/account/password/reset/",
    "/en/account/invitation/?key=gone",
]
Addresses = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def pages(browser: Browser, live: Live) -> Iterator[dict[str, Page]]:
    """Everyone's own window, as narrow as a small phone."""
    narrow = {"width": 320, "height": 640}
    opened = {who: window(browser, live, name, viewport=narrow) for who, name in PEOPLE.items()}
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def addresses(pages: dict[str, Page]) -> Addresses:
    """Who comes where: an address for each route."""
    add_what_the_demonstration_lacks(pages)
    return {who: addresses_of(page.request) for who, page in pages.items()}


@pytest.fixture(scope="module")
def one_each(addresses: Addresses) -> Addresses:
    """Each route once, as the first who comes there."""
    seen: set[str] = set()
    chosen: Addresses = {}
    for who, found in addresses.items():
        chosen[who] = {name: address for name, address in found.items() if name not in seen}
        seen |= set(found)
    return chosen


def test_links_lead_to_every_page_of_the_desk(addresses: Addresses) -> None:
    found = {name.partition(":")[2] for some in addresses.values() for name in some}
    assert page_routes() - found == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_axe_finds_nothing_on_any_page(pages: dict[str, Page], one_each: Addresses, who: str) -> None:
    found = [looked_at(pages[who], address) for address in one_each[who].values()]
    assert [line for lines in found for line in lines] == []


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_axe_finds_nothing_for_anybody(pages: dict[str, Page], addresses: Addresses, who: str) -> None:
    found = [looked_at(pages[who], address) for address in addresses[who].values()]
    assert [line for lines in found for line in lines] == []


@pytest.mark.parametrize("address", BEFORE_SIGNING_IN)
def test_axe_finds_nothing_before_signing_in(narrow: Page, address: str) -> None:
    assert looked_at(narrow, address) == []


@pytest.mark.parametrize("language", ["hy", "ka"])
def test_no_page_scrolls_sideways_on_a_small_phone(
    pages: dict[str, Page], one_each: Addresses, language: str
) -> None:
    assert too_wide(pages, one_each, language) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_for_anybody(
    pages: dict[str, Page], addresses: Addresses, language: str
) -> None:
    assert too_wide(pages, addresses, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_fits_a_small_phone_in_every_language(pages: dict[str, Page], language: str) -> None:
    homes = {who: {"desk:home": "/en/desk/"} for who in pages}
    assert too_wide(pages, homes, language) == []


def add_what_the_demonstration_lacks(pages: dict[str, Page]) -> None:
    """An indicator, a rating in draft, and an IRM report that is not an imported one."""
    contact, member, researcher = pages["contact"], pages["member of civil society"], pages["researcher"]
    contact.goto("/en/desk/")
    contact.locator("main a", has_text="Publish or return a commitment").first.click()
    contact.get_by_role("link", name="Add an indicator").click()
    field(contact.locator("#indicators"), "Indicator").fill("პასუხის საშუალო ვადა")
    contact.locator("#indicators").get_by_role("button", name="Save").click()
    contact.locator("#indicators li", has_text="პასუხის საშუალო ვადა").wait_for()
    member.goto("/en/desk/ratings/new/")
    member.locator("main .t a").last.click()
    member.get_by_role("radio").first.check()
    member.get_by_role("button", name="Save the draft").click()
    researcher.goto("/en/desk/irm/new/")
    field(researcher.locator("main"), "Action plan").select_option(index=1)
    field(researcher.locator("main"), "Edition").fill("of the journey")
    field(researcher.locator("main"), "Published on").fill("14.04.2026")
    researcher.get_by_role("button", name="Save and publish").click()


def looked_at(page: Page, address: str) -> list[str]:
    """What axe finds on a page in light, and in its colours in the dark."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    found = axe_findings(page)
    page.emulate_media(color_scheme="dark")
    return found + axe_findings(page, IN_THE_DARK)


def too_wide(pages: dict[str, Page], addresses: Addresses, language: str) -> list[tuple[str, str, int]]:
    """Who scrolls sideways where, and how wide the page is."""
    wide = []
    for who, found in addresses.items():
        for address in found.values():
            there = address.replace("/en/", f"/{language}/", 1)
            pages[who].goto(there)
            width = pages[who].evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append((who, there, width))
    return wide
