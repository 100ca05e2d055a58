"""Forms that anybody may send, and how robots are told from people."""

import time
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory

from ogp_portal.tenancy.stamps import client
from ogp_portal.web.visitors import OLDEST, OPENED, TRAP, VisitorFields, opened_at, too_often, visitor_fields


class Note(VisitorFields):
    words = forms.CharField()


def note(**given: str) -> Note:
    return Note({"words": "Open the budget.", OPENED: opened_at(time.time() - 60), **given})


def test_a_person_gets_through() -> None:
    assert note().errors == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({TRAP: "https://spam.example"}, "trap"),
        ({OPENED: opened_at(time.time())}, "fast"),
        ({OPENED: opened_at(time.time() - OLDEST - 60)}, "old"),
        ({OPENED: opened_at(time.time() + 3600)}, "old"),
        ({OPENED: "1700000000:forged"}, "old"),
        ({OPENED: ""}, "old"),
    ],
)
def test_a_robot_is_told_why(given: dict[str, str], code: str) -> None:
    if OPENED in given and code == "fast":
        given = {OPENED: opened_at(time.time())}
    form = note(**given)
    assert [error.code for error in form.errors["__all__"].as_data()] == [code]


def test_a_form_keeps_the_time_it_was_opened_at_unless_that_is_no_longer_good() -> None:
    kept, old = opened_at(time.time() - 60), opened_at(time.time() - OLDEST - 60)
    assert kept in visitor_fields(note(**{OPENED: kept}))
    assert old not in visitor_fields(note(**{OPENED: old}))


def test_visitors_are_counted_by_address_and_by_what_they_do() -> None:
    what = f"test{time.time_ns()}"
    first, second = (RequestFactory().get("/", REMOTE_ADDR=ip) for ip in ("192.0.2.1", "192.0.2.2"))
    assert [too_often(first, what, 2, 3600) for _ in range(3)] == [False, False, True]
    assert not too_often(second, what, 2, 3600)
    assert not too_often(first, f"{what}b", 2, 3600)


def test_one_subscriber_counts_once_whatever_the_address_within_the_network() -> None:
    what = f"test{time.time_ns()}"
    near = [f"2001:db8:1:2::{n}" for n in range(3)]
    asked = [RequestFactory().get("/", REMOTE_ADDR=ip) for ip in near]
    assert [too_often(request, what, 2, 3600) for request in asked] == [False, False, True]


def test_no_address_is_kept() -> None:
    what = f"test{time.time_ns()}"
    too_often(RequestFactory().get("/", REMOTE_ADDR="192.0.2.77"), what, 2, 3600)
    kept = [key.decode() for key in client().keys("portal:visitors:*")]
    assert [key for key in kept if what in key]
    assert not [key for key in kept if "192.0.2" in key]
    assert all(client().ttl(key) > 0 for key in kept)


def test_behind_a_proxy_the_address_it_names_last_counts(settings: Any) -> None:
    what = f"test{time.time_ns()}"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    named = ["203.0.113.5, 192.0.2.1", "203.0.113.6, 192.0.2.1", "192.0.2.1, 203.0.113.7"]
    asked = [RequestFactory().get("/", HTTP_X_FORWARDED_FOR=addresses) for addresses in named]
    assert [too_often(request, what, 1, 3600) for request in asked] == [False, True, False]
