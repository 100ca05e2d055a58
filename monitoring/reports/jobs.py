"""The making of one file as a job: idempotent by its row, with attempts counted on it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from monitoring.enums import JobState
from monitoring.models import ReportFile
from monitoring.reports import liveness
from monitoring.reports.actions import send_job, stored_path
from monitoring.reports.document import build_document
from monitoring.reports.reasons import AttemptsExhausted, ReportFailure
from monitoring.reports.rendering import Rendered, RenderingChild, own_child
from monitoring.reports.snapshot import parse_snapshot
from ogp_portal.tenancy import country_scope, every_country

MOST_ATTEMPTS = 3
QUEUED_FOR = dt.timedelta(minutes=2)
"""A job that waits longer than this is sent again: Redis may have lost it. Sending twice does no harm."""


@dataclass(frozen=True)
class Claim:
    """A file that this process has taken on; `started_at` tells its turn from any later one."""

    file: ReportFile
    started_at: dt.datetime
    snapshot: str


def make_report_file(country_id: int, file_id: int, child: RenderingChild | None = None) -> None:
    """Make a file if it is still to be made. Losing the child costs another attempt, nothing else."""
    child = child or own_child()
    while (claim := _claim(country_id, file_id)) is not None:
        try:
            done = _render(claim, child)
        except ReportFailure as failure:
            if not failure.may_retry:
                _finish(claim, failure)
                return
        else:
            _finish(claim, done)
            return
        finally:
            liveness.forget(claim.file)


def sweep_report_files() -> int:
    """Send again what Redis lost or a dead worker left; returns how many jobs were sent."""
    waiting_since = timezone.now() - QUEUED_FOR
    sent = 0
    with every_country():
        open_files = list(
            ReportFile.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).order_by(
                "queued_at", "pk"
            )
        )
    for file in open_files:
        is_lost = file.queued_at < waiting_since if file.state == JobState.QUEUED else _is_left(file)
        if is_lost:
            with country_scope(file.country_id, shows=False):
                rows = ReportFile.objects.filter(pk=file.pk, state=file.state, started_at=file.started_at)
                if rows.update(state=JobState.QUEUED, queued_at=timezone.now()):
                    send_job(file)
                    sent += 1
    return sent


def _is_left(file: ReportFile) -> bool:
    return liveness.pages_so_far(file) is None and not liveness.is_being_made(file)


def _claim(country_id: int, file_id: int) -> Claim | None:
    """Take the file on, or None when it is done, given up, gone, or in other living hands."""
    with country_scope(country_id, shows=False):
        file = ReportFile.objects.filter(pk=file_id).first()
    if file is None or file.state not in {JobState.QUEUED, JobState.RUNNING}:
        return None
    if file.state == JobState.RUNNING and liveness.is_being_made(file):
        return None
    now = timezone.now()
    with country_scope(country_id, shows=False):
        rows = ReportFile.objects.filter(pk=file_id, state=file.state, attempts=file.attempts)
        if file.attempts >= MOST_ATTEMPTS:
            given_up = AttemptsExhausted(attempts=MOST_ATTEMPTS)
            rows.update(
                state=JobState.FAILED,
                reason_code=given_up.code,
                reason_detail=given_up.detail,
                finished_at=now,
            )
            return None
        # Whoever changes the row first has the job.
        if not rows.update(state=JobState.RUNNING, attempts=file.attempts + 1, started_at=now):
            return None
        file = ReportFile.objects.select_related("report").get(pk=file_id)
        return Claim(file, now, file.report.snapshot)


def _render(claim: Claim, child: RenderingChild) -> Rendered:
    renew = liveness.renewer(claim.file)
    renew(0)
    document = build_document(parse_snapshot(claim.snapshot), claim.file.language)
    return child.render(document, stored_path(claim.file), renew)


def _finish(claim: Claim, result: Rendered | ReportFailure) -> None:
    """Write down how it ended, unless somebody else has taken the file on meanwhile."""
    with country_scope(claim.file.country_id, shows=False):
        row = ReportFile.objects.filter(pk=claim.file.pk, state=JobState.RUNNING, started_at=claim.started_at)
        now = timezone.now()
        if isinstance(result, Rendered):
            row.update(
                state=JobState.DONE,
                pages=result.pages,
                size=result.size,
                sha256=result.sha256,
                finished_at=now,
            )
        else:
            row.update(
                state=JobState.FAILED,
                reason_code=result.code,
                reason_detail=result.detail,
                finished_at=now,
            )
