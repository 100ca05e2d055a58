"""Publication stamps: a number per country in Redis that every write moves, and cached pages are keyed by."""

from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

KEY = "portal:stamps"
EVERY = "*"


@cache
def client() -> "redis.Redis[Any]":
    """One pooled Redis client per process."""
    return redis.Redis.from_url(settings.REDIS_URL)


def touch(countries: tuple[int, ...] | None) -> None:
    """Move the stamps of these countries (None: of every country) and the one of cross-country pages."""
    pipeline = client().pipeline(transaction=False)
    for field in [EVERY, *(["all"] if countries is None else map(str, countries))]:
        pipeline.hincrby(KEY, field, 1)
    pipeline.execute()


def touch_on_commit(countries: tuple[int, ...] | None) -> None:
    """The same once the open transaction is committed, so that no page is built on data that may vanish."""
    transaction.on_commit(lambda: touch(countries))


def stamp(country_id: int | None) -> str:
    """The stamp of one country's pages, or of the pages across countries (None)."""
    fields = [EVERY] if country_id is None else [str(country_id), "all"]
    return "-".join((value or b"0").decode() for value in client().hmget(KEY, fields))
