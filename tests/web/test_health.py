"""The addresses for machines that watch."""

from typing import Any

from django.test import Client

from ogp_portal.tenancy import stamps


def test_ready_names_what_does_not_answer(db: None, settings: Any) -> None:
    assert Client().get("/readyz").status_code == 200
    settings.REDIS_URL = "redis://127.0.0.1:1"
    stamps.client.cache_clear()
    try:
        answer = Client().get("/readyz")
    finally:
        stamps.client.cache_clear()
    assert (answer.status_code, answer.content) == (503, b"no answer from: Redis\n")
    assert Client().get("/healthz").content == b"ok\n"
