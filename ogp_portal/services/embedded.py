"""PostgreSQL and Redis of one `var/`, together: started in order, stopped in the opposite one."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .accounts import database_account
from .child import Child
from .environment import running_services
from .places import Places, write_private
from .postgres_server import PostgresServer, wait_until_ready
from .problems import ServiceError
from .processes import MARK, end_all, marked_with, reap_adopted
from .redis_server import RedisServer

READY_WITHIN = 120.0
"""Seconds for PostgreSQL and Redis each: after a power cut both first read what they had written."""


@dataclass
class EmbeddedServices:
    """`with_postgres`, `with_redis`: false where the environment names one of its own."""

    places: Places
    with_postgres: bool = True
    with_redis: bool = True
    throwaway: bool = False
    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    urls: dict[str, str] = field(default_factory=dict, init=False)
    superuser_url: str = field(default="", init=False)
    children: list[Child] = field(default_factory=list, init=False)
    _lock: IO[str] | None = field(default=None, init=False)
    _sockets: Path | None = field(default=None, init=False)

    def take_lock(self) -> None:
        """Become the only supervisor of this `var/`, and end what a killed one left running."""
        try:
            self.places.var.mkdir(parents=True, exist_ok=True)
            self._lock = self.places.lock.open("a+")
        except OSError as error:
            raise ServiceError(
                f"The folder {self.places.var} cannot be written ({error.strerror}): start as the user who"
                " started here before, or set PORTAL_VAR to a folder of yours."
            ) from error
        if not self._try_lock():
            found = running_services(self.places)
            address = f" at {found['address']}" if found.get("address") else ""
            self._lock.close()
            self._lock = None
            raise ServiceError(
                f"The portal already runs from this folder{address} (process {found.get('pid', 'unknown')}):"
                " stop it first."
            )
        self._clear_up_after_a_killed_one()

    def start(self) -> None:
        """Start what is wanted; when this returns both answer. Needs the lock."""
        self._sockets = self._make_socket_folder()
        if self.with_postgres:
            self._start_postgres(self._sockets)
        if self.with_redis:
            self._start_redis(self._sockets)
        self.write_down()

    def write_down(self, **more: str) -> None:
        """Tell other processes of this checkout where the services are; see `environment`."""
        known = {
            "pid": os.getpid(),
            "mark": self.mark,
            "sockets": str(self._sockets or ""),
            "urls": self.urls,
            **more,
        }
        write_private(self.places.running, json.dumps(known, indent=2))

    def stop(self, *, hurry: bool = False) -> None:
        """Redis first, PostgreSQL last; safe to call at any stage and more than once."""
        if self._lock is None:
            return  # Not the supervisor here: what runs is somebody else's.
        for child in reversed(self.children):
            child.stop(hurry=hurry)
        reap_adopted([])
        self.places.running.unlink(missing_ok=True)
        if self._sockets:
            shutil.rmtree(self._sockets, ignore_errors=True)
        self._lock.close()
        self._lock = None

    def _try_lock(self) -> bool:
        assert self._lock is not None  # noqa: S101 - opened by the only caller
        # A process that merely asks whether we run holds the lock for a moment: hence not only once.
        for _ in range(20):
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
            else:
                return True
        return False

    def _clear_up_after_a_killed_one(self) -> None:
        try:
            left = json.loads(self.places.running.read_text())
        except (OSError, ValueError):
            return
        if mark := left.get("mark"):
            end_all(lambda: marked_with(mark), first=signal.SIGTERM, patience=5)
        if sockets := left.get("sockets"):
            shutil.rmtree(sockets, ignore_errors=True)
        self.places.running.unlink(missing_ok=True)

    def _make_socket_folder(self) -> Path:
        # Not under var/: a socket's path has at most 107 characters, and not every file system of a
        # checkout holds sockets. Not $TMPDIR, which can be long as well.
        folder = Path(tempfile.mkdtemp(prefix="ogp-portal-", dir="/tmp"))
        if self.with_postgres:
            database_account().take_over(folder)
        return folder

    def _start_postgres(self, sockets: Path) -> None:
        server = PostgresServer(self.places, sockets, self._password(), throwaway=self.throwaway)
        server.prepare()
        child = server.child()
        self.children.append(child)
        child.start()
        wait_until_ready(child, READY_WITHIN)
        server.make_roles()
        self.urls["DATABASE_URL"] = server.url()
        self.superuser_url = server.url("postgres", "postgres") if self.throwaway else ""

    def _start_redis(self, sockets: Path) -> None:
        server = RedisServer(self.places, sockets, throwaway=self.throwaway)
        server.prepare()
        child = server.child()
        self.children.append(child)
        child.start()
        try:
            wait_until_ready(child, READY_WITHIN)
        except ServiceError:
            if child.is_running() or not any(server.places.redis.iterdir()):
                raise
            aside = server.put_aside()
            say(f"Redis could not read its files and starts with an empty queue; they are kept in {aside}.")
            child.start()
            wait_until_ready(child, READY_WITHIN)
        self.urls["REDIS_URL"] = server.url

    def _password(self) -> str:
        file = self.places.database_password
        if not file.exists():
            write_private(file, secrets.token_urlsafe(24))
        return file.read_text().strip()


@contextlib.contextmanager
def embedded_services(services: EmbeddedServices) -> Iterator[EmbeddedServices]:
    """Run the services for the length of a block."""
    services.take_lock()
    try:
        services.start()
        yield services
    finally:
        services.stop()


def child_environment(services: EmbeddedServices) -> dict[str, str]:
    """The environment for the processes that use the services: ours, with their addresses."""
    return {
        **os.environ,
        **services.urls,
        "PORTAL_VAR": str(services.places.var),
        MARK: services.mark,
        "PYTHONUNBUFFERED": "1",
    }


def say(sentence: str) -> None:
    """Tell the person at the terminal, if there still is one."""
    with contextlib.suppress(OSError):
        print(sentence, flush=True)
