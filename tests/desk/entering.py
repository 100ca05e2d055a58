"""Filling in the desk's forms as a browser does."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from ogp_portal.accounts.models import User


def signed_in(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


class _Form(HTMLParser):
    """The successful controls of the form that holds a control of the given name."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        if not self.forms or (tag != "option" and "name" not in given):
            return
        fields, kind = self.forms[-1], given.get("type", "text")
        if tag == "input" and kind in {"checkbox", "radio"} and "checked" not in given:
            return
        if tag == "input" and kind != "file":
            fields.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area = given["name"]
            fields.setdefault(self.area, []).append("")
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select and "selected" in given:
            fields.setdefault(self.select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            # A browser leaves out the line break after the tag.
            self.forms[-1][self.area][-1] += data.removeprefix("\r\n").removeprefix("\n")


def form_in(page: bytes, having: str = "base") -> dict[str, list[str]]:
    """The fields of the form that has a field of this name, as a browser would send them back."""
    parser = _Form()
    parser.feed(page.decode())
    return next(form for form in parser.forms if having in form)


def filled(page: bytes, /, having: str = "base", **changes: Any) -> dict[str, Any]:
    """The same with some fields filled in anew."""
    return {**form_in(page, having), **changes}
