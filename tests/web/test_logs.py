"""An error is written once, with its traceback and without the row that it was about."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ogp_portal.accounts.models import User
from ogp_portal.web import health
from ogp_portal.web.logs import WithoutRows

EMAIL = "secret.person@example.org"


def test_a_traceback_does_not_quote_the_row(db: None) -> None:
    User.objects.create_user(EMAIL, full_name="A\nB")
    with pytest.raises(IntegrityError, match=EMAIL) as caught, transaction.atomic():
        User.objects.create_user(EMAIL, full_name="A\nB")
    error = caught.value
    record = logging.LogRecord("portal", logging.ERROR, "", 0, "failed", (), None)
    record.exc_info = (type(error), error, error.__traceback__)
    text = WithoutRows("{levelname} {message}", style="{").format(record)
    assert EMAIL not in text
    assert text.startswith("ERROR failed\nTraceback")
    assert text.count("IntegrityError: duplicate key value") == 1
    assert "DETAIL: left out" in text


def test_an_error_page_is_logged_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[logging.LogRecord] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record)

    def fail() -> bool:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(health, "_ask_redis", fail)
    kept = Kept()
    root = logging.getLogger()
    root.addHandler(kept)
    try:
        answer = Client(raise_request_exception=False).get("/readyz")
    finally:
        root.removeHandler(kept)
    assert answer.status_code == 500
    assert "broken on purpose" not in answer.content.decode()
    assert [(r.name, r.levelname, r.exc_info is not None) for r in lines] == [
        ("django.request", "ERROR", True)
    ]
    assert logging.getLogger("django").handlers == []
