"""What is done without anybody asking."""

from django.conf import settings

from ogp_portal.celery import app


def test_lost_jobs_are_swept_up_every_minute_by_a_task_that_exists() -> None:
    timed = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    app.loader.import_default_modules()
    assert set(timed) <= set(app.tasks)
    assert timed["monitoring.tasks.sweep_reports"] == 60.0
