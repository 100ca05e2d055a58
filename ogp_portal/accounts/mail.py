"""Mails: plain text, in the receiver's language, sent by a job once the transaction is committed.

A template `templates/mail/<name>.txt` begins with a line `Subject: …` and an empty line. It gets `portal_url`
(scheme and host) for its links: `{{ portal_url }}{% url 'desk:home' %}` leads to the page in its language.
"""

import re
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.utils import translation

from ogp_portal.accounts.models import User
from ogp_portal.accounts.tasks import deliver_mail

SUBJECT = "Subject:"


def send_mail(to: User | str, *, language: str, template: str, context: dict[str, Any]) -> None:
    """Write the mail now and send it on commit; people who may no longer sign in get none.

    Lost transactions send nothing. While the mail server is away, the job tries again for hours.
    """
    if isinstance(to, User) and not to.is_active:
        return
    subject, body = written(template, language=language, context=context)
    address = to.email if isinstance(to, User) else to
    # What Celery would print of the job is left out: mails hold links that open an account.
    transaction.on_commit(
        lambda: deliver_mail.apply_async((address, subject, body), argsrepr="(…)"), robust=True
    )


def written(template: str, *, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a mail in a language."""
    with translation.override(language):
        values = {"portal_url": settings.PORTAL_URL, "language": language, **context}
        head, _, body = _text(f"mail/{template}.txt", values).lstrip().partition("\n")
        foot = _text("mail/foot.txt", values)
    if not head.startswith(SUBJECT):
        raise ValueError(f"mail/{template}.txt must begin with “{SUBJECT} …”.")
    return " ".join(head.removeprefix(SUBJECT).split()), f"{body.strip()}\n\n{foot.strip()}\n"


def _text(name: str, values: dict[str, Any]) -> str:
    """Plain text: nothing is escaped, and empty lines do not pile up."""
    found = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return re.sub(r"\n{3,}", "\n\n", found.render(Context(values, autoescape=False)))
