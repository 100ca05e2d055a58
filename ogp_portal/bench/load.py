"""The visitors of a bench: asks one server over connections kept open and notes how long each answer takes.

Run as `python -I load.py` with a job as JSON on its input, so that it shares no interpreter with what it
measures; standard library only, some 50 microseconds of processor a request.
"""

import itertools
import json
import os
import random
import resource
import select
import socket
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"
LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass
class Target:
    """An address; `fresh` asks with a query that nobody has sent before, so that no cache can know it."""

    name: str
    path: str
    fresh: bool = False
    numbers: Any = field(default_factory=lambda: itertools.count(random.randrange(10**9)))  # noqa: S311

    def request(self) -> bytes:
        query = f"?fresh={next(self.numbers)}" if self.fresh else ""
        return f"GET {self.path}{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()


class Connection:
    """One visitor: sends a request, reads its answer, sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.begun = 0.0

    def ask(self, target: Target) -> None:
        self.answer = b""
        request = target.request()
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what has come; True once the answer is whole."""
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("The server closed a connection in the middle.")
        self.answer += more
        return is_whole(self.answer)


def is_whole(answer: bytes) -> bool:
    """Whether these bytes are all of an HTTP/1.1 answer."""
    end = answer.find(END_OF_HEAD)
    if end < 0:
        return False
    head = answer[:end].lower()
    if head[9:12] in (b"304", b"204"):
        return True
    at = head.find(LENGTH)
    if at < 0:
        return answer.endswith(LAST_CHUNK)
    length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0])
    return len(answer) >= end + len(END_OF_HEAD) + length


def visit(
    connections: list[Connection], target: Target, seconds: float, watched: list[int], least: int = 1
) -> dict[str, float]:
    """All visitors ask the same for some time; how many answers, how long they took, how many were wrong.

    Each goes on until the time is over and `least` answers came for each of them, on the average.
    `cpu_ms` is the processor time that the watched processes and their descendants took for an answer.
    """
    used_before = processor_seconds(watched)
    times: list[float] = []
    failures = 0
    with select.epoll() as waiting:
        by_number = {connection.socket.fileno(): connection for connection in connections}
        for number, connection in by_number.items():
            waiting.register(number, select.EPOLLIN)
            connection.ask(target)
        began = time.perf_counter()
        open_questions, last, answered = len(connections), began, 0
        while open_questions:
            for number, _ in waiting.poll(60) or _nobody_answers(target):
                connection = by_number[number]
                if not connection.read():
                    continue
                now = time.perf_counter()
                answered += 1
                failures += connection.answer[9:12] != b"200"
                if now - began < seconds or answered < least * len(connections):
                    times.append(now - connection.begun)
                    last = now
                    connection.ask(target)
                else:
                    open_questions -= 1
    used = processor_seconds(watched) - used_before
    return {**summary(times, last - began), "failures": failures, "cpu_ms": 1000 * used / answered}


def summary(times: list[float], elapsed: float) -> dict[str, float]:
    """Requests per second, and milliseconds."""
    if len(times) < 2:
        return {"per_second": 0.0, "median_ms": 0.0, "p95_ms": 0.0}
    return {
        "per_second": len(times) / elapsed,
        "median_ms": 1000 * statistics.median(times),
        "p95_ms": 1000 * statistics.quantiles(times, n=20)[-1],
    }


def processor_seconds(ancestors: list[int]) -> float:
    """What these processes and all below them have used so far, as the kernel's ticks tell it."""
    fields: dict[int, list[str]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                text = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            # The name stands in parentheses and may hold anything: the fields follow the last one.
            fields[int(name)] = text.rpartition(")")[2].split()
    wanted, found = set(ancestors), set(ancestors)
    while found:
        found = {pid for pid, values in fields.items() if int(values[1]) in found} - wanted
        wanted |= found
    ticks = sum(int(fields[pid][11]) + int(fields[pid][12]) for pid in wanted & fields.keys())
    return ticks / os.sysconf("SC_CLK_TCK")


def _nobody_answers(target: Target) -> list[tuple[int, int]]:
    raise TimeoutError(f"No answer for {target.name} within 60 seconds.")


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Rounds of all targets in turn, each round on new connections and in another order.

    The connections of a round are shared by its targets: should the server's processes have got unequal
    numbers of them, all targets suffer alike.
    """
    targets = [Target(**target) for target in job["targets"]]
    rounds: dict[str, list[dict[str, float]]] = {target.name: [] for target in targets}
    used_before, began = time.process_time(), time.perf_counter()
    for at in range(job["rounds"] + 1):
        connections = [Connection(job["port"]) for _ in range(job["connections"])]
        for target in targets[at % len(targets) :] + targets[: at % len(targets)]:
            if at:
                rounds[target.name].append(visit(connections, target, job["seconds"], job["watched"]))
            else:
                # Warms up: PostgreSQL plans a prepared query anew the first five times on a connection.
                visit(connections, target, 0.1, job["watched"], job["warm_up"])
        for connection in connections:
            connection.socket.close()
    busy = (time.process_time() - used_before) / (time.perf_counter() - began)
    return {"rounds": rounds, "busy": busy, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
