"""Background jobs of organisations; each is one call."""

from celery import shared_task
from django.utils import timezone

from ogp_portal.translation.organisations import forget_unproven


@shared_task  # type: ignore[untyped-decorator]
def forget_registrations() -> None:
    """Every night: forget registrations whose address nobody has shown to be theirs."""
    forget_unproven(timezone.now())
