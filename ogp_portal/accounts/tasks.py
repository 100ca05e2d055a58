"""Background jobs of accounts."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from celery import shared_task
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
PERMANENT = 500
"""Answers of a mail server from here on stay the same, however often one asks."""


@shared_task(  # type: ignore[untyped-decorator]
    autoretry_for=(OSError, SMTPException), retry_backoff=30, retry_backoff_max=900, max_retries=40
)
def deliver_mail(address: str, subject: str, body: str) -> None:
    """Send one mail; what fails is tried again with growing pauses, for about nine hours."""
    try:
        EmailMessage(subject, body, to=[address]).send()
    except SMTPRecipientsRefused as refused:
        if any(code < PERMANENT for code, _ in refused.recipients.values()):
            raise
        # Without the address: logs are read by more people than mails are meant for.
        logger.warning("The mail server refused a receiver for good.")
