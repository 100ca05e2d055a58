"""The portal's WSGI entry as a server calls it."""

import gzip
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import brotli
from django.core.wsgi import get_wsgi_application

from ogp_portal.web.pagecache import PublicPages

NOON = 1_750_000_000.0
GEORGIA, UKRAINE, HOME = "/en/georgia/", "/en/ukraine/", "/en/"


@dataclass
class Reply:
    """An answer as the server would send it."""

    status: str
    headers: dict[str, str]
    body: bytes
    built: int
    """How many times Django was asked for it."""

    @property
    def text(self) -> str:
        packing = self.headers.get("Content-Encoding", "")
        plain: bytes = {"br": brotli.decompress, "gzip": gzip.decompress}.get(packing, bytes)(self.body)
        return plain.decode()


@cache
def django() -> Any:
    return get_wsgi_application()


@dataclass
class Door:
    """The portal's WSGI entry, and a count of how often Django behind it was asked."""

    now: float = NOON
    built: int = 0
    during: Callable[[], None] | None = None
    """Done once between Django's building of a page and the cache's keeping of it."""
    most: int = 1_000_000
    pages: PublicPages = field(init=False)

    def __post_init__(self) -> None:
        self.pages = PublicPages(self._counting, most=self.most, clock=lambda: self.now)

    def _counting(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.built += 1
        answer: Iterable[bytes] = django()(environ, start_response)
        if self.during:
            once, self.during = self.during, None
            once()
        return answer

    def get(self, path: str, *, method: str = "GET", query: str = "", **headers: str) -> Reply:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "HTTP_HOST": "localhost",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[Any] = []
        before = self.built
        chunks = self.pages(environ, lambda *arguments: started.extend(arguments[:2]))
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        names = [name for name, _ in started[1]]
        assert len(names) == len(set(names)), "a header came twice"
        return Reply(started[0], dict(started[1]), body, self.built - before)
