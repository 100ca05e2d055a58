"""The addresses of this checkout's running services, for any process that was not started by them.

`manage.py` in a second terminal finds the database that `script/server` runs in the first one.
"""

import fcntl
import json
from typing import Any

from .places import Places


def running_services(places: Places | None = None) -> dict[str, Any]:
    """What the supervisor wrote about itself, or {} when none runs here or it is another user's."""
    places = places or Places.of_checkout()
    try:
        with places.lock.open() as lock:
            if not _is_held(lock.fileno()):
                return {}
        found: dict[str, Any] = json.loads(places.running.read_text())
    except (OSError, ValueError):
        return {}
    return found


def service_urls(places: Places | None = None) -> dict[str, str]:
    """DATABASE_URL and REDIS_URL of the running services; {} when none run."""
    urls: dict[str, str] = running_services(places).get("urls", {})
    return urls


def _is_held(lock: int) -> bool:
    # A shared lock is enough to ask: two processes that ask at once do not take each other for a supervisor.
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False
