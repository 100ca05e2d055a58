"""Answers public pages from memory, before Django is entered.

A page is kept with the publication stamps (`tenancy.stamps`) read before it was built, and served again only
while Redis still holds the same ones: so a publish, a withdrawal or an import is seen by the next request.
Only answers that the access middleware marked as built by the anonymous role are kept: what that role cannot
read cannot be in here. A page also ends with its slot of five minutes: pages say what is late today, every
country's midnight begins a slot, and should a stamp ever be lost (somebody writes by psql, Redis comes back
from an old file) no page outlives it by more.
"""

import contextlib
import gzip
import hashlib
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import brotli
import redis
from django.conf import settings
from django.http import HttpResponse

from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.stamps import all_stamps, begin, fields_of, stamps

DEPENDS = "X-Portal-Depends"
SLOT_SECONDS = 300
MAX_BYTES = 64 * 1024 * 1024
SHARE_WITH_QUERY = 0.25
"""Of the memory, for addresses with a query: anybody can invent those; they must not push out the rest."""
LONGEST_ADDRESS = 500
LARGEST_PAGE = 2 * 1024 * 1024
OVERHEAD = 2048
"""Bytes that a kept page takes beside its bodies, roughly."""
REDIS_PAUSE = 1.0
"""Seconds for which Redis is not asked again after it failed."""
NOT_KEPT = frozenset({"set-cookie", "cache-control", "content-encoding"})
"""Headers of an answer that speaks for itself: it is passed on as it is."""
OURS = frozenset({DEPENDS.lower(), "content-length", "vary", "etag"})
REFUSED = re.compile(r"q=0(\.0*)?")

StartResponse = Callable[..., Any]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Address = tuple[str, str, str, str]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

logger = logging.getLogger(__name__)


def mark_public(response: HttpResponse, country_id: int | None) -> None:
    """Let an answer of the anonymous role be kept, under a country's stamps or those of all (None)."""
    response[DEPENDS] = ",".join(fields_of(country_id))


@dataclass
class Page:
    """A kept answer: what it was built under, and its body in each encoding asked for so far."""

    depends: tuple[str, ...]
    under: list[bytes | None]
    slot: int
    etag: str
    headers: Headers
    bodies: dict[str, bytes]

    def body(self, encoding: str) -> bytes:
        """The body in an encoding; "" is the plain one, which is big, seldom asked for and not kept."""
        if encoding not in self.bodies:
            plain = self.bodies.get("") or _unpacked(self.bodies)
            if not encoding:
                return plain
            self.bodies[encoding] = _packed(plain, encoding)
        return self.bodies[encoding]

    def drop_plain(self) -> None:
        if len(self.bodies) == 1:
            self.body("gzip")
        del self.bodies[""]

    def size(self) -> int:
        return OVERHEAD + sum(map(len, list(self.bodies.values())))

    def is_current(self, slot: int) -> bool:
        return self.slot == slot and stamps(self.depends) == self.under


class Shelf:
    """Pages by address; those used longest ago go first when all together take more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._pages: OrderedDict[Address, tuple[Page, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: Address) -> Page | None:
        with self._lock:
            if address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address][0]

    def put(self, address: Address, page: Page) -> None:
        with self._lock:
            self._remove(address)
            self._add(address, page)

    def weigh_anew(self, address: Address, page: Page) -> None:
        """Note that a kept page has grown by a body in another encoding."""
        with self._lock:
            kept, _ = self._pages.get(address, (None, 0))
            if kept is page:
                self._remove(address)
                self._add(address, page)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _add(self, address: Address, page: Page) -> None:
        size = page.size()
        self._pages[address] = (page, size)
        self.size += size
        while self.size > self.most:
            self._remove(next(iter(self._pages)))

    def _remove(self, address: Address) -> None:
        _, size = self._pages.pop(address, (None, 0))
        self.size -= size


class PublicPages:
    """WSGI application around Django's; `most` is in bytes, `clock` gives seconds since 1970."""

    def __init__(
        self, application: Application, *, most: int = MAX_BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        self.application = application
        self.clock = clock
        self.with_query = Shelf(int(most * SHARE_WITH_QUERY))
        self.without_query = Shelf(most - self.with_query.most)
        self._ask_redis_from = 0.0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_for_everybody(environ) or time.monotonic() < self._ask_redis_from:
            return self._pass_on(environ, start_response)
        address, slot = _address(environ), int(self.clock()) // SLOT_SECONDS
        shelf = self._shelf(address)
        try:
            page = shelf.get(address)
            if page is not None and page.is_current(slot):
                return self._answer_again(page, environ, start_response)
            before = all_stamps()
        except redis.RedisError as error:
            self._do_without_redis(error)
            return self._pass_on(environ, start_response)
        return self._build(slot, before, environ, start_response)

    def _shelf(self, address: Address) -> Shelf:
        return self.with_query if address[-1] else self.without_query

    def _answer_again(self, page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
        known = len(page.bodies)
        answer = _answer(page, environ, start_response)
        if len(page.bodies) > known:
            address = _address(environ)
            self._shelf(address).weigh_anew(address, page)
        return answer

    def _build(
        self, slot: int, before: dict[bytes, bytes], environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        started: list[tuple[str, Headers]] = []
        # A HEAD is built as a GET, so that the page can be kept and its headers are the same.
        chunks = self.application(
            {**environ, "REQUEST_METHOD": "GET"},
            lambda status, headers, *_: started.append((status, headers)),
        )
        status, headers = started[-1]
        depends = _depends(status, headers)
        if not depends:
            start_response(status, _without_depends(headers))
            if environ["REQUEST_METHOD"] == "GET":
                return chunks
            _close(chunks)
            return []
        try:
            body = b"".join(chunks)
        finally:
            _close(chunks)
        page = _page(depends, before, slot, headers, body)
        answer = _answer(page, environ, start_response)
        self._keep(_address(environ), page, len(body))
        return answer

    def _keep(self, address: Address, page: Page, length: int) -> None:
        if None in page.under:
            # "No stamp" comes back when Redis loses its data, so no page may be kept under it.
            with contextlib.suppress(redis.RedisError):
                begin(page.depends)
        elif length <= LARGEST_PAGE:
            page.drop_plain()
            self._shelf(address).put(address, page)

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: Headers, *error: Any) -> Any:
            return start_response(status, _without_depends(headers), *error)

        return self.application(environ, start)

    def _do_without_redis(self, error: redis.RedisError) -> None:
        """Forget all pages: what was published while Redis is away is not told to us afterwards."""
        logger.warning("Redis does not answer, so every public page is built anew: %s", error)
        self._ask_redis_from = time.monotonic() + REDIS_PAUSE
        self.with_query.clear()
        self.without_query.clear()


def _is_for_everybody(environ: Environ) -> bool:
    path = environ["PATH_INFO"]
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and path[1:3] in LANGUAGES
        and path[3:4] == "/"
        and len(path) + len(environ.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
    )


def _address(environ: Environ) -> Address:
    # Django refuses a host that is not ours, and what it refuses is not kept.
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


def _depends(status: str, headers: Headers) -> tuple[str, ...]:
    """The stamps an answer depends on; none when it may not be kept."""
    found: tuple[str, ...] = ()
    for name, value in headers:
        if name == DEPENDS:
            found = tuple(value.split(","))
        elif name.lower() in NOT_KEPT or (name.lower() == "vary" and value.lower() != "accept-encoding"):
            return ()
    return found if status.startswith("200") else ()


def _without_depends(headers: Headers) -> Headers:
    return [pair for pair in headers if pair[0] != DEPENDS]


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close:
        close()


def _page(
    depends: tuple[str, ...], before: dict[bytes, bytes], slot: int, headers: Headers, body: bytes
) -> Page:
    return Page(
        depends=depends,
        under=[before.get(name.encode()) for name in depends],
        slot=slot,
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        headers=[pair for pair in headers if pair[0].lower() not in OURS],
        bodies={"": body},
    )


def _answer(page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
    """Send a page, or 304 when the browser has it."""
    caching = [
        # Weak: the same page comes packed in different ways.
        ("ETag", f"W/{page.etag}"),
        ("Cache-Control", "public, no-cache"),
        ("Vary", "Accept-Encoding, Cookie"),
    ]
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if page.etag in known or known.strip() == "*":
        start_response("304 Not Modified", caching)
        return []
    encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.body(encoding)
    packing = [("Content-Encoding", encoding)] if encoding else []
    start_response("200 OK", [*page.headers, *caching, *packing, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """The best packing that the client takes, or "" for none."""
    taken = set()
    for part in accepted.lower().replace(" ", "").split(","):
        name, _, weight = part.partition(";")
        if not REFUSED.fullmatch(weight):
            taken.add(name)
    return next((name for name in ("br", "gzip") if name in taken), "")


def _packed(plain: bytes, encoding: str) -> bytes:
    # Faster than the usual 6 and 5, for a fifth more bytes: first visits wait for it.
    return bytes(brotli.compress(plain, quality=4)) if encoding == "br" else gzip.compress(plain, 3, mtime=0)


def _unpacked(bodies: dict[str, bytes]) -> bytes:
    return gzip.decompress(bodies["gzip"]) if "gzip" in bodies else bytes(brotli.decompress(bodies["br"]))
