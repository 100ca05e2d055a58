"""What every page knows: itself in other languages, whether data are for demonstration, who is signed in."""

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES

CURRENT = ' aria-current="true"'


class LanguageLink(NamedTuple):
    """The page in another language, under the language's own name."""

    code: str
    name: str
    url: str
    is_current: bool


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html needs.

    The user is the one a view or middleware has already asked for: public pages never open the session.
    """
    user = getattr(request, "portal_user", None)
    return {
        "language_links": language_links(request),
        "demo_data": getattr(settings, "PORTAL_DEMO", False),
        "signed_in": user,
        "may_report": getattr(request, "may_report", False),
        # Only for those signed in: a public page that is kept for everybody must hold nobody's notice.
        "notices": get_messages(request) if user else (),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return the page's address in each language: the first segment swapped, the query kept.

    A page outside the languages leads to each language's home.
    """
    _, _, rest = request.path.lstrip("/").partition("/")
    first = request.path.split("/")[1] if "/" in request.path else ""
    if first not in LANGUAGES:
        rest = ""
    query = request.META.get("QUERY_STRING", "")
    tail = iri_to_uri(f"/{rest}?{query}" if query and first in LANGUAGES else f"/{rest}")
    current = get_language()
    return [LanguageLink(code, name, f"/{code}{tail}", code == current) for code, name in OWN_NAMES.items()]


def language_items(links: Iterable[LanguageLink]) -> SafeString:
    """Write the links as the items of a list."""
    items = (
        f'<li><a href="{escape(link.url)}" lang="{link.code}" hreflang="{link.code}"'
        f"{CURRENT if link.is_current else ''}>{link.name}</a></li>"
        for link in links
    )
    return mark_safe("".join(items))  # noqa: S308
