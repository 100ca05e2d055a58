"""The whole of `script/server` and of the containers' processes, each started and stopped for real."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogp_portal.services.embedded import EmbeddedServices
from ogp_portal.services.environment import running_services
from ogp_portal.services.places import CHECKOUT, Places
from ogp_portal.services.processes import descendants
from ogp_portal.services.server import page_status

from .conftest import value, wait_until
from .test_server import free_port
from .test_supervisor import alive

pytestmark = pytest.mark.slow
PATIENCE = 180.0


def clean_environment(**more: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "PORTAL_DEMO": "0", **more}


@contextlib.contextmanager
def running_server(var: Path, port: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server once it has said that it is ready; stopped at the end if the test has not done so."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "ogp_portal.services.server"],
            cwd=CHECKOUT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=clean_environment(PORTAL_VAR=str(var), PORT=port),
        )
    try:
        wait_until(lambda: "is ready" in log.read_text() or server.poll() is not None, PATIENCE)
        assert server.poll() is None, log.read_text()
        yield server
    finally:
        server.terminate()
        server.wait(60)


def children(server: subprocess.Popen[bytes]) -> int:
    return len(Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split())


def count_of_tables(var: Path) -> object:
    url = running_services(Places(var))["urls"]["DATABASE_URL"]
    return value(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")


def test_server_starts_stops_and_starts_again_after_a_kill(var: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "out"
    with running_server(var, port, log) as server:
        wait_until(lambda: children(server) == 5, 60)
        tables = count_of_tables(var)
        below = descendants(server.pid)
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(60) == 0
        assert alive(below) == set()

    with running_server(var, port, log) as server:
        assert page_status(int(port), "/en/") == 200
        for pid in [server.pid, *descendants(server.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        server.wait()

    with running_server(var, port, log) as server:
        assert count_of_tables(var) == tables
        below = descendants(server.pid)
    assert server.returncode == 0
    assert alive(below) == set()


@pytest.fixture
def container(throwaway: EmbeddedServices, tmp_path: Path) -> dict[str, str]:
    environment = clean_environment(
        **throwaway.urls, PORTAL_SECRET_KEY="secret", PORTAL_VAR=str(tmp_path), PORT=free_port()
    )
    fonts = CHECKOUT / "var" / "fonts"
    (tmp_path / "fonts").symlink_to(fonts)
    assert entrypoint(environment, "manage", "collectstatic", "--no-input").wait(PATIENCE) == 0
    return environment


def entrypoint(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(CHECKOUT / "deploy" / "entrypoint"), *arguments], env=environment, start_new_session=True
    )


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_container_becomes_healthy_and_stops_on_sigterm(container: dict[str, str], part: str) -> None:
    process = entrypoint(container, part)
    below: set[int] = set()
    try:

        def healthy() -> bool:
            assert process.poll() is None
            return entrypoint(container, "health", part).wait(60) == 0

        wait_until(healthy, PATIENCE)
        below = descendants(process.pid)
        process.terminate()
        assert process.wait(60) == 0
        wait_until(lambda: not alive(below))
    finally:
        process.kill()
        process.wait()
        for pid in alive(below):
            os.kill(pid, signal.SIGKILL)
