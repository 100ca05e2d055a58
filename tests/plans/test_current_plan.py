"""Which plan speaks for a country."""

import datetime as dt
from typing import Any

from django.db.models import F

from commitments.enums import CommitmentState
from ogp_portal.languages.fields import column
from ogp_portal.tenancy import country_scope, public_scope
from plans.enums import PlanKind, PlanState, Source
from plans.queries import PlanEntry, current_plan, current_plans, one_of_each_number, plan_entries
from tests.cast import Tenant, make_commitment, make_plan


def entry(pk: int, **fields: Any) -> PlanEntry:
    defaults: dict[str, Any] = {
        "country_id": 1,
        "number": pk,
        "key": str(pk),
        "kind": PlanKind.GOVERNMENT,
        "state": PlanState.IMPLEMENTATION,
        "starts_on": dt.date(2020 + pk, 1, 1),
        "ends_on": dt.date(2021 + pk, 12, 31),
        "source": Source.MANUAL,
        "is_demo": False,
        "title": "",
        "commitments": 3,
    }
    return PlanEntry(pk=pk, **{**defaults, **fields})


def test_current_plan_is_the_newest_with_commitments() -> None:
    assert current_plan([entry(1), entry(2), entry(3, commitments=0)]) == entry(2)


def test_current_plan_of_nothing_is_none() -> None:
    assert current_plan([]) is None
    assert current_plan([entry(1, commitments=0)]) is None


def test_current_plan_goes_by_number_where_first_days_are_the_same() -> None:
    day = dt.date(2024, 1, 1)
    lower, higher = entry(1, starts_on=day, number=5, commitments=9), entry(2, starts_on=day, number=6)
    assert current_plan([higher, lower]) == higher


def test_current_plan_of_two_editions_is_the_one_with_more_commitments() -> None:
    day = dt.date(2024, 1, 1)
    demo, imported = (
        entry(1, starts_on=day, number=5, commitments=8, source=Source.DEMO),
        entry(2, starts_on=day, number=5, commitments=12, source=Source.IMPORT),
    )
    assert current_plan([demo, imported]) == imported


def test_shadow_plan_speaks_only_where_no_government_plan_does() -> None:
    shadow, government = entry(3, kind=PlanKind.SHADOW), entry(1)
    assert current_plan([government, shadow]) == government
    assert current_plan([entry(1, commitments=0), shadow]) == shadow


def test_current_plans_by_country() -> None:
    assert current_plans(
        [entry(1), entry(2), entry(3, country_id=2), entry(4, country_id=3, commitments=0)]
    ) == {
        1: entry(2),
        2: entry(3, country_id=2),
    }


def test_one_edition_of_each_number_prefers_current_then_imported() -> None:
    demo_1, imported_1 = (
        entry(1, source=Source.DEMO, commitments=9),
        entry(11, number=1, source=Source.IMPORT),
    )
    demo_2, imported_2 = (
        entry(2, source=Source.DEMO, commitments=9),
        entry(12, number=2, source=Source.IMPORT, starts_on=dt.date(2021, 6, 1)),
    )
    shadow = entry(21, number=1, kind=PlanKind.SHADOW)
    # The imported first plan begins last, so it is the current one.
    assert one_of_each_number([demo_1, imported_1, demo_2, imported_2, shadow]) == [
        imported_2,
        imported_1,
        shadow,
    ]
    assert one_of_each_number([demo_2, imported_2]) == [demo_2]


def test_plan_entries_count_published_commitments_of_published_plans(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        make_commitment(georgia.plan, key="3", number="3", state=CommitmentState.WITHDRAWN)
        make_plan(
            georgia.country, key="4", number=4, starts_on=dt.date(2018, 1, 1), ends_on=dt.date(2019, 12, 31)
        )
    with public_scope(georgia.country):
        found = plan_entries()
    assert [(plan.key, plan.commitments, plan.title) for plan in found] == [("4", 0, ""), ("5", 1, "")]


def test_plan_entries_carry_the_title_asked_for(georgia: Tenant) -> None:
    with public_scope(georgia.country):
        assert [plan.title for plan in plan_entries(F(column("title", "en")))] == ["Fifth action plan"]
