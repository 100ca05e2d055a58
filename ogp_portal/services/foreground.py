"""A command run beside services of ours: it keeps the terminal, and we outlive its Ctrl-C to clear up."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .processes import dies_with_parent


def run_in_foreground(
    command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> int:
    """Run to the end and give the exit code, 128 + n when a signal ended it, as a shell does."""
    process: subprocess.Popen[bytes] | None = None

    def forward(number: int, _: object) -> None:
        # The terminal sends Ctrl-C to the whole group, so to the command as well: nothing to pass on.
        if process and number != signal.SIGINT:
            process.send_signal(number)

    before = {
        number: signal.signal(number, forward) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=folder,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 128 - code if code < 0 else code


def leave_in_order() -> None:
    """Make SIGTERM and SIGHUP raise SystemExit, so that what is open is closed on the way out."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
