"""Where everyone of the cast can go at the desk: found by following links, so that no page is forgotten."""

import inspect
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve
from django.urls.resolvers import URLPattern
from playwright.sync_api import APIRequestContext

from ogp_portal.desk.urls import urlpatterns
from tests.journeys.people import CONTACT, OFFICER, TRANSLATOR

PEOPLE = {
    "contact": CONTACT,
    "officer": OFFICER,
    "translator": TRANSLATOR,
    "researcher": "გიორგი ნადირაძე",
    "member of civil society": "ეკა მელაძე",
    "member under an alias": "Алесь Каваленка",
    "administrator": "Jonas Weber",
    "programme officer": "Marie Lindqvist",
    "forum member": "მარინა წიკლაური",
}
STARTS = ("/en/desk/", "/en/account/")
LINK = re.compile(r'href="(/en/(?:desk|reports|account)/[^"]*)"')
OF_EACH_ROUTE = 2
"""So many pages of a route are read for their links; the first stands for the route."""
IN_MANY_STATES = {"desk:period": 3, "desk:rating": 6}
NO_PAGES = {"calendar_file", "calendar_feed", "consultation_file_add", "meeting_file_add"}
"""Files, and forms that stand on another page."""
MADE_ELSEWHERE = {"report"}
"""A report takes a minute to be made: tests/journeys/reports."""
FILES = re.compile(r"_files?$")


def page_routes() -> set[str]:
    """The desk's routes that answer a GET with a page."""
    names = {str(pattern.name) for pattern in urlpatterns if _answers_get(pattern)}
    return {name for name in names - NO_PAGES - MADE_ELSEWHERE if not FILES.search(name)}


def addresses_of(browser: APIRequestContext) -> dict[str, str]:
    """One address for each route that this person comes to, by the routes' names."""
    found: dict[str, list[str]] = {}
    waiting = list(STARTS)
    while waiting:
        address = waiting.pop(0)
        name = _route(address)
        known = found.setdefault(name, [])
        if not name or address in known or len(known) == IN_MANY_STATES.get(name, OF_EACH_ROUTE):
            continue
        answer = browser.get(address)
        if not answer.ok or "text/html" not in answer.headers["content-type"]:
            continue
        known.append(address)
        waiting += [urldefrag(unescape(link)).url for link in LINK.findall(answer.text())]
    return {name: known[0] for name, known in found.items() if known}


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def _answers_get(pattern: URLPattern) -> bool:
    """By the list of methods that the view's decorator holds."""
    view: Callable[..., Any] | None = pattern.callback
    while view is not None:
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None:
            return "GET" in methods
        view = getattr(view, "__wrapped__", None)
    return True
