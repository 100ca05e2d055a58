"""What the cache of public pages keeps, and how it answers from it."""

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model

from ogp_portal.tenancy.stamps import touch
from ogp_portal.web.pagecache import LONGEST_ADDRESS, OVERHEAD
from tests.cast import Tenant
from tests.web.pagecache.door import GEORGIA, HOME, UKRAINE, Door


def test_a_second_visit_is_answered_without_django(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    first, second = door.get(GEORGIA), door.get(GEORGIA)
    assert (first.status, first.built, second.built) == ("200 OK", 1, 0)
    assert "georgia: Publish the register of owners" in first.text
    assert (second.body, second.headers) == (first.body, first.headers)
    assert "X-Portal-Depends" not in first.headers


def test_signed_in_people_pass_the_cache_by(
    door: Door, stamped: tuple[Tenant, Tenant], settings: LazySettings
) -> None:
    door.get(GEORGIA)
    cookie = f"theme=dark; {settings.SESSION_COOKIE_NAME}=abc"
    first, second = door.get(GEORGIA, cookie=cookie), door.get(GEORGIA, cookie=cookie)
    assert (first.built, second.built) == (1, 1)
    assert "X-Portal-Depends" not in first.headers
    assert "public" not in first.headers.get("Cache-Control", "")
    assert door.get(GEORGIA).built == 0


def test_other_cookies_do_not_matter(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    door.get(GEORGIA)
    assert door.get(GEORGIA, cookie="theme=dark; csrftoken=x").built == 0


def test_host_language_path_and_query_tell_pages_apart(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    texts = {
        door.get(HOME).text,
        door.get(HOME, host="127.0.0.1").text,
        door.get("/ka/").text,
        door.get(GEORGIA).text,
        door.get(GEORGIA, query="q=a").text,
        door.get(GEORGIA, query="q=b").text,
    }
    assert (len(texts), door.built) == (6, 6)
    # A question mark of the path is none of the query.
    assert door.get("/en/georgia/?q=a", query="").status != "200 OK"


def test_a_host_that_is_not_ours_is_refused_and_not_kept(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    assert [door.get(HOME, host="evil.example").status[:3] for _ in range(2)] == ["400", "400"]
    assert door.built == 2
    assert "evil" not in door.get(HOME).text


@pytest.mark.parametrize(
    "address",
    [
        "/en/areas/",
        "/en/about/three-voices/",
        "/en/about/accessibility/",
        "/en/nowhere/",
        "/healthz",
        "/",
        "/en",
    ],
)
def test_answers_that_are_not_for_everybody_are_not_kept(
    address: str, door: Door, stamped: tuple[Tenant, Tenant]
) -> None:
    replies = [door.get(address), door.get(address)]
    assert [reply.built for reply in replies] == [1, 1]
    assert all("X-Portal-Depends" not in reply.headers for reply in replies)
    assert "ETag" not in replies[0].headers
    assert len(door.pages.without_query) == 0


def test_a_post_passes_by(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    door.get(GEORGIA)
    assert door.get(GEORGIA, method="POST").built == 1


@pytest.mark.parametrize("spelling", ["{}", "W/{}", '"other", W/{}', " * "])
def test_a_browser_that_has_the_page_is_told_so(
    spelling: str, door: Door, stamped: tuple[Tenant, Tenant]
) -> None:
    etag = door.get(GEORGIA).headers["ETag"]
    assert etag.startswith('W/"')
    reply = door.get(GEORGIA, if_none_match=spelling.format(etag.removeprefix("W/")))
    assert (reply.status, reply.body, reply.built) == ("304 Not Modified", b"", 0)
    assert reply.headers == {
        "ETag": etag,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding, Cookie",
    }


def test_304_also_when_the_page_was_built_anew_with_the_same_text(
    door: Door, stamped: tuple[Tenant, Tenant]
) -> None:
    etag = door.get(GEORGIA).headers["ETag"]
    touch(None)
    reply = door.get(GEORGIA, if_none_match=etag)
    assert (reply.status[:3], reply.built) == ("304", 1)
    assert door.get(GEORGIA, if_none_match=etag[:-2]).status == "200 OK"


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("", None),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, gzip; q=0", None),
        ("BR;q=1.0", "br"),
        ("library, gzipped", None),
        ("identity", None),
    ],
)
def test_a_page_is_packed_as_the_client_takes_it(
    accepted: str, packing: str | None, door: Door, stamped: tuple[Tenant, Tenant]
) -> None:
    plain = door.get(GEORGIA).text
    for reply in (
        door.get(GEORGIA, accept_encoding=accepted),
        door.get("/ka/georgia/", accept_encoding=accepted),
    ):
        assert reply.headers.get("Content-Encoding") == packing
        assert reply.headers["Content-Length"] == str(len(reply.body))
    assert door.get(GEORGIA, accept_encoding=accepted).text == plain


def test_head_tells_what_get_would_send(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    head = door.get(GEORGIA, method="HEAD", accept_encoding="gzip")
    get = door.get(GEORGIA, accept_encoding="gzip")
    assert (head.body, head.built, get.built) == (b"", 1, 0)
    assert head.headers == get.headers
    assert door.get(GEORGIA, method="HEAD").built == 0
    assert door.get("/en/areas/", method="HEAD").body == b""


def test_memory_is_bounded(settings: LazySettings, stamped: tuple[Tenant, Tenant]) -> None:
    settings.ROOT_URLCONF = "tests.web.pagecache.site"
    touch(None)
    door = Door(most=12 * OVERHEAD)
    door.get(GEORGIA, accept_encoding="gzip")
    for number in range(50):
        door.get(UKRAINE, query=f"q={number}", accept_encoding="gzip")
    assert 1 <= len(door.pages.with_query) <= 3
    # Invented queries have pushed out one another only.
    assert door.get(GEORGIA, accept_encoding="gzip").built == 0
    for encoding in ("gzip", "br", ""):
        door.get(GEORGIA, accept_encoding=encoding)
    for shelf in (door.pages.with_query, door.pages.without_query):
        assert shelf.size == sum(page.size() for page, _ in shelf._pages.values()) <= shelf.most


def test_a_huge_address_is_answered_but_not_kept(door: Door, stamped: tuple[Tenant, Tenant]) -> None:
    query = "q=" + "x" * LONGEST_ADDRESS
    assert [door.get(GEORGIA, query=query).built for _ in range(2)] == [1, 1]


def test_a_page_of_a_person_whose_session_has_ended_is_not_kept(
    door: Door, stamped: tuple[Tenant, Tenant], settings: LazySettings
) -> None:
    assert get_user_model().objects.count() == 0
    door.get(GEORGIA, cookie=f"{settings.SESSION_COOKIE_NAME}=ended")
    assert len(door.pages.without_query) == 0
