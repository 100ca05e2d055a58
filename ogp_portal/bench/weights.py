"""What goes over the wire: of a page, of a first visit with style sheets and fonts, of a repeated one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import decompress
from posixpath import join, normpath
from urllib.parse import urljoin, urlsplit

from ogp_portal.bench.figures import Figure, at_most, exactly
from ogp_portal.bench.serving import Answer, Server
from ogp_portal.services.server import HOST

LANGUAGES = ("en", "az", "be", "hy", "ka", "ro", "uk")
PLAN_BYTES = 25_000
FIRST_VISIT_BYTES = 200_000
CSS_BYTES = 40_000

FACE = re.compile(r"@font-face\s*\{(?P<rules>[^}]*)\}")
RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
LOADED = re.compile(r"<(?:link|script|img|use|image|source|iframe)\b[^>]*?\s(?:href|src)=\"([^\"#]+)")
NOT_LOADED = re.compile(r'rel="(alternate|canonical)"')
TEXT = re.compile(r"<[^>]+>")


@dataclass
class Visit:
    """Everything that a browser loads for one page; `sizes` are bytes on the wire by address."""

    server: Server
    path: str
    sizes: dict[str, int]
    foreign: set[str]
    css_bytes: int = 0

    def load(self, address: str) -> Answer | None:
        """Take a file of the page's, once."""
        parts = urlsplit(urljoin(f"http://{HOST}:{self.server.port}{self.path}", address))
        if parts.scheme == "data" or parts.path in self.sizes:
            return None
        if parts.port != self.server.port or parts.hostname != HOST:
            self.foreign.add(address)
            return None
        answer = self.server.get(parts.path, Accept_Encoding="gzip")
        self.sizes[parts.path] = answer.size
        return answer


def first_visit(server: Server, path: str) -> Visit:
    """Load the page, what it names, and each font that has one of its letters, in whatever face.

    That is more than a browser takes, which knows which letters are in which face.
    """
    visit = Visit(server, path, {}, set())
    page = visit.load(path)
    html = _text_of(page)
    letters = {ord(letter) for letter in TEXT.sub("", html)}
    for tag in LOADED.finditer(html):
        address = tag[1]
        if NOT_LOADED.search(tag[0]):
            continue
        loaded = visit.load(address)
        if loaded is not None and "css" in loaded.headers.get("content-type", ""):
            _follow(visit, urlsplit(address).path, _text_of(loaded), letters)
    return visit


def _follow(visit: Visit, base: str, css: str, letters: set[int]) -> None:
    visit.css_bytes += len(css.encode())
    for face in FACE.finditer(css):
        if letters & set(_code_points(face["rules"])):
            for address in URL.findall(face["rules"]):
                visit.load(_beside(base, address))
    for address in URL.findall(FACE.sub("", css)):
        visit.load(_beside(base, address))


def _beside(base: str, address: str) -> str:
    is_whole = address.startswith(("/", "data:")) or "://" in address
    return address if is_whole else normpath(join(base.rpartition("/")[0], address))


def _code_points(rules: str) -> Iterator[int]:
    for first, last in RANGE.findall(rules):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _text_of(answer: Answer | None) -> str:
    if answer is None:
        return ""
    is_packed = answer.headers.get("content-encoding") == "gzip"
    return (decompress(answer.body) if is_packed else answer.body).decode()


def weigh(server: Server, paths: dict[str, str]) -> list[Figure]:
    """All figures of size. `paths` are in Georgian; sizes are the most of any of the seven languages."""
    figures = [Figure(f"bytes.{name}", _largest(server, path), "bytes") for name, path in paths.items()]
    figures = [
        at_most(figure.name, figure.value, figure.unit, PLAN_BYTES) if figure.name == "bytes.plan" else figure
        for figure in figures
    ]
    visits = [first_visit(server, path) for path in _in_all_languages(paths["plan"])]
    figures += [
        at_most(
            "bytes.first_visit",
            max(sum(visit.sizes.values()) for visit in visits),
            "bytes",
            FIRST_VISIT_BYTES,
        ),
        at_most("bytes.css", max(visit.css_bytes for visit in visits), "bytes", CSS_BYTES),
        exactly("requests.first_visit.foreign", sum(len(visit.foreign) for visit in visits), "requests", 0),
        Figure("requests.first_visit", max(len(visit.sizes) for visit in visits), "requests"),
    ]
    for name, path in paths.items():
        etag = server.get(path, Accept_Encoding="gzip").headers.get("etag", "")
        again = server.get(path, Accept_Encoding="gzip", If_None_Match=etag)
        figures.append(exactly(f"status.{name}.repeated", again.status, "status", 304))
    return figures


def _largest(server: Server, path: str) -> int:
    return max(server.get(one, Accept_Encoding="gzip").size for one in _in_all_languages(path))


def _in_all_languages(path: str) -> list[str]:
    return [f"/{language}{path[3:]}" for language in LANGUAGES]
