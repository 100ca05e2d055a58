"""A long-running process of the supervisor: how it starts, how it ends, when it may try again."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .accounts import Account
from .processes import end_group, size_of, spawn, stop, telling_line

LONGEST_WAIT = 30.0
SETTLED_AFTER = 60.0
"""Seconds after which a child counts as well again, and its next death as its first."""


@dataclass
class Child:
    """`stop_signals` are (signal, seconds to wait) in turn; `dying_signal` is for when we are killed."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    stop_signals: Sequence[tuple[signal.Signals, float]]
    account: Account | None = None
    folder: Path | None = None
    dying_signal: signal.Signals = signal.SIGTERM
    before_start: Callable[[], None] | None = None
    ready: Callable[[], bool] | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    deaths: int = field(default=0, init=False)
    _started_at: float = field(default=0.0, init=False)
    _log_began_at: int = field(default=0, init=False)
    _try_again_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        if self.before_start:
            self.before_start()
        self._log_began_at = size_of(self.log)
        self.process = spawn(
            self.command,
            environment=self.environment,
            log=self.log,
            account=self.account,
            folder=self.folder,
            dying_signal=self.dying_signal,
        )
        self._started_at = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def is_ready(self) -> bool:
        return self.is_running() and (self.ready is None or self.ready())

    def telling_line(self) -> str:
        """What its log says, since the last start, about why it ended."""
        return telling_line(self.log, self._log_began_at)

    def note_death(self) -> float:
        """Clear up after a process that ended by itself; gives the seconds until it is started again."""
        assert self.process is not None  # noqa: S101 - only a started child can die
        end_group(self.process)
        if time.monotonic() - self._started_at > SETTLED_AFTER:
            self.deaths = 0
        wait = min(2.0**self.deaths, LONGEST_WAIT)
        self.deaths += 1
        self.process = None
        self._try_again_at = time.monotonic() + wait
        return wait

    def may_try_again(self) -> bool:
        return self.process is None and time.monotonic() >= self._try_again_at

    def stop(self, *, hurry: bool = False) -> None:
        if self.process is None:
            return
        signals = [
            (number, min(patience, 1.0) if hurry else patience) for number, patience in self.stop_signals
        ]
        stop(self.process, signals)
        self.process = None
