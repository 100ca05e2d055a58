"""What a scope leaves behind on a connection that lives on, as each thread of the web server has one.

Every test runs in a thread of its own, outside the transaction around tests. The countries' memberships,
which the migrations wrote, are the walled rows that are there for it.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from ogp_portal.tenancy import country_scope, every_country, public_scope
from ogp_portal.tenancy.models import Country, MembershipStatus
from ogp_portal.tenancy.scope import current_scope

pytestmark = pytest.mark.django_db


def in_own_thread(work: Callable[[], None]) -> None:
    def and_close() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(and_close).result()


def asked(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def slug_ids() -> dict[str, int]:
    return dict(Country.objects.values_list("slug", "pk"))


def countries_seen() -> set[int]:
    return set(MembershipStatus.objects.values_list("country_id", flat=True))


def assert_nothing_is_open() -> None:
    assert current_scope() is None
    assert connection.in_atomic_block is False
    assert asked("SELECT current_user") == asked("SELECT session_user") != settings.ANONYMOUS_ROLE
    assert asked("SELECT coalesce(current_setting('portal.countries', true), '')") == ""
    with pytest.raises(DatabaseError, match=r"malformed array literal|unrecognized configuration"):
        countries_seen()


def test_a_scope_ends_with_its_transaction() -> None:
    def work() -> None:
        ids = slug_ids()
        backend = asked("SELECT pg_backend_pid()")
        for slug in ("georgia", "ukraine"):
            with country_scope(ids[slug]):
                assert countries_seen() == {ids[slug]}
            assert_nothing_is_open()
            with public_scope(ids[slug]):
                assert asked("SELECT current_user") == settings.ANONYMOUS_ROLE
                assert countries_seen() == {ids[slug]}
            assert_nothing_is_open()
        assert asked("SELECT pg_backend_pid()") == backend

    in_own_thread(work)


@pytest.mark.parametrize("open_scope", [every_country, public_scope])
def test_a_scope_that_fails_leaves_nothing_open(open_scope: Any) -> None:
    def work() -> None:
        slug_ids()
        with pytest.raises(RuntimeError), open_scope():
            assert len(countries_seen()) > 1
            raise RuntimeError
        assert_nothing_is_open()
        with pytest.raises(DatabaseError), open_scope():
            asked("SELECT 1 / 0")
        assert_nothing_is_open()
        # Somebody swallows the error: the transaction is broken all the same, and says so.
        with pytest.raises(DatabaseError), open_scope():
            with pytest.raises(DatabaseError):
                asked("SELECT 1 / 0")
            countries_seen()
        assert_nothing_is_open()

    in_own_thread(work)


def test_a_rollback_that_is_asked_for_leaves_nothing_open() -> None:
    def work() -> None:
        georgia = slug_ids()["georgia"]
        with country_scope(georgia):
            MembershipStatus.objects.update(source_url="https://example.org/changed")
            transaction.set_rollback(True)
        assert_nothing_is_open()
        with country_scope(georgia):
            with public_scope(georgia):
                transaction.set_rollback(True)
            assert asked("SELECT current_user") == asked("SELECT session_user")
            assert not MembershipStatus.objects.filter(source_url__endswith="/changed").exists()
        assert_nothing_is_open()

    in_own_thread(work)


def test_a_lost_connection_leaves_nothing_open() -> None:
    def work() -> None:
        georgia = slug_ids()["georgia"]
        with pytest.raises(DatabaseError), country_scope(georgia):
            asked("SELECT pg_terminate_backend(pg_backend_pid())")
        connection.close_if_unusable_or_obsolete()
        assert_nothing_is_open()

    in_own_thread(work)


def test_threads_do_not_share_a_scope() -> None:
    ids = slug_ids()
    both_open = threading.Barrier(2, timeout=20)

    def look(slug: str) -> set[int]:
        try:
            with country_scope(ids[slug]):
                both_open.wait()
                return countries_seen()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(look, ("georgia", "ukraine"))) == [{ids["georgia"]}, {ids["ukraine"]}]
