"""Which countries' rows a transaction may touch, told to PostgreSQL itself."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction

from ogp_portal.tenancy.stamps import touch_if_written

EVERY = "(SELECT coalesce(array_agg(id), '{}')::text FROM tenancy_country)"


class HasId(Protocol):
    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True)
class Scope:
    """`countries` is a tuple of ids, or None for all of them; `role` a database role or ""."""

    countries: tuple[int, ...] | None
    role: str = ""

    def apply(self) -> None:
        listed = "" if self.countries is None else "{" + ",".join(map(str, self.countries)) + "}"
        value = EVERY if self.countries is None else "%s"
        # Both in one round trip; the countries first, while the role may still read their table.
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT set_config('portal.countries', {value}, true), set_config('role', %s, true)",
                [*([] if self.countries is None else [listed]), self.role or "none"],
            )


def _close() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.countries', '', true), set_config('role', 'none', true)")


def current_scope() -> Scope | None:
    """The innermost open scope of this thread's connection."""
    return getattr(connection, "portal_scope", None)


@contextmanager
def _opened(scope: Scope) -> Iterator[None]:
    outer = current_scope()
    if outer is not None and outer.role and not scope.role:
        raise RuntimeError("Inside public_scope only what is public is read; open country_scope around it.")
    with transaction.atomic():
        inside_transaction = len(connection.savepoint_ids) > 0 or outer is not None
        scope.apply()
        connection.portal_scope = scope  # type: ignore[attr-defined]
        try:
            yield
        finally:
            connection.portal_scope = outer  # type: ignore[attr-defined]
        # A rollback, after an exception or asked for, puts the outer setting back; a commit forgets it.
        if connection.needs_rollback:
            return
        if outer is not None:
            outer.apply()
        elif inside_transaction:
            _close()


def _ids(countries: Iterable[HasId | int]) -> tuple[int, ...]:
    return tuple(c if isinstance(c, int) else int(c.pk) for c in countries)


@contextmanager
def country_scope(*countries: HasId | int, shows: bool = True) -> Iterator[None]:
    """Read and write the rows of these countries in a transaction; the outer scope comes back after it.

    `shows=False` for work whose rows no public page shows, such as jobs: cached pages then stay.
    """
    ids = _ids(countries)
    with _opened(Scope(ids)):
        yield
        if shows:
            touch_if_written(ids)


@contextmanager
def every_country(*, shows: bool = True) -> Iterator[None]:
    """Read and write the rows of all countries: officer's pages, migrations and maintenance only."""
    with _opened(Scope(None)):
        yield
        if shows:
            touch_if_written(None)


@contextmanager
def public_scope(*countries: HasId | int) -> Iterator[None]:
    """Read what is published, as the anonymous role; all countries when none is named."""
    with _opened(Scope(_ids(countries) or None, settings.ANONYMOUS_ROLE)):
        yield
