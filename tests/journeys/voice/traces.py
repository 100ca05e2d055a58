"""A search by bytes for what must not be found."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

from playwright.sync_api import APIResponse, BrowserContext

from tests.files.samples import PLACE

PLACES = [sum(part / 60**power for power, part in enumerate(place)) for place in PLACE]


def traces(content: bytes, secrets: Iterable[str]) -> list[str]:
    """Which of these texts, or of the photo's place, stand in the content or in what it packs.

    Texts are found whatever their case, in UTF-8, UTF-16, as HTML entities or percent signs; a place as a
    decimal number, in degrees and minutes, or as EXIF's fractions in either order of bytes.
    """
    found = set()
    for part in _unpacked(content):
        plain = part.lower()
        forms = (plain, unquote_to_bytes(plain), plain.replace(b"&#x27;", b"'").replace(b"&amp;", b"&"))
        for secret in secrets:
            text = secret.lower()
            written = (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
            if any(bytes_ in form for form in forms for bytes_ in written):
                found.add(secret)
        found |= {f"place {name}" for name, bytes_ in _places() if bytes_ in part}
    return sorted(found)


def _places() -> Iterator[tuple[str, bytes]]:
    for place, decimal in zip(PLACE, PLACES, strict=True):
        # Cut, not rounded: so begins every finer number.
        written = f"{int(decimal * 1000) / 1000}"
        yield written, written.encode()
        yield f"{written} with a comma", written.replace(".", ",").encode()
        yield "in degrees", f"{place[0]:.0f}°{place[1]:.0f}".encode()
        for order in ("big", "little"):
            fractions = [int(part).to_bytes(4, order) + (1).to_bytes(4, order) for part in place[:2]]
            yield f"in fractions, {order}", b"".join(fractions)


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))


def leaks(context: BrowserContext, paths: Iterable[str], secrets: Iterable[str]) -> dict[str, list[str]]:
    """What of the secrets this browser is told at these addresses, in header or body, by address."""
    secrets, found = list(secrets), {}
    for path in paths:
        answer = context.request.get(path, max_redirects=0)
        said = {*traces(_head(answer), secrets), *traces(answer.body(), secrets)}
        if said:
            found[path] = sorted(said)
    return found


def _head(answer: APIResponse) -> bytes:
    return "\n".join(f"{line['name']}: {line['value']}" for line in answer.headers_array).encode()


def links(context: BrowserContext, start: str, within: str, most: int) -> list[str]:
    """Addresses that a person can walk to from `start` without leaving the pages that match `within`."""
    seen, waiting = {start: None}, [start]
    while waiting and len(seen) < most:
        answer = context.request.get(waiting.pop(0))
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for path in re.findall(r'href="(/[^"#]*)', answer.text()):
            path = path.replace("&amp;", "&")
            if re.match(within, path) and path not in seen:
                seen[path] = None
                waiting.append(path)
    return list(seen)
