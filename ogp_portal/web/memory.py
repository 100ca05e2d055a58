"""How a web process keeps its memory: pages are made of thousands of small things and a few big texts."""

import contextlib
import ctypes
import gc

# glibc's names for what mallopt() sets.
TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
MEGABYTE = 1024 * 1024


def settle() -> None:
    """Call once all is loaded, before the first page."""
    # What is loaded by now stays, so the collector need not look through it; and the usual threshold of 700
    # new things is far too eager for a page, which has thousands and leaves hardly any behind in circles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    # Threads would give the memory of a page's text back to the system after every page and ask for it again:
    # 240 page faults each time. Other C libraries have no such function, and no such habit.
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(TOP_PAD, 4 * MEGABYTE)
        mallopt(TRIM_THRESHOLD, 64 * MEGABYTE)
        mallopt(MMAP_THRESHOLD, 32 * MEGABYTE)
