"""What is written is seen by the next request, on the real database and Redis."""

from collections.abc import Callable

import pytest
import redis
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from commitments.actions import publish_commitment, withdraw_commitment
from commitments.models import Commitment
from ogp_portal.audit.context import acting
from ogp_portal.tenancy import country_scope, every_country
from ogp_portal.tenancy.stamps import KEY, all_stamps, client
from ogp_portal.web.pagecache import SLOT_SECONDS
from plans.actions import publish_plan, withdraw_plan
from tests.cast import SECRET, Tenant, complete
from tests.web.pagecache.door import GEORGIA, HOME, UKRAINE, Door


def test_a_withdrawal_is_seen_by_the_next_request(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    door.get(GEORGIA), door.get(HOME), door.get(UKRAINE)
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        withdraw_plan(georgia.plan, by=None)
    assert "georgia:" not in door.get(GEORGIA).text
    assert "georgia:" not in door.get(HOME).text
    # Another country's pages stay.
    assert door.get(UKRAINE).built == 0


def test_a_publish_is_seen_by_the_next_request(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    door.get(GEORGIA), door.get(HOME)
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.draft.pk).update(title_en="Open budget", lead=georgia.ministry)
        georgia.draft.refresh_from_db()
        complete(georgia.draft, georgia.ministry)
        publish_commitment(georgia.draft, by=None)
    assert "Open budget" in door.get(GEORGIA).text
    assert "Open budget" in door.get(HOME).text
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        Commitment.objects.filter(plan=georgia.draft_plan).delete()
        publish_plan(georgia.draft_plan, by=None)
    assert door.get(GEORGIA).built == 1


def test_a_withdrawn_commitment_is_seen_in_every_language_at_once(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    addresses = [f"/{language}/georgia/" for language in ("en", "az", "be", "hy", "ka", "ro", "uk")]
    assert [door.get(address).built for address in addresses] == [1] * 7
    assert [door.get(address).built for address in addresses] == [0] * 7
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        withdraw_commitment(georgia.commitment, by=None, reason={"en": "Done elsewhere."})
    assert [door.get(address).built for address in addresses] == [1] * 7


def write_by_bulk(tenant: Tenant) -> None:
    Commitment.objects.filter(pk=tenant.commitment.pk).update(title_en="Changed")


def write_by_sql(tenant: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH changed AS (UPDATE commitments_commitment SET title_en = 'Changed' WHERE id = %s"
            " RETURNING id) SELECT id FROM changed",
            [tenant.commitment.pk],
        )


def write_after_a_failed_row(tenant: Tenant) -> None:
    """As an import does: one row is rolled back, the next lands."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Commitment.objects.filter(pk=tenant.draft.pk).update(title_en="Never")
        raise ZeroDivisionError
    write_by_bulk(tenant)


@pytest.mark.parametrize(
    "write",
    [
        write_by_bulk,
        write_by_sql,
        write_after_a_failed_row,
    ],
)
@pytest.mark.parametrize("wide", [False, True], ids=["country_scope", "every_country"])
def test_any_write_in_a_scope_is_seen(
    write: Callable[[Tenant], None],
    wide: bool,
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    door.get(GEORGIA), door.get(HOME)
    scope = every_country() if wide else country_scope(georgia.country)
    with django_capture_on_commit_callbacks(execute=True), scope:
        write(georgia)
    assert "georgia: Changed" in door.get(GEORGIA).text
    assert "georgia: Changed" in door.get(HOME).text


def test_a_write_by_a_named_person_around_the_scope_is_seen(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    door.get(GEORGIA)
    with django_capture_on_commit_callbacks(execute=True), acting(None), country_scope(georgia.country):
        write_by_bulk(georgia)
    assert "georgia: Changed" in door.get(GEORGIA).text


def test_a_rolled_back_write_changes_nothing(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    door.get(GEORGIA)
    before = all_stamps()
    with django_capture_on_commit_callbacks(execute=True):  # noqa: SIM117
        with pytest.raises(ZeroDivisionError), country_scope(georgia.country):
            write_by_bulk(georgia)
            raise ZeroDivisionError
    assert all_stamps() == before
    assert door.get(GEORGIA).built == 0


def test_a_page_built_while_a_publish_commits_is_not_served_afterwards(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped

    def withdraw() -> None:
        with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
            withdraw_plan(georgia.plan, by=None)

    door.during = withdraw
    assert "georgia:" in door.get(GEORGIA).text
    after = door.get(GEORGIA)
    assert (after.built, "georgia:" in after.text) == (1, False)


def test_nothing_unpublished_is_ever_kept(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    for address in (GEORGIA, UKRAINE, HOME):
        door.get(address)
        reply = door.get(address)
        assert reply.built == 0
        assert SECRET not in reply.text
    with every_country():
        # The positive control: the drafts are there.
        assert Commitment.objects.filter(title_en=SECRET).count() == 2


def test_a_page_ends_with_its_slot_and_every_midnight_begins_one(
    door: Door, stamped: tuple[Tenant, Tenant]
) -> None:
    midnight_in_tbilisi = 20 * 3600
    door.now = 86_400 * 20_000 + midnight_in_tbilisi - 1
    door.get(GEORGIA)
    assert door.get(GEORGIA).built == 0
    door.now += 1
    assert door.get(GEORGIA).built == 1
    door.now += SLOT_SECONDS
    assert door.get(GEORGIA).built == 1


def test_a_page_built_over_midnight_counts_as_yesterdays(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    def strike() -> None:
        door.now += SLOT_SECONDS

    door.during = strike
    door.get(GEORGIA)
    assert door.get(GEORGIA).built == 1


def test_nothing_is_kept_before_there_are_stamps(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    client().delete(KEY)
    assert [door.get(GEORGIA).built for _ in range(3)] == [1, 1, 0]
    client().delete(KEY)
    assert [door.get(GEORGIA).built for _ in range(3)] == [1, 1, 0]


def test_without_redis_pages_are_built_and_old_ones_forgotten(
    door: Door, stamped: tuple[Tenant, Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [door.get(GEORGIA).built for _ in range(2)] == [1, 0]
    nobody = redis.Redis(port=9, socket_connect_timeout=0.2)
    with monkeypatch.context() as patched:
        patched.setattr("ogp_portal.tenancy.stamps.client", lambda: nobody)
        replies = [door.get(GEORGIA), door.get(GEORGIA)]
    assert [(reply.status, reply.built) for reply in replies] == [("200 OK", 1)] * 2
    assert "X-Portal-Depends" not in replies[0].headers
    door.pages._ask_redis_from = 0.0
    assert [door.get(GEORGIA).built for _ in range(2)] == [1, 0]


def test_a_write_stands_without_redis(
    door: Door,
    stamped: tuple[Tenant, Tenant],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    georgia, _ = stamped
    nobody = redis.Redis(port=9, socket_connect_timeout=0.2)
    monkeypatch.setattr("ogp_portal.tenancy.stamps.client", lambda: nobody)
    with django_capture_on_commit_callbacks() as callbacks, country_scope(georgia.country):
        write_by_bulk(georgia)
    assert callbacks
    with country_scope(georgia.country):
        assert Commitment.objects.filter(pk=georgia.commitment.pk, title_en="Changed").exists()
