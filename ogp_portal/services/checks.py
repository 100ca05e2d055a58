"""Before anything starts: is what the environment asks for there? Each answer is one sentence."""

import ctypes
import errno
import os
import socket

from .problems import ServiceError

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What WeasyPrint loads, and Debian's package of each."""


def port_from_environment() -> int:
    """PORT as a number, 8000 when unset."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ServiceError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_port_in_use(port: int, host: str = "127.0.0.1") -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise ServiceError(
                    f"Port {port} is reserved for root: choose one above 1023, for example PORT=8000."
                ) from error
            raise ServiceError(
                f"Port {port} is in use by another program: stop it, or choose another port, for example"
                f" PORT={port + 1 if port < 65535 else 8000} script/server."
            ) from error


def refuse_missing_libraries() -> None:
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if missing:
        raise ServiceError(
            f"Reports need libraries that are missing here: sudo apt-get install {' '.join(missing)}"
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
