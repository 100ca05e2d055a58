"""The child: what it refuses, what ends it, and what its end costs."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from monitoring.reports import child as child_module
from monitoring.reports.document import Document, build_document
from monitoring.reports.fonts import font_configuration
from monitoring.reports.pool import render_all
from monitoring.reports.reasons import ChildLost, LayoutFailed, MemoryExceeded, TimeExceeded
from monitoring.reports.rendering import Limits, Rendered, RenderingChild, child_environment, resident_mb
from monitoring.reports.sample import with_text
from monitoring.reports.snapshot import Snapshot


@pytest.fixture(scope="module")
def small(snapshot: Snapshot) -> Document:
    return build_document(snapshot, "en")


def _body(document: Document, body: str) -> Document:
    return replace(document, html=f'<html lang="en"><head><title>t</title></head><body>{body}</body></html>')


def test_same_document_gives_the_same_bytes_and_tells_how_far_it_is(
    small: Document, child: RenderingChild, reports: dict[str, Rendered], tmp_path: Path
) -> None:
    told: list[int] = []

    made = child.render(small, tmp_path / "a.pdf", told.append)

    assert made.sha256 == reports["en"].sha256
    assert told == sorted(set(told))
    assert 0 < max(told) <= made.pages


def test_killed_child_is_lost_and_the_next_try_succeeds(small: Document, tmp_path: Path) -> None:
    child = RenderingChild()
    child.warm_up()
    assert child.process is not None
    pid = child.process.pid
    endless = _body(small, "<p>word </p>" * 20_000)
    threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()

    with pytest.raises(ChildLost):
        child.render(endless, tmp_path / "a.pdf")

    assert list(tmp_path.iterdir()) == []
    assert child.render(small, tmp_path / "a.pdf").path.exists()
    child.close()


def test_time_limit_ends_the_child(small: Document, tmp_path: Path) -> None:
    child = RenderingChild(Limits(seconds=0.5))

    with pytest.raises(TimeExceeded):
        child.render(_body(small, "<p>word </p>" * 20_000), tmp_path / "a.pdf")

    assert child.process is None
    assert list(tmp_path.iterdir()) == []


def test_memory_limit_is_respected(small: Document, tmp_path: Path) -> None:
    child = RenderingChild(Limits(memory_mb=160, data_mb=110))
    child.warm_up()
    assert child.process is not None
    pid, peak = child.process.pid, 0
    watching = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not watching.is_set():
            peak = max(peak, resident_mb(pid))
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with pytest.raises(MemoryExceeded):
        child.render(_body(small, "<p>word </p>" * 60_000), tmp_path / "a.pdf")
    watching.set()
    watcher.join()

    assert 0 < peak <= 160
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<p style="colour: red">a</p>', "colour"),
        ('<p>a <img src="file:///etc/hostname" alt="x"/></p>', "disallowed protocol"),
        ('<p>a <img src="http://127.0.0.1:9/x.png" alt="x"/></p>', "disallowed protocol"),
        ("<p>\u4e2d</p>", "U+4E2D"),
        ('<p><a href="#nowhere">a</a></p>', "nowhere"),
        ("<p>not closed", "mismatched tag"),
    ],
)
def test_any_complaint_fails_the_job(
    small: Document, child: RenderingChild, tmp_path: Path, body: str, named: str
) -> None:
    with pytest.raises(LayoutFailed) as caught:
        child.render(_body(small, body), tmp_path / "a.pdf")

    assert named in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_child_ends_with_its_parent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", str(child_module.__file__), "340"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=child_environment(),
    )
    assert process.stdin is not None

    process.stdin.close()

    assert process.wait(timeout=10) == 0


def test_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "secret")

    assert set(child_environment()) <= {
        "PATH", "HOME", "LD_LIBRARY_PATH", "LC_ALL", "MALLOC_ARENA_MAX", "FONTCONFIG_FILE",
    }  # fmt: skip


def test_what_breaks_a_thread_reaches_whoever_waits(snapshot: Snapshot, tmp_path: Path) -> None:
    def nowhere(language: str) -> Path:
        raise LookupError(language)

    with pytest.raises(LookupError, match="en"):
        list(render_all(snapshot, ["en"], nowhere))


def test_children_may_prepare_their_fonts_at_once(tmp_path: Path) -> None:
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(font_configuration(tmp_path / "fonts")))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 20
    assert all(link.exists() for link in (tmp_path / "fonts" / "files").iterdir())


def test_render_all_makes_each_language_and_fails_each_by_itself(snapshot: Snapshot, tmp_path: Path) -> None:
    broken = with_text(snapshot, "\u4e2d", "ro")

    outcomes = {
        outcome.language: outcome
        for outcome in render_all(
            broken, ["en", "ro"], lambda language: tmp_path / f"{language}.pdf", children=2
        )
    }

    assert outcomes["en"].rendered is not None
    assert outcomes["ro"].failure is not None
    assert "U+4E2D" in str(outcomes["ro"].failure)
    assert [path.name for path in tmp_path.iterdir()] == ["en.pdf"]
