"""A first visit in a real browser, where one is installed: what Chromium itself loads, and from where."""

import shutil
from typing import Any
from urllib.parse import urlsplit

from ogp_portal.bench.figures import Figure, at_most, exactly
from ogp_portal.bench.serving import Server
from ogp_portal.bench.weights import FIRST_VISIT_BYTES
from ogp_portal.services.server import HOST

NAMES = ("chromium", "chromium-browser")


def browse(server: Server, paths: list[str]) -> list[Figure]:
    """The most that a first visit to one of the pages sends; no figures without Chromium or Playwright."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright  # only where the tests' packages are
    except ImportError:
        return []
    if program is None:
        return []
    most, foreign = 0, 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for path in paths:
            # A context of its own has nothing in its cache.
            context = chromium.new_context()
            page = context.new_page()
            finished = _load(page, f"http://{HOST}:{server.port}{path}")
            sizes = [request.sizes() for request in finished]
            most = max(most, sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes))
            foreign += sum(urlsplit(request.url).port != server.port for request in finished)
            context.close()
        chromium.close()
    return [
        at_most("browser.first_visit", most, "bytes", FIRST_VISIT_BYTES),
        exactly("browser.first_visit.foreign", foreign, "requests", 0),
    ]


def _load(page: Any, address: str) -> list[Any]:
    """Every request that the page makes until it is quiet."""
    finished: list[Any] = []

    def note(request: Any) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    return finished
