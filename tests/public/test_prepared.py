"""Prepared queries: compiled and planned once, walled each time."""

from typing import Any

import pytest
from django.db import connection

from commitments.models import Commitment
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Slot
from tests.cast import Tenant

ORDER = ("ka", "en", "uk")


@Prepared
def titles(order: tuple[str, ...]) -> Query:
    """Slots: ids, state."""
    found = Commitment.objects.filter(IsAny("id", "ids"), state=Slot("state")).order_by("pk")
    return found.exclude(key="100%").values("key", title_text=FirstText("title", order))


@pytest.fixture(params=[False, True], ids=["planned once", "behind a pool"])
def pooled(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", request.param)


def test_first_text_is_the_first_there_is_with_its_language(pooled: None, georgia: Tenant) -> None:
    with country_scope(georgia.country):
        ids = [georgia.commitment.pk, georgia.draft.pk]
        assert [tuple(row) for row in titles(ORDER).rows(ids=ids, state="published")] == [
            ("1", "enPublish the register of owners")
        ]
        set_texts(georgia.commitment, "title", {"ka": "რეესტრი"})
        georgia.commitment.save()
        [row] = titles(ORDER).rows(ids=ids, state="published")
        assert row.title_text == "kaრეესტრი"
        [row] = titles(("az",)).rows(ids=ids, state="published")
        assert row.title_text == ""
        assert titles(ORDER).rows(ids=[], state="published") == []


def test_the_same_question_sees_what_its_role_may_see(pooled: None, georgia: Tenant, ukraine: Tenant) -> None:
    ids = [georgia.draft.pk, ukraine.draft.pk]
    for _ in range(8):  # past the point from which PostgreSQL keeps one plan for all
        with country_scope(georgia.country):
            assert len(titles(ORDER).rows(ids=ids, state="draft")) == 1
        with public_scope(georgia.country):
            assert titles(ORDER).rows(ids=ids, state="draft") == []
        with country_scope(georgia.country, ukraine.country):
            assert len(titles(ORDER).rows(ids=ids, state="draft")) == 2


def test_a_question_is_compiled_once(georgia: Tenant) -> None:
    assert titles(ORDER) is titles(ORDER)
    assert titles(ORDER) is not titles(("en",))
