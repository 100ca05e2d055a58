"""A browser window per person, closed when the test ends."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import people
from tests.live import Live


class Window(Protocol):
    """Opens a window of its own: for one of the cast by name, or for a visitor."""

    def __call__(self, name: str = "", **settings: Any) -> Page: ...


@pytest.fixture(scope="module")
def window(browser: Browser, live: Live) -> Iterator[Window]:
    with ExitStack() as opened:

        def open_window(name: str = "", **settings: Any) -> Page:
            page = people.window(browser, live, name, **settings)
            opened.callback(page.context.close)
            return page

        yield open_window
