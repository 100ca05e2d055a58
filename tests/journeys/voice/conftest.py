"""A browser window per person, closed after the module's last test."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import people
from tests.live import Live


class Window(Protocol):
    """The window of one of the cast, who stays signed in; without a name a new one, for a visitor."""

    def __call__(self, name: str = "", **settings: Any) -> Page: ...


@pytest.fixture(scope="module")
def window(browser: Browser, live: Live) -> Iterator[Window]:
    signed_in: dict[str, Page] = {}
    with ExitStack() as opened:

        def open_window(name: str = "", **settings: Any) -> Page:
            if name in signed_in:
                return signed_in[name]
            page = people.window(browser, live, name, **settings)
            opened.callback(page.context.close)
            if name:
                signed_in[name] = page
            return page

        yield open_window
