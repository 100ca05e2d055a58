"""Whether what is written is in the very next answer, whichever process of the server gives it."""

import http.client
from typing import Any

from commitments.models import Commitment
from ogp_portal.bench.figures import as_rows, at_least, exactly
from ogp_portal.languages.fields import column
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country

WRITES = 25
VISITORS = 8


def look_after_writes(port: str, plan_path: str) -> dict[str, Any]:
    """Change a title again and again, and look at the plan's page at once from several connections."""
    _, _, slug, _, key, _ = plan_path.split("/")
    country = Country.objects.get(slug=slug)
    visitors = [http.client.HTTPConnection("127.0.0.1", int(port), timeout=30) for _ in range(VISITORS)]
    seen = from_cache = 0
    for number in range(WRITES):
        title = f"Written {number} {number * 7919}"
        with country_scope(country):
            rows = Commitment.objects.filter(plan__key=key, key="1")
            rows.update(**{column(name, "ka"): title for name in ("title", "short_title")})
        answers = [_read(visitor, plan_path) for visitor in visitors]
        seen += sum(title in text for text in answers)
        etag = _etag(visitors[0], plan_path)
        from_cache += all(_read(visitor, plan_path, etag) == "" for visitor in visitors)
    for visitor in visitors:
        visitor.close()
    figures = [
        exactly("cache.write_seen_by_next_request", seen / (WRITES * VISITORS), "share", 1.0),
        at_least("cache.repeated_visit_gets_304", from_cache / WRITES, "share", 1.0),
    ]
    return {"figures": as_rows(figures)}


def _etag(visitor: http.client.HTTPConnection, path: str) -> str:
    visitor.request("HEAD", path)
    response = visitor.getresponse()
    response.read()
    return response.headers.get("ETag", "")


def _read(visitor: http.client.HTTPConnection, path: str, etag: str = "") -> str:
    visitor.request("GET", path, headers={"If-None-Match": etag} if etag else {})
    response = visitor.getresponse()
    return response.read().decode() or ("" if response.status == 304 else str(response.status))
