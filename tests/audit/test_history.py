"""History only grows: what happened cannot be rewritten, not even by the portal's own role."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from commitments.models import Commitment
from ogp_portal.audit.events import TenantEvent
from ogp_portal.audit.tracking import event_model
from ogp_portal.tenancy import country_scope
from tests.cast import Tenant

HISTORIES = [model for model in apps.get_models() if issubclass(model, TenantEvent)]


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("history", HISTORIES, ids=lambda model: model.__name__)
def test_an_event_can_be_neither_changed_nor_deleted(georgia: Tenant, history: Any, change: str) -> None:
    with country_scope(georgia.country):
        events = history._default_manager.all()
        before = list(events.order_by("pk").values())
        if not before:
            pytest.skip("the cast has no such rows")
        with pytest.raises(DatabaseError, match=r"Cannot update or delete rows"), transaction.atomic():
            events.update(pgh_label="never was") if change == "update" else events.delete()
        assert list(events.order_by("pk").values()) == before


def test_a_delete_stays_in_the_history_of_what_is_gone(georgia: Tenant) -> None:
    pk = georgia.draft.pk
    with country_scope(georgia.country):
        Commitment.objects.filter(pk=pk).update(number="12")
        Commitment.objects.filter(pk=pk).delete()
        events = event_model(Commitment)._default_manager.filter(id=pk).order_by("pgh_id")
        assert list(events.values_list("pgh_label", "number")) == [
            ("insert", "2"),
            ("update", "12"),
            ("delete", "12"),
        ]
