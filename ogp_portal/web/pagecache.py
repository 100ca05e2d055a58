"""Answers public pages from memory, before Django is entered.

A page is kept with the publication stamps (`tenancy.stamps`) read before it was built; it is served again
only while Redis still holds the same ones and the day is the same, since pages say what is late today. So a
publish, a withdrawal or an import is seen by the next request. Only answers that the access middleware
marked as built by the anonymous role are kept: what it cannot read cannot be in here.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import brotli
import redis
from django.conf import settings
from django.http import HttpResponse

from ogp_portal.tenancy.stamps import all_stamps, fields_of, stamps

DEPENDS = "X-Portal-Depends"
MAX_BYTES = 64 * 1024 * 1024
MAX_ADDRESS = 500
LARGEST_PAGE = 2 * 1024 * 1024

StartResponse = Callable[..., Any]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]


def mark_public(response: HttpResponse, country_id: int | None) -> None:
    """Let an answer of the anonymous role be kept, under a country's stamps or those of all (None)."""
    response[DEPENDS] = ",".join(fields_of(country_id))


@dataclass
class Page:
    """A kept answer: which stamps it was built under, and its body in each encoding asked for so far."""

    depends: tuple[str, ...]
    under: list[bytes | None]
    day: str
    etag: str
    headers: Headers
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            plain = self.bodies[""]
            self.bodies[encoding] = (
                brotli.compress(plain, quality=5) if encoding == "br" else gzip.compress(plain, 6)
            )
        return self.bodies[encoding]

    def is_current(self) -> bool:
        return self.day == _today() and stamps(self.depends) == self.under


class PublicPages:
    """WSGI application around Django's."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self.application = application
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_for_everybody(environ):
            return self.application(environ, start_response)
        address = f"{environ.get('HTTP_HOST', '')}{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        try:
            page = self.pages.get(address)
            if page is not None and page.is_current():
                self._used(address)
                return _answer(page, environ, start_response)
            before = all_stamps()
        except redis.RedisError:
            return self.application(environ, start_response)
        return self._build(address, before, environ, start_response)

    def _build(
        self, address: str, before: dict[bytes, bytes], environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        answered: list[Any] = []
        chunks = self.application({**environ, "REQUEST_METHOD": "GET"}, lambda *args: answered.extend(args))
        try:
            status, headers = answered[0], answered[1]
            depends = next((value for name, value in headers if name == DEPENDS), "")
            if not depends or not status.startswith("200") or _sets_cookie(headers):
                start_response(status, headers)
                return list(chunks) if environ["REQUEST_METHOD"] == "GET" else []
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        page = _page(tuple(depends.split(",")), before, headers, body)
        if len(body) <= LARGEST_PAGE and len(address) <= MAX_ADDRESS:
            self._keep(address, page)
        return _answer(page, environ, start_response)

    def _used(self, address: str) -> None:
        with self.lock:
            if address in self.pages:
                self.pages.move_to_end(address)

    def _keep(self, address: str, page: Page) -> None:
        with self.lock:
            old = self.pages.pop(address, None)
            self.size -= len(old.bodies[""]) if old else 0
            self.pages[address] = page
            self.size += len(page.bodies[""])
            while self.size > MAX_BYTES:
                _, dropped = self.pages.popitem(last=False)
                self.size -= len(dropped.bodies[""])


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _is_for_everybody(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and not environ["PATH_INFO"].startswith(settings.STATIC_URL)
    )


def _sets_cookie(headers: Headers) -> bool:
    return any(name.lower() == "set-cookie" for name, _ in headers)


def _page(depends: tuple[str, ...], before: dict[bytes, bytes], headers: Headers, body: bytes) -> Page:
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in {DEPENDS.lower(), "content-length", "vary", "cache-control"}
    ]
    return Page(
        depends=depends,
        under=[before.get(name.encode()) for name in depends],
        day=_today(),
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
        headers=[*kept, ("Vary", "Accept-Encoding, Cookie"), ("Cache-Control", "public, no-cache")],
        bodies={"": body},
    )


def _answer(page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", [*page.headers, ("ETag", page.etag)])
        return []
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    body = page.body(encoding)
    headers = [*page.headers, ("ETag", page.etag), ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
