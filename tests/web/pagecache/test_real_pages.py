"""The portal's own public pages can all be kept, and show what is published."""

import pytest
from django.conf import LazySettings

from ogp_portal.tenancy.stamps import touch
from tests.cast import SECRET, Tenant
from tests.web.pagecache.door import Door

PAGES = (
    "/ka/",
    "/ka/georgia/",
    "/ka/georgia/plans/5/",
    "/ka/georgia/plans/5/1/",
    "/ka/areas/",
    "/ka/about/three-voices/",
    "/ka/about/accessibility/",
)


@pytest.fixture
def real_door(georgia: Tenant, ukraine: Tenant, settings: LazySettings) -> Door:
    settings.ROOT_URLCONF = "ogp_portal.urls"
    touch(None)
    touch((georgia.country.pk, ukraine.country.pk))
    return Door(most=10_000_000)


@pytest.mark.parametrize("address", PAGES)
def test_a_second_visit_is_answered_from_memory(address: str, real_door: Door) -> None:
    first = real_door.get(address, accept_encoding="gzip")
    second = real_door.get(address, accept_encoding="gzip")
    assert (first.status, first.built, second.built) == ("200 OK", 1, 0)
    assert second.text == first.text
    assert SECRET not in first.text
    assert real_door.get(address, if_none_match=first.headers["ETag"]).status == "304 Not Modified"


@pytest.mark.parametrize("address", ["/ka/georgia/plans/9/", "/ka/georgia/plans/5/2/"])
def test_what_is_not_published_is_not_there(address: str, real_door: Door) -> None:
    replies = [real_door.get(address), real_door.get(address)]
    assert [(reply.status[:3], reply.built) for reply in replies] == [("404", 1)] * 2
