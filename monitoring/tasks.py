"""Background jobs of monitoring; each is one call."""

from celery import shared_task

from monitoring.reports.jobs import make_report_file, sweep_report_files


@shared_task(acks_late=True, reject_on_worker_lost=True)  # type: ignore[untyped-decorator]
def render_report_file(country_id: int, file_id: int) -> None:
    """Make one language of a report."""
    make_report_file(country_id, file_id)


@shared_task  # type: ignore[untyped-decorator]
def sweep_reports() -> None:
    """Every minute: send again the jobs that Redis or a worker lost."""
    sweep_report_files()
