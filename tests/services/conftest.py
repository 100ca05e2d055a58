"""Services of the tests' own; nothing here needs Django."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from ogp_portal.services.embedded import EmbeddedServices, embedded_services
from ogp_portal.services.environment import running_services
from ogp_portal.services.places import CHECKOUT, Places
from ogp_portal.services.postgres_server import FAR_AWAY

WAIT = 20.0
_KEEP_RUNNING = """
import sys, time
from pathlib import Path
from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.environment import running_services
from ogp_portal.services.places import Places
services = EmbeddedServices(Places(Path(sys.argv[1])))
services.take_lock()
services.start()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def var() -> Iterator[Path]:
    """A `var/` so deep that a socket in it would have too long a path; open to PostgreSQL's user."""
    with tempfile.TemporaryDirectory(prefix="portal-test-", dir="/tmp") as folder:
        deep = Path(folder) / ("a-long-name-" * 8) / ("another-" * 8) / "var"
        deep.mkdir(parents=True)
        for path in (Path(folder), *deep.relative_to(folder).parents):
            (Path(folder) / path).chmod(0o711)
        yield deep


@pytest.fixture
def closed_var(tmp_path: Path) -> Iterator[Path]:
    """A `var/` below a folder with mode 0700, as a clone in root's home is."""
    folder = tmp_path / "closed" / "var"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o700)
    yield folder
    shutil.rmtree(FAR_AWAY / Places(folder).key, ignore_errors=True)


@pytest.fixture(scope="session")
def throwaway() -> Iterator[EmbeddedServices]:
    """One running pair of services, with the superuser's door open, for tests that only talk to them."""
    with tempfile.TemporaryDirectory(prefix="portal-test-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded_services(EmbeddedServices(Places(Path(folder) / "var"), throwaway=True)) as services:
            yield services


@contextlib.contextmanager
def connected(url: str) -> Iterator[psycopg2.extensions.cursor]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def value(url: str, query: str) -> object:
    with connected(url) as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return row[0] if row else None


@contextlib.contextmanager
def supervisor_elsewhere(var: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that started services and holds them, to be killed by the test."""
    process = subprocess.Popen(
        [sys.executable, "-c", _KEEP_RUNNING, str(var)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        sockets = running_services(Places(var))["sockets"]
        yield process
    finally:
        process.kill()
        process.communicate()
    shutil.rmtree(sockets, ignore_errors=True)


def wait_until(condition: Callable[[], bool], seconds: float = WAIT) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
