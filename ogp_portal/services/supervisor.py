"""Runs several children until it is told to stop, and starts again those that die."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .child import Child
from .embedded import say
from .places import CHECKOUT
from .problems import ServiceError
from .processes import adopt_orphans, descendants, end_all, reap_adopted, size_of, spawn, stop, telling_line

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TICK = 0.1


class Stopped(Exception):
    """Somebody asked us to stop, and what was under way is broken off."""


@dataclass
class Supervisor:
    """`children` are watched; they are stopped in the order of the list."""

    children: list[Child] = field(default_factory=list)
    requests_to_stop: int = field(default=0, init=False)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """From here on the signals to stop are noted, not died of."""
        adopt_orphans()
        for number in STOP_SIGNALS:
            # `nohup` had the hang-up ignored: then it stays so. A script's `&` has Ctrl-C ignored as well,
            # but whoever sends that signal to this process means it.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._note)
        try:
            yield
        finally:
            for number in STOP_SIGNALS:
                if signal.getsignal(number) == self._note:
                    signal.signal(number, signal.SIG_IGN)

    def start(self, child: Child) -> None:
        self.go_on_or_stop()
        self.children.append(child)
        child.start()

    def run(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path | None
    ) -> None:
        """Run one command to its end; ServiceError when it fails, with the reason it gave last."""
        began_at = size_of(log) if log else 0
        process = spawn(command, environment=environment, log=log, folder=CHECKOUT)
        try:
            while process.poll() is None:
                self.go_on_or_stop()
                time.sleep(0.02)
        finally:
            stop(process, ((signal.SIGTERM, 5),))
        if process.returncode:
            why = (
                f": {telling_line(log, began_at)} (more in {log})"
                if log
                else f" with exit code {process.returncode}."
            )
            raise ServiceError(f"The step {name} failed{why}")

    def watch(self) -> None:
        """Until asked to stop: start again what died, later each time it dies soon after its start."""
        while not self.requests_to_stop:
            self.look_after_children()
            time.sleep(TICK)

    def look_after_children(self) -> None:
        reap_adopted(child.process for child in self.children if child.process)
        for child in self.children:
            if child.process is not None and not child.is_running():
                code = child.process.returncode
                wait = child.note_death()
                say(
                    f"{child.name} ended by itself ({_how(code)}) and is started again in {wait:.0f} s;"
                    f" its log: {child.log}"
                )
            elif child.may_try_again():
                child.start()

    def stop_children(self) -> None:
        """Stop all in order; a second request to stop makes it short."""
        for child in self.children:
            child.stop(hurry=self.requests_to_stop > 1)

    def go_on_or_stop(self) -> None:
        if self.requests_to_stop:
            raise Stopped

    def _note(self, *_: object) -> None:
        self.requests_to_stop += 1


def end_descendants() -> None:
    """The last resort, when all children were stopped: nothing that they started may remain."""
    end_all(lambda: descendants(os.getpid()), first=signal.SIGTERM, patience=2)
    reap_adopted([])


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
