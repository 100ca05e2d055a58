"""The parent's side of rendering: keeps a warm child, gives it jobs, ends it when it takes too much."""

import atexit
import hashlib
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings

from monitoring.reports import child as child_module
from monitoring.reports.child import read_message, write_message
from monitoring.reports.document import Document
from monitoring.reports.fonts import font_configuration
from monitoring.reports.reasons import ChildLost, LayoutFailed, MemoryExceeded, TimeExceeded

MEMORY_LIMIT_MB = 400
"""No child may have more resident memory than this."""
DATA_LIMIT_MB = 340
"""What the kernel grants a child for data; libraries and fonts take up to 60 MB more."""
TIME_LIMIT_SECONDS = 300
START_LIMIT_SECONDS = 60
REPORTS_PER_CHILD = 10
REPLACED_FROM_MB = 250
"""A child that holds more than this after a report is replaced before the next."""
LOOK_EVERY_SECONDS = 0.2

Progress = Callable[[int], None]
"""Told how many pages are laid out, every few pages."""


@dataclass(frozen=True)
class Limits:
    """What a child may take."""

    memory_mb: int = MEMORY_LIMIT_MB
    data_mb: int = DATA_LIMIT_MB
    seconds: float = TIME_LIMIT_SECONDS


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    path: Path
    pages: int
    size: int
    sha256: str
    seconds: float
    peak_mb: int


class RenderingChild:
    """One child process and the pipe to it; started when first needed, not for use by two threads at once."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.process: subprocess.Popen[bytes] | None = None
        self.reports = 0

    def render(self, document: Document, target: Path, progress: Progress | None = None) -> Rendered:
        """Make the PDF at `target`; raises a ReportFailure and leaves no file when it cannot be made."""
        begun = time.monotonic()
        process = self._started()
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            result = self._ask(process, {**asdict(document), "target": str(half)}, progress)
            if "problems" in result:
                raise LayoutFailed(problem=" ".join(result["problems"]))
            if "memory" in result:
                raise MemoryExceeded(limit=self.limits.memory_mb)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
        self.reports += 1
        if self.reports >= REPORTS_PER_CHILD or resident_mb(process.pid) > REPLACED_FROM_MB:
            self.close()
        content = target.read_bytes()
        return Rendered(
            path=target,
            pages=result["done"],
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            seconds=time.monotonic() - begun,
            peak_mb=result["peak_kb"] // 1024,
        )

    def warm_up(self) -> None:
        """Start the child now, so that the first report need not wait for it."""
        self._started()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    _close_quietly(pipe)
        self.process = None
        self.reports = 0

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self.close()
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the child)
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(child_module.__file__), str(self.limits.data_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.complaints,
            env=child_environment(),
        )
        self._wait(self.process, time.monotonic() + START_LIMIT_SECONDS, None)
        return self.process

    def _ask(
        self, process: subprocess.Popen[bytes], job: dict[str, Any], progress: Progress | None
    ) -> dict[str, Any]:
        assert process.stdin is not None  # noqa: S101 (opened as a pipe above)
        try:
            write_message(cast(BinaryIO, process.stdin), job)
        except BrokenPipeError:
            raise self._lost(process) from None
        return self._wait(process, time.monotonic() + self.limits.seconds, progress)

    def _wait(
        self, process: subprocess.Popen[bytes], deadline: float, progress: Progress | None
    ) -> dict[str, Any]:
        """The child's next result; messages of progress are passed on."""
        assert process.stdout is not None  # noqa: S101 (opened as a pipe above)
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            while True:
                if not waiting.select(LOOK_EVERY_SECONDS):
                    self._check(process, deadline)
                    continue
                message = read_message(cast(BinaryIO, process.stdout))
                if message is None:
                    raise self._lost(process)
                if "pages" not in message:
                    return message
                if progress is not None:
                    progress(message["pages"])
                self._check(process, deadline)

    def _check(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        if time.monotonic() > deadline:
            self.close()
            raise TimeExceeded(seconds=round(self.limits.seconds))
        if resident_mb(process.pid) > self.limits.memory_mb:
            self.close()
            raise MemoryExceeded(limit=self.limits.memory_mb)

    def _lost(self, process: subprocess.Popen[bytes]) -> ChildLost | MemoryExceeded:
        """Why the child is gone. Pango and GLib end the process when memory is refused, and say so."""
        process.wait()
        self.complaints.seek(0)
        said = self.complaints.read()[-2000:]
        self.close()
        if b"failed to allocate" in said or b"MemoryError" in said:
            return MemoryExceeded(limit=self.limits.memory_mb)
        return ChildLost()


def child_environment() -> dict[str, str]:
    """The child's environment: fonts, locale, and none of the portal's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "MALLOC_ARENA_MAX": "1",
        "FONTCONFIG_FILE": str(font_configuration(Path(settings.VAR_DIR) / "report-fonts")),
    }


def resident_mb(pid: int) -> int:
    """The resident memory of a process in megabytes; 0 where it cannot be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)


def _close_quietly(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


_own: dict[int, RenderingChild] = {}


def own_child() -> RenderingChild:
    """The warm child of this process: one for each worker slot, kept from report to report."""
    pid = os.getpid()
    if pid not in _own:
        _own.clear()  # inherited from the process that forked this one
        _own[pid] = RenderingChild()
        atexit.register(_own[pid].close)
    return _own[pid]
