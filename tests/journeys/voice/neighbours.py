"""Visitors who each write from a network of their own: this machine's 127.0.1.0/24 has one for everybody."""

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.live import Live

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Answer(NamedTuple):
    status: int
    location: str
    text: str


class Neighbour:
    """A browser without a window, at an address that the portal sees as another one."""

    def __init__(self, live: Live, number: int) -> None:
        self.netloc, self.address = urlsplit(live.url).netloc, f"127.0.1.{number}"
        self.cookies: SimpleCookie = SimpleCookie()
        self.hidden: dict[str, str] = {}

    def open(self, path: str) -> Answer:
        """Read a page, and keep what its form hides: the token, and when it was opened."""
        answer = self._ask("GET", path)
        self.hidden = dict(HIDDEN.findall(answer.text))
        return answer

    def send(self, path: str, **fields: str) -> Answer:
        """Send the form that was opened."""
        return self._ask("POST", path, urlencode({**self.hidden, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = HTTPConnection(self.netloc, timeout=30, source_address=(self.address, 0))
        held = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        headers = {"Cookie": held, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, {name: value for name, value in headers.items() if value})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line.strip())
        text = answer.read().decode()
        connection.close()
        return Answer(answer.status, answer.headers.get("Location", ""), text)
