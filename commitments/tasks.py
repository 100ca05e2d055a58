"""Background jobs of commitments; each is one call."""

from celery import shared_task
from django.utils import timezone

from commitments.reporting.reminders import send_morning_digests


@shared_task  # type: ignore[untyped-decorator]
def send_progress_digests() -> None:
    """Every hour: where it is morning, one mail to each person for whom something waits."""
    send_morning_digests(timezone.now())
