"""Asking for reports: what is made, what is served from the store, what is refused."""

from typing import Any

import pytest
from celery import current_app

from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports.actions import (
    RENDER_TASK,
    relative_path,
    request_report,
    retry_report_file,
    stored_path,
)
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy import country_scope
from plans.actions import NotPossible
from tests.cast import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What was sent to Celery's broker, which is not ours to test."""
    messages: list[tuple[str, Any]] = []

    def send(name: str, args: Any) -> None:
        messages.append((name, args))

    monkeypatch.setattr(current_app, "send_task", send)
    return messages


def _finish(report: ProgressReport) -> None:
    for file in report.files.all():
        file.state, file.pages = JobState.DONE, 12
        file.save()
        stored_path(file).parent.mkdir(parents=True, exist_ok=True)
        stored_path(file).write_bytes(b"%PDF")


def test_request_freezes_the_data_and_sends_a_job_for_each_language(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = request_report(georgia.plan, languages=["ka", "en"], by=officer)

    with country_scope(georgia.country):
        files = {file.language: file for file in report.files.all()}
    assert report.languages == ["en", "ka"]
    assert report.requested_by == officer
    assert '"Publish the register of owners"' in report.snapshot
    assert {file.state for file in files.values()} == {JobState.QUEUED}
    assert files["ka"].path == relative_path("georgia", report.snapshot_sha256, "ka")
    assert sorted(sent) == sorted((RENDER_TASK, (georgia.country.pk, file.pk)) for file in files.values())


def test_same_request_on_the_same_data_is_served_from_the_store(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]]
) -> None:
    first = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        _finish(first)

    assert request_report(georgia.plan, languages=["en"], by=officer) == first


def test_language_that_is_there_is_not_made_again(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]]
) -> None:
    first = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        _finish(first)

    second = request_report(georgia.plan, languages=["en", "ka"], by=officer)

    assert second != first
    with country_scope(georgia.country):
        assert {file.language: file.state for file in second.files.all()} == {
            "en": JobState.DONE,
            "ka": JobState.QUEUED,
        }


def test_file_that_vanished_is_made_again(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]]
) -> None:
    report = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        _finish(report)
        stored_path(report.files.get()).unlink()

    request_report(georgia.plan, languages=["en"], by=officer)

    with country_scope(georgia.country):
        assert report.files.get().state == JobState.QUEUED


def test_other_data_is_another_report(georgia: Tenant, officer: User, sent: list[tuple[str, Any]]) -> None:
    first = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        set_texts(georgia.commitment, "title", {"en": "Publish the register of all owners"})
        georgia.commitment.save()

    second = request_report(georgia.plan, languages=["en"], by=officer)

    assert second.snapshot_sha256 != first.snapshot_sha256


def test_unpublished_plan_is_refused_with_the_reason(georgia: Tenant, officer: User) -> None:
    with pytest.raises(NotPossible, match="not published"):
        request_report(georgia.draft_plan, languages=["en"], by=officer)

    with country_scope(georgia.country):
        assert not ProgressReport.objects.exists()


def test_no_language_is_refused(georgia: Tenant, officer: User) -> None:
    with pytest.raises(NotPossible, match="at least one language"):
        request_report(georgia.plan, languages=["xx"], by=officer)


def test_retry_starts_a_failed_file_anew(georgia: Tenant, officer: User, sent: list[tuple[str, Any]]) -> None:
    report = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        report.files.update(state=JobState.FAILED, attempts=3, reason_code="lost", reason_detail="{}")
        file = report.files.get()

    retry_report_file(file, by=officer)

    with country_scope(georgia.country):
        file = ReportFile.objects.get(pk=file.pk)
    assert (file.state, file.attempts, file.reason_code) == (JobState.QUEUED, 0, "")


def test_retry_of_what_did_not_fail_is_refused(
    georgia: Tenant, officer: User, sent: list[tuple[str, Any]]
) -> None:
    report = request_report(georgia.plan, languages=["en"], by=officer)
    with country_scope(georgia.country):
        file = report.files.get()

    with pytest.raises(NotPossible, match="Only a failed file"):
        retry_report_file(file, by=officer)
