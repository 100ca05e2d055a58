"""The whole portal, running: a database of its own with the demonstration, the web server and a worker.

Its database and its part of Redis follow from those of the test run, so that two runs never meet.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import psycopg2
import redis
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
REDIS_DATABASES = 16
STARTED_WITHIN = 60.0


@dataclass(frozen=True)
class Live:
    """A running portal: where it answers, and the environment of its processes."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run one of the portal's commands; gives what it prints, raises when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout


@contextmanager
def live_portal(folder: Path) -> Iterator[Live]:
    """Start all of it in `folder`, and end it."""
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": _fresh_database(),
        "REDIS_URL": _redis_url(),
        "PORT": str(port),
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "PORTAL_DEMO": "1",
        "PORTAL_VAR": str(folder),
    }
    live = Live(f"http://127.0.0.1:{port}", environment)
    fonts = folder / "fonts" / "portal" / "fonts"
    subprocess.run([sys.executable, "-m", "ogp_portal.web.fonts", "--out", str(fonts)], cwd=ROOT, check=True)
    live.manage("migrate", "-v0")
    live.manage("load_demo")
    live.manage("collectstatic", "--noinput", "-v0")
    bins = Path(sys.executable).parent
    web = [f"{bins}/granian", "--interface", "wsgi", "--port", str(port), "ogp_portal.wsgi:application"]
    worker = [f"{bins}/celery", "-A", "ogp_portal.celery", "worker", "-c", "2", "--loglevel", "WARNING"]
    log = (folder / "live.log").open("wb")
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        for command in (web, worker)
    ]
    try:
        _wait_for(f"{live.url}/readyz", folder / "live.log")
        yield live
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        log.close()


def chromium() -> str | None:
    """Debian's Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _fresh_database() -> str:
    """The address of a new database beside the tests' own."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"{parts.path.strip('/')}_live_test"
    connection = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlunsplit(parts._replace(path=f"/{name}"))


def _redis_url() -> str:
    """The same Redis, another of its databases."""
    parts = urlsplit(settings.REDIS_URL)
    is_socket = parts.scheme == "unix"
    own = dict(parse_qsl(parts.query)).get("db") if is_socket else parts.path.strip("/")
    other = (int(own or 0) + REDIS_DATABASES // 2) % REDIS_DATABASES
    url = f"unix://{parts.path}?db={other}" if is_socket else urlunsplit(parts._replace(path=f"/{other}"))
    _forget_visitors(url)
    return url


def _forget_visitors(url: str) -> None:
    """What the run before has sent within the hour does not count in this one."""
    client = redis.Redis.from_url(url)
    for key in client.scan_iter("portal:visitors:*"):
        client.delete(key)
    client.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the portal did not start: {log.read_text(errors='replace')[-2000:]}")
