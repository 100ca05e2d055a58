"""Publication stamps in Redis, one per country: every write gives a new one, and cached pages hold theirs."""

import uuid
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

KEY = "portal:stamps"
ANY = "any"
"""Moved by a write in any country: the stamp of pages across countries."""
ALL = "all"
"""Moved by a write that spanned all countries."""


@cache
def client() -> Any:
    """One pooled Redis client per process."""
    return redis.Redis.from_url(settings.REDIS_URL)


def touch(countries: tuple[int, ...] | None) -> None:
    """Give these countries (None: all of them) and the pages across countries a new stamp."""
    # Never a counter: it would come back to old values when Redis starts empty.
    new = uuid.uuid4().hex
    fields = [ANY, *([ALL] if countries is None else map(str, countries))]
    client().hset(KEY, mapping=dict.fromkeys(fields, new))


def touch_on_commit(countries: tuple[int, ...] | None) -> None:
    """The same once the open transaction is committed, so that no page is built on data that may vanish."""
    transaction.on_commit(lambda: touch(countries))


def fields_of(country_id: int | None) -> tuple[str, ...]:
    """The stamps that the pages of a country, or those across countries (None), depend on."""
    return (ANY,) if country_id is None else (str(country_id), ALL)


def all_stamps() -> dict[bytes, bytes]:
    """Every stamp there is."""
    return dict(client().hgetall(KEY))


def stamps(fields: tuple[str, ...]) -> list[bytes | None]:
    """The values of these stamps, in order."""
    return list(client().hmget(KEY, fields))
