"""The visitors of a bench, let loose on a small server."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ogp_portal.bench.load import is_whole, processor_seconds
from ogp_portal.bench.pages import visit


class Small(BaseHTTPRequestHandler):
    """Answers 200 with its path, or 500 under /broken; in two pieces under /pieces."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = self.path.encode()
        self.send_response(500 if self.path.startswith("/broken") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:3])
        self.wfile.flush()
        self.wfile.write(body[3:])

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Small.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Small)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def job(port: int, *targets: dict[str, Any]) -> dict[str, Any]:
    return {
        "port": port,
        "targets": list(targets),
        "rounds": 2,
        "seconds": 0.15,
        "connections": 3,
        "warm_up": 2,
        "watched": [],
    }


def test_each_round_measures_each_target(port: int) -> None:
    found = visit(job(port, {"name": "a", "path": "/a"}, {"name": "b", "path": "/b"}))["rounds"]
    assert {name: len(rounds) for name, rounds in found.items()} == {"a": 2, "b": 2}
    for rounds in found.values():
        for measured in rounds:
            assert measured["failures"] == 0
            assert measured["per_second"] > 10
            assert 0 < measured["median_ms"] <= measured["p95_ms"]


def test_wrong_answers_are_counted(port: int) -> None:
    found = visit(job(port, {"name": "a", "path": "/broken"}))["rounds"]["a"]
    assert all(measured["failures"] > 0 for measured in found)


def test_a_fresh_target_never_asks_the_same_twice(port: int) -> None:
    visit(job(port, {"name": "a", "path": "/a", "fresh": True}))
    assert len(Small.asked) > 10
    assert len(set(Small.asked)) == len(Small.asked)


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        visit(job(9, {"name": "a", "path": "/a"}))


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab", False),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabcd", True),
        (b"HTTP/1.1 200 OK\r\nContent-Len", False),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", True),
    ],
)
def test_an_answer_is_whole_when_its_length_says_so(answer: bytes, whole: bool) -> None:
    assert is_whole(answer) is whole


def test_processor_time_counts_ancestors_and_what_they_started() -> None:
    assert processor_seconds([]) == 0
    assert processor_seconds([1]) >= 0
