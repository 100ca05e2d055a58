"""Children are started again, stopped in order, and take their own children with them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogp_portal.services.child import Child
from ogp_portal.services.places import CHECKOUT
from ogp_portal.services.problems import ServiceError
from ogp_portal.services.processes import descendants, open_log, telling_line
from ogp_portal.services.supervisor import Supervisor

from .conftest import wait_until

_SUPERVISE = """
import sys, time
from pathlib import Path
from ogp_portal.services.supervisor import Supervisor, end_descendants
from tests.services.test_supervisor import child
folder = Path(sys.argv[1])
supervisor = Supervisor()
with supervisor.listening():
    for name in ("web", "worker", "beat"):
        supervisor.start(child(folder, name, f"trap 'echo {name} >> {folder}/ended; exit' TERM;"
                                             " sleep 300 & setsid sleep 301 & echo up; wait"))
    print("ready", flush=True)
    supervisor.watch()
    supervisor.stop_children()
    end_descendants()
"""


def child(folder: Path, name: str, script: str) -> Child:
    return Child(
        name,
        ["/bin/bash", "-c", script],
        dict(os.environ),
        folder / f"{name}.log",
        stop_signals=((signal.SIGTERM, 5),),
    )


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SUPERVISE, str(tmp_path)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    wait_until(lambda: len(descendants(process.pid)) == 9)
    yield process
    below = descendants(process.pid)
    process.kill()
    process.communicate()
    for pid in alive(below):
        os.kill(pid, signal.SIGKILL)


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists() and not is_zombie(pid)}


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stop_goes_in_order_and_leaves_no_process(
    supervised: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    below = descendants(supervised.pid)

    # As the terminal does: to the whole group, which the children are not in.
    os.killpg(supervised.pid, number)

    assert supervised.wait(20) == 0
    assert (tmp_path / "ended").read_text().split() == ["web", "worker", "beat"]
    assert alive(below) == set()


def test_children_die_with_a_killed_supervisor(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    below = descendants(supervised.pid)
    leaders = {pid for pid in below if _parent(pid) == supervised.pid}

    supervised.kill()

    wait_until(lambda: not alive(leaders))
    for pid in alive(below):
        os.kill(pid, signal.SIGKILL)


def test_dead_child_is_started_again(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    first = descendants(supervised.pid)
    victim = min(pid for pid in first if _parent(pid) == supervised.pid)

    os.kill(victim, signal.SIGKILL)

    wait_until(lambda: (tmp_path / "web.log").read_text() == "up\nup\n")
    assert victim not in alive(first)


def test_wait_grows_with_each_death_in_a_row(tmp_path: Path) -> None:
    dying = child(tmp_path, "dying", "exit 3")
    waits = []
    for _ in range(7):
        dying.start()
        wait_until(lambda: not dying.is_running())
        waits.append(dying.note_death())

    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert not dying.may_try_again()


def test_child_that_does_not_listen_is_killed_with_its_group(tmp_path: Path) -> None:
    deaf = child(tmp_path, "deaf", "trap '' TERM; sleep 300 & echo up; wait; wait")
    deaf.stop_signals = ((signal.SIGTERM, 0.2),)
    deaf.start()
    wait_until(lambda: (tmp_path / "deaf.log").read_text() == "up\n")
    assert deaf.process is not None
    group = {deaf.process.pid, *descendants(deaf.process.pid)}

    deaf.stop()

    wait_until(lambda: not alive(group))


def test_failed_step_tells_its_reason_and_not_an_older_one(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("OldError: long ago\n")
    script = "import sys; print('Traceback'); sys.exit('ValueError: the reason\\n  a hint below it')"

    with pytest.raises(ServiceError, match="The step migrate failed: ValueError: the reason"):
        Supervisor().run("migrate", [sys.executable, "-c", script], os.environ, log)
    with pytest.raises(ServiceError, match="The step quiet failed: no reason given"):
        Supervisor().run("quiet", [sys.executable, "-c", "raise SystemExit(1)"], os.environ, log)


def test_log_that_has_grown_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * 5_000_001)

    open_log(log).close()

    assert log.stat().st_size == 0
    assert (tmp_path / "web.log.1").stat().st_size == 5_000_001
    assert telling_line(log) == "no reason given"


def test_stop_does_not_wait_for_one_that_listens(tmp_path: Path) -> None:
    quick = child(tmp_path, "quick", "sleep 300")
    quick.start()

    began = time.monotonic()
    quick.stop()

    assert time.monotonic() - began < 2


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
