"""A door to the small site of these tests, with stamps in Redis as after a first publish."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from ogp_portal.tenancy.stamps import KEY, client, touch
from tests.cast import Tenant
from tests.web.pagecache.door import Door


@pytest.fixture(autouse=True)
def _clean_redis() -> Iterator[None]:
    client().delete(KEY)
    yield
    client().delete(KEY)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's test client does: a request must not close the connection that holds the test's rows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def door(settings: LazySettings) -> Door:
    settings.ROOT_URLCONF = "tests.web.pagecache.site"
    door = Door()
    touch(None)
    return door


@pytest.fixture
def stamped(georgia: Tenant, ukraine: Tenant) -> tuple[Tenant, Tenant]:
    """Both countries have stamps, as after their first publish."""
    touch((georgia.country.pk, ukraine.country.pk))
    return georgia, ukraine
