"""The portal's web server as `script/server` runs it, to be measured from outside."""

import contextlib
import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ogp_portal.bench.place import Place
from ogp_portal.services import commands
from ogp_portal.services.places import CHECKOUT
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.processes import descendants, spawn, stop, telling_line
from ogp_portal.services.server import HOST

READY_WITHIN = 60.0


@dataclass(frozen=True)
class Answer:
    """One answer with its headers in small letters; `size` is what went over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int


@dataclass(frozen=True)
class Server:
    """A running web server."""

    port: int
    pid: int

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once, on a connection of its own."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": HOST, **named})
            response = connection.getresponse()
            body = response.read()
            head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, body, head + len("HTTP/1.1 200 OK\r\n\r\n") + len(body))
        finally:
            connection.close()

    def is_up(self) -> bool:
        try:
            return self.get("/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def peak_memory_mb(self) -> int:
        """The most that any of its processes has held so far."""
        return max(_peak_mb(pid) for pid in {self.pid, *descendants(self.pid)})


@contextlib.contextmanager
def serving(place: Place) -> Iterator[Server]:
    """Run it for the length of a block."""
    port = free_port()
    log = place.places.logs / "web.log"
    process = spawn(
        commands.web(HOST, port),
        environment={**place.environment, "PORT": str(port)},
        log=log,
        folder=CHECKOUT,
    )
    server = Server(port, process.pid)
    try:
        deadline = time.monotonic() + READY_WITHIN
        while not server.is_up():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServiceError(f"The web server does not start: {telling_line(log)}")
            time.sleep(0.1)
        yield server
    finally:
        stop(process, ((signal.SIGTERM, 10),))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _peak_mb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    peak = next((line for line in lines if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(peak.split()[1]) // 1024


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))
