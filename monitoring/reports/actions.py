"""Asking for a report and having its files made: every step that has consequences."""

from collections.abc import Iterable
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.enums import JobState, ReportKind
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports.gathering import build_snapshot
from monitoring.reports.snapshot import Snapshot
from ogp_portal.accounts.models import User
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from plans.actions import NotPossible
from plans.models import ActionPlan, ReportingPeriod

RENDER_TASK = "monitoring.tasks.render_report_file"


def report_blocker(plan: ActionPlan, languages: Iterable[str]) -> str:
    """Why no report can be made of this plan in these languages, or ""."""
    if plan.published_at is None:
        return _("The plan is not published: a report shows what is public, so there is nothing to show yet.")
    if not set(languages) & set(LANGUAGES):
        return _("Choose at least one language.")
    return ""


def request_report(
    plan: ActionPlan,
    *,
    languages: Iterable[str],
    by: User | None,
    kind: str = ReportKind.COUNTRY_PROGRESS,
    period: ReportingPeriod | None = None,
) -> ProgressReport:
    """Freeze the data and have a file made for each language; raises NotPossible with the reason.

    The same request on the same data answers with the report there is; a language that some report of the
    same data already has is not made again.
    """
    wanted = [language for language in LANGUAGES if language in set(languages)]
    if blocker := report_blocker(plan, wanted):
        raise NotPossible(blocker)
    with country_scope(plan.country_id):
        # One request at a time for a plan, so that two clicks do not make two reports.
        ActionPlan.objects.select_for_update().get(pk=plan.pk)
        snapshot = build_snapshot(plan, period)
        same = ProgressReport.objects.filter(plan=plan, kind=kind, snapshot_sha256=snapshot.sha256)
        report = same.filter(languages=wanted).order_by("-requested_at").first()
        if report is None:
            report = ProgressReport.objects.create(
                country_id=plan.country_id,
                plan=plan,
                kind=kind,
                period=period,
                languages=wanted,
                snapshot=snapshot.canonical,
                snapshot_sha256=snapshot.sha256,
                data_as_of=snapshot.data_as_of,
                requested_by=by,
            )
            for language in wanted:
                _add_file(report, language, snapshot)
        for file in report.files.filter(state=JobState.DONE):
            if not stored_path(file).exists():
                queue_file(file)
        return report


def retry_report_file(file: ReportFile, *, by: User | None) -> None:
    """Have a failed file made again; raises NotPossible with the reason."""
    with country_scope(file.country_id):
        file = ReportFile.objects.select_for_update().get(pk=file.pk)
        if blocker := file.retry_blocker:
            raise NotPossible(blocker)
        queue_file(file)


def queue_file(file: ReportFile) -> None:
    """Put a file back to the start and send its job; call it inside the country's scope."""
    ReportFile.objects.filter(pk=file.pk).update(
        state=JobState.QUEUED,
        attempts=0,
        reason_code="",
        reason_detail="",
        pages=None,
        queued_at=timezone.now(),
        started_at=None,
        finished_at=None,
    )
    send_job(file)


def send_job(file: ReportFile) -> None:
    """Send the file's job once the row is committed. Should Redis be away, the sweeper sends it later."""
    arguments = (file.country_id, file.pk)
    transaction.on_commit(lambda: current_app.send_task(RENDER_TASK, args=arguments), robust=True)


def stored_path(file: ReportFile) -> Path:
    """Where a finished file lies: private, under its country."""
    return Path(settings.MEDIA_ROOT) / file.path


def relative_path(country_slug: str, snapshot_sha256: str, language: str) -> str:
    """The path of a report's file below the media folder."""
    return f"{country_slug}/reports/{snapshot_sha256[:2]}/{snapshot_sha256}/{language}.pdf"


def _add_file(report: ProgressReport, language: str, snapshot: Snapshot) -> None:
    """A file of the report: a finished one that says the same, else a job."""
    finished = ReportFile.objects.filter(
        report__plan=report.plan,
        report__kind=report.kind,
        report__snapshot_sha256=snapshot.sha256,
        language=language,
        state=JobState.DONE,
    ).first()
    file = ReportFile(country_id=report.country_id, report=report, language=language)
    file.path = relative_path(snapshot.country.slug, snapshot.sha256, language)
    if finished is not None and stored_path(finished).exists():
        file.state, file.path, file.pages = JobState.DONE, finished.path, finished.pages
        file.size, file.sha256, file.finished_at = finished.size, finished.sha256, timezone.now()
        file.save()
        return
    file.save()
    send_job(file)
