"""What people do at the desk: sign in, read their mail, show a code, walk a page with keys only."""

import base64
import email
import email.policy
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ElementHandle, Locator, Page, expect

from tests.live import Live

CONTACT = "ნინო ბერიძე"
OFFICER = "დავით კაპანაძე"
TRANSLATOR = "თამარ გიორგაძე"
FARTHEST = 300
"""Stops of the Tab key after which a control counts as out of reach."""
MAIL_WITHIN = 20.0
PATIENCE = 10_000
"""Milliseconds for a page."""
STEP = 30
"""Seconds that a code of an authenticator app is good for."""
FROM_THE_START = "e => document.activeElement === document.body && !location.hash && !!e.closest('main')"
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
BETWEEN_MAILS = re.compile(rb"\n-{79}\n")
T = TypeVar("T")


def sign_in(page: Page, name: str) -> None:
    """Be one of the demonstration's cast, and go to the desk in English."""
    page.goto("/en/demo/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.goto("/en/desk/")


def window(browser: Browser, live: Live, name: str = "", **settings: Any) -> Page:
    """A browser of one's own, signed in as one of the cast where a name is given."""
    page = browser.new_context(base_url=live.url, **settings).new_page()
    page.set_default_timeout(PATIENCE)
    if name:
        sign_in(page, name)
    return page


def totp(secret: str, ahead: int = 0) -> str:
    """The six digits that an authenticator app shows for this secret (RFC 6238).

    A code is taken once; the next one comes from an app whose clock is `ahead` (seconds).
    """
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    count = (int(time.time()) + ahead) // STEP
    digest = hmac.digest(key, struct.pack(">Q", count), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def waited_for(look: Callable[[], T | None], what: str, seconds: float = MAIL_WITHIN) -> T:
    """What `look` gives once it gives something."""
    until = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.2)
    return found


def mails(live: Live, address: str) -> list[EmailMessage]:
    """Every mail to this address so far."""
    return [mail for mail in every_mail(live) if mail["To"] == address]


def every_mail(live: Live) -> list[EmailMessage]:
    """Every mail so far; a file holds all that one connection has sent."""
    found = []
    for path in sorted(Path(live.environment["PORTAL_VAR"]).glob("mail/*.log")):
        for raw in BETWEEN_MAILS.split(path.read_bytes()):
            message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
            if message["To"]:
                assert isinstance(message, EmailMessage)
                found.append(message)
    return found


def mail_saying(live: Live, address: str, words: str) -> str:
    """The text of the mail to this address that says these words, once the worker has sent it."""
    texts: Callable[[], Iterator[str]] = lambda: (  # noqa: E731
        mail.get_content() for mail in mails(live, address)
    )
    return waited_for(
        lambda: next((text for text in texts() if words in text), None), f"a mail that says “{words}”"
    )


def field(within: Page | Locator, label: str) -> Locator:
    """The control of this label, whether or not its field says that it is optional or still needed."""
    return within.get_by_label(re.compile(rf"^{re.escape(label)}( \([^)]*\))?$")).first


def axe_findings(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds on a page, each with the element where it is found first."""
    found = Axe().run(page, options=options or AXE_RULES).response["violations"]
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


class Keyboard:
    """A person without a mouse: everything is reached by Tab and done by Enter, Space and arrows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        """Tab until the focus is there; on a new page the first stop leads past its head."""
        handle = target.element_handle()
        if self.page.evaluate(FROM_THE_START, handle):
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Enter")
        for _ in range(FARTHEST):
            if self._has_focus(handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by Tab")

    def back_to(self, target: Locator) -> None:
        """The same, backwards."""
        handle = target.element_handle()
        for _ in range(FARTHEST):
            if self._has_focus(handle):
                return
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{target} cannot be reached by Shift+Tab")

    def _has_focus(self, handle: ElementHandle) -> bool:
        return bool(self.page.evaluate("element => document.activeElement === element", handle))

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Put `text` in the place of what stands in the field."""
        self.to(field(within or self.page.locator("main"), label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, option: str) -> None:
        """Go down a select with the arrow until it shows the option."""
        select = field(self.page.locator("main"), label)
        self.to(select)
        self.page.keyboard.press("Home")
        shown = "element => element.selectedOptions[0].label"
        for _ in range(FARTHEST):
            if select.evaluate(shown).startswith(option):
                return
            before = select.evaluate("element => element.selectedIndex")
            self.page.keyboard.press("ArrowDown")
            assert select.evaluate("element => element.selectedIndex") != before, f"no option {option}"

    def tick(self, target: Locator) -> None:
        """A checkbox."""
        self.to(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def pick(self, group: Locator, choice: str) -> None:
        """One of a group of radio buttons: Tab into the group, then the arrows."""
        wanted = group.get_by_role("radio", name=choice)
        inside = group.element_handle()
        for _ in range(FARTHEST):
            if self.page.evaluate("group => group.contains(document.activeElement)", inside):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowDown")

    def follow(self, name: str, within: Locator | None = None) -> None:
        """Open a link."""
        self.to((within or self.page.locator("body")).get_by_role("link", name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press a button and wait for the page that it leads to."""
        self.to((within or self.page.locator("body")).get_by_role("button", name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
