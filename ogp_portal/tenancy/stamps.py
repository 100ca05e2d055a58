"""Publication stamps in Redis, one per country: every write gives a new one, and cached pages hold theirs."""

import uuid
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import connection, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

KEY = "portal:stamps"
ANY = "any"
"""Moved by a write in any country: the stamp of pages across countries."""
ALL = "all"
"""Moved by a write that spanned all countries."""
PATIENCE = 1.0
"""Seconds; a page is sooner built anew than waited for longer."""


@cache
def client() -> Any:
    """One pooled Redis client per process."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        # Once more, for connections that a restart of Redis has cut.
        retry=Retry(NoBackoff(), 1),
    )


def touch(countries: tuple[int, ...] | None) -> None:
    """Give these countries (None: all of them) and the pages across countries a new stamp."""
    # Never a counter: it would come back to old values when Redis starts empty.
    new = uuid.uuid4().hex
    fields = [ANY, *([ALL] if countries is None else map(str, countries))]
    client().hset(KEY, mapping=dict.fromkeys(fields, new))


def touch_on_commit(countries: tuple[int, ...] | None) -> None:
    """The same once the open transaction is committed, so that no page is built on data that may vanish.

    Without Redis the write stands all the same, and the failure is logged: pages end by themselves soon.
    """
    transaction.on_commit(lambda: touch(countries), robust=True)


def touch_if_written(countries: tuple[int, ...] | None) -> None:
    """At the end of a scope: PostgreSQL itself says whether its transaction has written anything.

    Whatever the statement looked like (in a CTE, behind the history's own prefix, by COPY) and whichever
    savepoints came to nothing before it.
    """
    if connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        (has_written,) = cursor.fetchone()
    if has_written:
        touch_on_commit(countries)


def begin(fields: tuple[str, ...]) -> None:
    """Give these stamps a first value where they have none: Redis is new, or has lost its data."""
    for name in fields:
        client().hsetnx(KEY, name, uuid.uuid4().hex)


def fields_of(country_id: int | None) -> tuple[str, ...]:
    """The stamps that the pages of a country, or those across countries (None), depend on."""
    return (ANY,) if country_id is None else (str(country_id), ALL)


def all_stamps() -> dict[bytes, bytes]:
    """Every stamp there is."""
    return dict(client().hgetall(KEY))


def stamps(fields: tuple[str, ...]) -> list[bytes | None]:
    """The values of these stamps, in order."""
    return list(client().hmget(KEY, fields))
