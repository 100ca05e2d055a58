"""Several warm children at work side by side, for whoever makes reports without Celery."""

import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitoring.reports.document import build_document
from monitoring.reports.reasons import ReportFailure
from monitoring.reports.rendering import Limits, Rendered, RenderingChild
from monitoring.reports.snapshot import Snapshot

LONGEST_FIRST = ("hy", "ka", "be", "uk", "az", "ro", "en")
"""Scripts that fill more pages begin, so that no child is left with a long report at the end."""
ATTEMPTS = 3
MOST_CHILDREN = 4


@dataclass(frozen=True)
class Outcome:
    """What became of one language: a PDF, or why not."""

    language: str
    rendered: Rendered | None
    failure: ReportFailure | None


def default_children() -> int:
    """One child for each processor, at most four, for each may take 400 MB."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, MOST_CHILDREN)


def render_all(
    snapshot: Snapshot,
    languages: Sequence[str],
    target: Callable[[str], Path],
    *,
    children: int | None = None,
    limits: Limits | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Iterator[Outcome]:
    """The report in each language, as they become ready; a failure of one is its own.

    `target` gives the path for a language; `progress` is told pages laid out, from other threads.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for language in sorted(languages, key=LONGEST_FIRST.index):
        waiting.put(language)
    ready: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()

    last_one = threading.Event()

    def work() -> None:
        child = RenderingChild(limits)
        try:
            while True:
                if waiting.qsize() <= 2:
                    last_one.set()
                try:
                    language = waiting.get_nowait()
                except queue.Empty:
                    return
                ready.put(_render_one(child, snapshot, language, target(language), progress))
        except BaseException as error:
            ready.put(error)
        finally:
            child.close()

    def help_at_the_end() -> None:
        """Begin the last report beside the others, or all processors but one would wait for it."""
        last_one.wait()
        work()

    count = min(children or default_children(), len(languages))
    workers = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    if len(languages) > count > 1:
        workers.append(threading.Thread(target=help_at_the_end, daemon=True))
    for worker in workers:
        worker.start()
    for _ in languages:
        outcome = ready.get()
        if isinstance(outcome, BaseException):
            raise outcome
        yield outcome
    for worker in workers:
        worker.join()


def _render_one(
    child: RenderingChild,
    snapshot: Snapshot,
    language: str,
    target: Path,
    progress: Callable[[str, int], None] | None,
) -> Outcome:
    def tell(pages: int) -> None:
        if progress is not None:
            progress(language, pages)

    failure: ReportFailure | None = None
    for _ in range(ATTEMPTS):
        try:
            document = build_document(snapshot, language)
            return Outcome(language, child.render(document, target, tell), None)
        except ReportFailure as error:
            failure = error
            if not error.may_retry:
                break
    return Outcome(language, None, failure)
