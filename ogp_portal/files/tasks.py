"""Background jobs of files; each is one call."""

from celery import shared_task
from django.utils import timezone

from ogp_portal.files.actions import sweep_files


@shared_task  # type: ignore[untyped-decorator]
def sweep_uploads() -> None:
    """Every night: delete what nothing leads to any more."""
    sweep_files(timezone.now())
