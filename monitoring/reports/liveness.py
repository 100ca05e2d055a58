"""Which files are being made right now and how far they are, told through Redis.

The worker renews a key while it renders; a key that has run out is a worker that is gone. So nobody
waits for a time-out, and no row of the database is written for every page.
"""

import time
from collections.abc import Callable

from monitoring.models import ReportFile
from ogp_portal.tenancy.stamps import client

LIVES_SECONDS = 6
RENEWED_EVERY_SECONDS = 1.0


def _key(file: ReportFile) -> str:
    return f"portal:report:{file.country_id}:{file.pk}"


def renewer(file: ReportFile) -> Callable[[int], None]:
    """A function to be called with the pages laid out so far, as often as one likes."""
    renewed_at = 0.0

    def renew(pages: int) -> None:
        nonlocal renewed_at
        if time.monotonic() - renewed_at >= RENEWED_EVERY_SECONDS:
            renewed_at = time.monotonic()
            client().set(_key(file), pages, ex=LIVES_SECONDS)

    return renew


def pages_so_far(file: ReportFile) -> int | None:
    """Pages of the file that are laid out; None when nobody is making it."""
    pages = client().get(_key(file))
    return None if pages is None else int(pages)


def _left_ms(file: ReportFile) -> int:
    return int(client().pttl(_key(file)))


def is_being_made(file: ReportFile) -> bool:
    """Whether a living worker is on the file; waits out the key of one that may just have died."""
    before = _left_ms(file)
    deadline = time.monotonic() + LIVES_SECONDS + 1
    while before > 0 and time.monotonic() < deadline:
        time.sleep(0.25)
        now = _left_ms(file)
        if now > before:
            return True
        before = now
    return before > 0


def forget(file: ReportFile) -> None:
    """Say that nobody is making the file any more."""
    client().delete(_key(file))
