"""A first visit, weighed on a small site."""

import gzip

import pytest

from ogp_portal.bench import weights
from ogp_portal.bench.serving import Answer, Server
from ogp_portal.bench.weights import first_visit

PAGE = """<html><head><link rel="stylesheet" href="/static/css/a.css"><link rel="alternate" href="/other">
<script src="https://elsewhere.example/x.js"></script></head>
<body>Ана<svg><use href="/static/marks.svg#eu"/></svg><a href="/far">far</a></body></html>"""
CSS = """@font-face { src: url(../fonts/cyrillic.woff2); unicode-range: U+0400-052F; }
@font-face { src: url(../fonts/georgian.woff2); unicode-range: U+10D0-10FF; }
body { background: url("../img/paper.png"); mask: url(data:image/png;base64,xx) }"""
FILES = {
    "/page/": ("text/html", PAGE),
    "/static/css/a.css": ("text/css", CSS),
    "/static/marks.svg": ("image/svg+xml", "<svg/>"),
    "/static/fonts/cyrillic.woff2": ("font/woff2", "x" * 100),
    "/static/img/paper.png": ("image/png", "y" * 50),
}


class SmallSite(Server):
    """Files from memory, packed."""

    def get(self, path: str, **headers: str) -> Answer:
        kind, text = FILES[path]
        body = gzip.compress(text.encode())
        return Answer(200, {"content-type": kind, "content-encoding": "gzip"}, body, len(body))


def test_a_first_visit_takes_what_the_page_needs_and_no_more() -> None:
    visit = first_visit(SmallSite(port=80, pid=0), "/page/")
    assert set(visit.sizes) == set(FILES)
    assert visit.foreign == {"https://elsewhere.example/x.js"}
    assert visit.css_bytes == len(CSS.encode())


def test_every_language_is_weighed() -> None:
    assert weights._in_all_languages("/ka/georgia/")[:2] == ["/en/georgia/", "/az/georgia/"]
    assert len(weights._in_all_languages("/ka/")) == 7


@pytest.mark.parametrize(
    ("base", "address", "expected"),
    [
        ("/static/css/a.css", "../fonts/x.woff2", "/static/fonts/x.woff2"),
        ("/static/css/a.css", "/x.png", "/x.png"),
        ("/static/css/a.css", "https://a.example/x", "https://a.example/x"),
    ],
)
def test_addresses_in_a_style_sheet_are_beside_it(base: str, address: str, expected: str) -> None:
    assert weights._beside(base, address) == expected
