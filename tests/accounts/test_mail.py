"""Mails: written in the receiver's language, sent after the commit by a job."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import translation

from ogp_portal.accounts.mail import send_mail, written
from ogp_portal.accounts.models import User
from ogp_portal.accounts.tasks import deliver_mail
from tests.live import ROOT

Committing = Callable[..., AbstractContextManager[Any]]


def test_a_mail_goes_out_on_commit_in_the_receivers_language(
    db: None, django_capture_on_commit_callbacks: Committing
) -> None:
    user = User.objects.create_user("nino@example.org", full_name="ნინო")
    with translation.override("uk"), django_capture_on_commit_callbacks(execute=True):
        send_mail(user, language="ka", template="password_changed", context={"name": user.full_name})
        assert mail.outbox == []
    (sent,) = mail.outbox
    assert sent.to == ["nino@example.org"]
    assert "http://127.0.0.1" in sent.body
    assert "/ka/" in sent.body
    assert "/uk/" not in sent.body
    assert not sent.subject.startswith("Subject")


def test_what_is_undone_sends_nothing(db: None, django_capture_on_commit_callbacks: Committing) -> None:
    def send() -> None:
        send_mail("a@example.org", language="en", template="password_changed", context={"name": "A"})

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        send()
        raise RuntimeError
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        send()
    assert len(mail.outbox) == 1


def test_an_inactive_person_gets_no_mail(db: None, django_capture_on_commit_callbacks: Committing) -> None:
    user = User.objects.create_user("gone@example.org", full_name="Gone", is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        send_mail(user, language="en", template="password_changed", context={"name": "Gone"})
    assert mail.outbox == []


def test_a_mail_is_plain_text_with_its_names_as_they_are() -> None:
    subject, body = written("password_changed", language="en", context={"name": "Ana & Co <b>"})
    assert "Ana & Co <b>" in body
    assert "\n" not in subject
    assert body.endswith("/en/\n")


@pytest.mark.parametrize("path", sorted((ROOT / "templates" / "mail").glob("*.txt")), ids=lambda p: p.stem)
def test_every_mail_begins_with_its_subject(path: Path) -> None:
    if path.stem == "foot":
        return
    text = re.sub(r"{#.*?#}|{% load [^%]*%}", "", path.read_text())
    head, empty, *_ = text.lstrip().split("\n")
    assert head.startswith("Subject: ")
    assert empty == ""


class RefusingBackend(BaseEmailBackend):
    """A mail server that knows no such receiver."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})


def test_a_receiver_refused_for_good_is_not_tried_again_and_not_logged(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    deliver_mail.apply(("nobody@example.org", "Subject", "Body with a secret"))
    assert "refused a receiver" in caplog.text
    assert "nobody@" not in caplog.text
    assert "secret" not in caplog.text


def configured(url: str) -> str:
    """What the settings make of an address of a mail server."""
    code = (
        "from django.conf import settings as s;"
        "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD,"
        " s.EMAIL_USE_SSL, s.EMAIL_USE_TLS)"
    )
    environment = {**os.environ, "PORTAL_SMTP_URL": url, "DJANGO_SETTINGS_MODULE": "ogp_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://me:p%40ss@mail.example.org", "mail.example.org 465 me p@ss True False"),
        ("smtp://me:pass@mail.example.org:2525", "mail.example.org 2525 me pass False True"),
        ("smtp://relay", "relay 25   False False"),
    ],
)
def test_the_mail_server_is_one_address(url: str, expected: str) -> None:
    assert configured(url) == expected


@pytest.mark.parametrize("url", ["mail.example.org", "http://me:hidden@mail.example.org", "smtp://x:y@h:no"])
def test_a_wrong_mail_server_is_refused_without_its_password(url: str) -> None:
    said = configured(url)
    assert "PORTAL_SMTP_URL must be an address" in said
    assert "hidden" not in said
