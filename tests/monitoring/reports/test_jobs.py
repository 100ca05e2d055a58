"""Jobs: done once, counted, survived by what kills them, and swept up."""

import datetime as dt
import os
import signal
import threading
import time
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone, translation

from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports import liveness
from monitoring.reports.actions import RENDER_TASK, request_report, stored_path
from monitoring.reports.jobs import MOST_ATTEMPTS, make_report_file, sweep_report_files
from monitoring.reports.reasons import reason_sentence
from monitoring.reports.rendering import Limits, RenderingChild
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    messages: list[tuple[str, Any]] = []

    def send(name: str, args: Any) -> None:
        messages.append((name, args))

    monkeypatch.setattr(current_app, "send_task", send)
    return messages


@pytest.fixture
def file(georgia: Tenant, officer: User, sent: list[tuple[str, Any]]) -> ReportFile:
    report = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        return report.files.get()


def _fresh(file: ReportFile) -> ReportFile:
    with country_scope(file.country_id):
        return ReportFile.objects.get(pk=file.pk)


def _change(file: ReportFile, **fields: Any) -> None:
    with country_scope(file.country_id):
        ReportFile.objects.filter(pk=file.pk).update(**fields)


def test_job_makes_the_file(file: ReportFile, child: RenderingChild) -> None:
    make_report_file(file.country_id, file.pk, child)

    made = _fresh(file)
    assert (made.state, made.attempts, made.reason_code) == (JobState.DONE, 1, "")
    assert made.pages
    assert made.size == stored_path(made).stat().st_size
    assert made.finished_at
    assert liveness.pages_so_far(made) is None


def test_job_that_is_done_is_not_done_again(file: ReportFile, child: RenderingChild) -> None:
    make_report_file(file.country_id, file.pk, child)
    before = _fresh(file).finished_at

    make_report_file(file.country_id, file.pk, child)

    assert _fresh(file).finished_at == before


def test_job_in_living_hands_is_left_to_them(file: ReportFile, child: RenderingChild) -> None:
    _change(file, state=JobState.RUNNING, attempts=1, started_at=timezone.now())
    stop = threading.Event()

    def live() -> None:
        renew = liveness.renewer(file)
        while not stop.is_set():
            renew(1)
            time.sleep(0.2)

    living = threading.Thread(target=live)
    living.start()
    time.sleep(0.3)
    make_report_file(file.country_id, file.pk, child)
    stop.set()
    living.join()

    assert (_fresh(file).state, _fresh(file).attempts) == (JobState.RUNNING, 1)
    liveness.forget(file)


def test_job_of_a_dead_worker_is_taken_over(file: ReportFile, child: RenderingChild) -> None:
    _change(file, state=JobState.RUNNING, attempts=1, started_at=timezone.now())

    make_report_file(file.country_id, file.pk, child)

    assert (_fresh(file).state, _fresh(file).attempts) == (JobState.DONE, 2)


def test_killed_child_costs_a_retry_and_nothing_else(file: ReportFile) -> None:
    child = RenderingChild()
    child.warm_up()
    assert child.process is not None
    os.kill(child.process.pid, signal.SIGSTOP)
    threading.Timer(0.7, os.kill, (child.process.pid, signal.SIGKILL)).start()

    make_report_file(file.country_id, file.pk, child)
    child.close()

    made = _fresh(file)
    assert (made.state, made.attempts) == (JobState.DONE, 2)


def test_job_lost_too_often_fails_with_the_reason(file: ReportFile, child: RenderingChild) -> None:
    _change(file, state=JobState.RUNNING, attempts=MOST_ATTEMPTS, started_at=timezone.now())

    make_report_file(file.country_id, file.pk, child)

    failed = _fresh(file)
    assert failed.state == JobState.FAILED
    assert "3 times" in reason_sentence(failed.reason_code, failed.reason_detail)


def test_failure_keeps_its_reason_for_any_language(file: ReportFile) -> None:
    child = RenderingChild(Limits(seconds=0.01))

    make_report_file(file.country_id, file.pk, child)

    failed = _fresh(file)
    assert (failed.state, failed.attempts, failed.reason_code) == (JobState.FAILED, 1, "timeout")
    with translation.override("uk"):
        assert reason_sentence(failed.reason_code, failed.reason_detail)


def test_missing_glyph_fails_the_job_with_the_character_named(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]], child: RenderingChild
) -> None:
    with country_scope(georgia.country):
        set_texts(georgia.commitment, "summary", {"en": "Owners \uf0b7 of companies"})
        georgia.commitment.save()
    report: ProgressReport = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        file = report.files.get()

    make_report_file(file.country_id, file.pk, child)

    failed = _fresh(file)
    assert failed.state == JobState.FAILED
    assert "U+F0B7" in reason_sentence(failed.reason_code, failed.reason_detail)


def test_sweeper_sends_what_waits_too_long_and_what_a_dead_worker_left(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    report = request_report(georgia.plan, languages=["en", "ka", "uk"], by=officer)
    with country_scope(georgia.country):
        files = {file.language: file for file in report.files.all()}
    _change(files["en"], queued_at=timezone.now() - dt.timedelta(minutes=10))
    _change(files["ka"], state=JobState.RUNNING, attempts=1, started_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        count = sweep_report_files()

    assert count == 2
    assert sorted(sent) == sorted(
        (RENDER_TASK, (georgia.country.pk, files[language].pk)) for language in ("en", "ka")
    )
    assert _fresh(files["ka"]).state == JobState.QUEUED
    assert _fresh(files["ka"]).attempts == 1
