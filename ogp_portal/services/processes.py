"""Starting, finding and ending processes on Linux, so that none of ours is ever left behind."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from .accounts import Account

MARK = "PORTAL_SUPERVISED_BY"
"""Environment variable by which the next supervisor knows what a killed one left running."""
_EXCEPTION = re.compile(r"[\w.]*(Error|Exception|Configured)\w*: .")
LOG_LIMIT = 5_000_000
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def open_log(path: Path) -> IO[bytes]:
    """Open a log to append to; one that has grown past 5 MB is put aside first, as `….1`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")


def size_of(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def telling_line(log: Path, since: int = 0) -> str:
    """The line that says why, of those written after the first `since` bytes.

    The exception's of a traceback, else the last one with words in it, as in the logs of servers.
    """
    lines = [line.strip() for line in _read_bytes(str(log))[since:].decode(errors="replace").splitlines()]
    written = [line for line in reversed(lines) if line]
    return next(
        (line for line in written if _EXCEPTION.match(line)), written[0] if written else "no reason given"
    )


def spawn(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    log: Path | None = None,
    account: Account | None = None,
    folder: Path | None = None,
    dying_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, which ends with `dying_signal` when this one is killed.

    In its own session the terminal's Ctrl-C and hang-up do not reach it: the supervisor decides the order.
    """
    output = open_log(log) if log else None
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            preexec_fn=dies_with_parent(dying_signal),
            **(account.as_popen_arguments() if account else {}),
        )
    finally:
        if output:
            output.close()


def dies_with_parent(dying_signal: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` with which the kernel sends the child this signal when its parent is gone."""
    parent = os.getpid()

    def in_child() -> None:
        # Runs after the change of user, which would have cleared it.
        _libc.prctl(_PR_SET_PDEATHSIG, dying_signal.value, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    return in_child


def adopt_orphans() -> None:
    """Make grandchildren whose parent was killed ours, so that `descendants` still finds them."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def stop(process: subprocess.Popen[bytes], signals: Iterable[tuple[signal.Signals, float]]) -> None:
    """Ask a process to end, less politely at each step (signal, seconds); then take its whole group."""
    for number, patience in signals:
        if process.poll() is not None:
            break
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the group that the process led, and the process itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def reap_adopted(ours: Iterable[subprocess.Popen[bytes]]) -> None:
    """Take leave of adopted grandchildren that ended; children of our own keep their exit codes."""
    known = {process.pid for process in ours}
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in known:
            return
        os.waitpid(ended.si_pid, os.WNOHANG)


def descendants(ancestor: int) -> set[int]:
    """Every process below this one."""
    parents = {pid: parent for pid in _all_processes() if (parent := _parent_of(pid)) is not None}
    found = {ancestor}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found - {ancestor}
        found |= more


def working_in(folder: Path) -> set[int]:
    """The processes whose working folder this is: PostgreSQL and Redis each sit in that of their data."""
    wanted = os.path.realpath(folder)
    return {pid for pid in _all_processes() if _read_link(f"/proc/{pid}/cwd") == wanted}


def marked_with(mark: str) -> set[int]:
    """The processes started, directly or not, by the supervisor with this mark; never this one."""
    wanted = f"{MARK}={mark}".encode()
    return {
        pid
        for pid in _all_processes()
        if pid != os.getpid() and wanted in _read_bytes(f"/proc/{pid}/environ").split(b"\0")
    }


def end_all(find: Callable[[], set[int]], *, first: signal.Signals, patience: float) -> None:
    """End every process that `find` finds: first by a signal, after `patience` seconds by SIGKILL."""
    deadline = time.monotonic() + patience
    number = first
    told: set[int] = set()
    while found := {pid for pid in find() if not _is_zombie(pid)}:
        for pid in found - told:
            _send(pid, number)
            # One that is stopped would not hear it.
            _send(pid, signal.SIGCONT)
        told |= found
        if time.monotonic() > deadline and number is not signal.SIGKILL:
            number, told = signal.SIGKILL, set()
        if time.monotonic() > deadline + 10:
            return
        time.sleep(0.05)


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _all_processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _status(pid: int) -> list[str]:
    # The name stands in parentheses and may hold anything: the fields follow the last one.
    return _read_bytes(f"/proc/{pid}/stat").decode(errors="replace").rpartition(")")[2].split()


def _parent_of(pid: int) -> int | None:
    fields = _status(pid)
    return int(fields[1]) if len(fields) > 1 else None


def _is_zombie(pid: int) -> bool:
    fields = _status(pid)
    return not fields or fields[0] == "Z"


def _read_bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _read_link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""
