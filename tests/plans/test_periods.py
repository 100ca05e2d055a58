"""Reporting periods: by the calendar, their phase on each day, locked and opened again."""

import datetime as dt

import pytest

from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.directory import country_by_id, today_in
from plans.actions import NotPossible
from plans.actions.period import edit_blocker, lock_period, make_periods, open_again, save_period
from plans.enums import PeriodKind, PeriodPhase
from plans.models import PeriodReopening, ReportingPeriod
from plans.periods import calendar_periods
from tests.cast import Tenant

DAY = dt.timedelta(days=1)


def test_calendar_periods_cut_at_the_plans_days() -> None:
    found = calendar_periods(
        PeriodKind.QUARTER, dt.date(2023, 11, 17), dt.date(2024, 7, 10), due_after=10, lock_after=20
    )
    assert [(p.starts_on, p.ends_on, p.due_on, p.locked_on) for p in found] == [
        (dt.date(2023, 11, 17), dt.date(2023, 12, 31), dt.date(2024, 1, 10), dt.date(2024, 1, 30)),
        (dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 10), dt.date(2024, 4, 30)),
        (dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 10), dt.date(2024, 7, 30)),
        (dt.date(2024, 7, 1), dt.date(2024, 7, 10), dt.date(2024, 7, 20), dt.date(2024, 8, 9)),
    ]


@pytest.mark.parametrize(
    ("kind", "count"), [(PeriodKind.QUARTER, 8), (PeriodKind.HALF_YEAR, 4), (PeriodKind.YEAR, 2)]
)
def test_calendar_periods_of_a_plan_of_two_years(kind: PeriodKind, count: int) -> None:
    found = calendar_periods(kind, dt.date(2024, 1, 1), dt.date(2025, 12, 31), due_after=15, lock_after=None)
    assert len(found) == count
    assert found[-1].due_on == dt.date(2026, 1, 15)
    assert {p.locked_on for p in found} == {None}


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (dt.date(2024, 6, 30), PeriodPhase.PLANNED),
        (dt.date(2024, 7, 1), PeriodPhase.OPEN),
        (dt.date(2024, 7, 16), PeriodPhase.OPEN),
        (dt.date(2024, 7, 17), PeriodPhase.DUE_SOON),
        (dt.date(2024, 7, 31), PeriodPhase.DUE_SOON),
        (dt.date(2024, 8, 1), PeriodPhase.LATE),
        (dt.date(2024, 8, 31), PeriodPhase.LATE),
        (dt.date(2024, 9, 1), PeriodPhase.LOCKED),
        (dt.date(2024, 9, 10), PeriodPhase.REOPENED),
        (dt.date(2024, 9, 11), PeriodPhase.LOCKED),
    ],
)
def test_phase_by_day(georgia: Tenant, today: dt.date, phase: PeriodPhase) -> None:
    with country_scope(georgia.country):
        period = georgia.period
        period.due_on, period.locked_on = dt.date(2024, 7, 31), dt.date(2024, 9, 1)
        if today >= dt.date(2024, 9, 10):
            PeriodReopening.objects.create(period=period, until=dt.date(2024, 9, 10), reason_en="A mistake")
        assert period.phase(today) == phase
        takes_none = phase in {PeriodPhase.PLANNED, PeriodPhase.LOCKED}
        assert bool(period.report_blocker(today)) == takes_none


def test_make_periods_leaves_those_that_are_there(georgia: Tenant, georgian_contact: User) -> None:
    wanted = calendar_periods(
        PeriodKind.HALF_YEAR, georgia.plan.starts_on, georgia.plan.ends_on, due_after=10, lock_after=30
    )
    with country_scope(georgia.country):
        made = make_periods(georgia.plan, wanted, by=georgian_contact)
        assert [period.number for period in made] == [2, 3, 4]
        assert make_periods(georgia.plan, wanted, by=georgian_contact) == []
        assert ReportingPeriod.objects.count() == 4


def test_dates_stay_once_something_is_reported(georgia: Tenant, georgian_contact: User) -> None:
    with country_scope(georgia.country):
        assert edit_blocker(georgia.period)
        with pytest.raises(NotPossible, match="Something has been reported"):
            save_period(georgia.period, by=georgian_contact)
        georgia.period.updates.all().delete()
        georgia.period.due_on = dt.date(2024, 8, 1)
        save_period(georgia.period, by=georgian_contact)
        assert ReportingPeriod.objects.get().due_on == dt.date(2024, 8, 1)


def test_lock_and_open_again(georgia: Tenant, georgian_contact: User) -> None:
    today = today_in(country_by_id(georgia.country.pk))
    with country_scope(georgia.country):
        period = georgia.period
        with pytest.raises(NotPossible, match="Only a locked period"):
            open_again(period, until=today, reason={"ka": "მიზეზი"}, by=georgian_contact)
        lock_period(period, by=georgian_contact)
        assert period.locked_on == today
        assert period.phase(today) == PeriodPhase.LOCKED
        with pytest.raises(NotPossible, match="locked already"):
            lock_period(period, by=georgian_contact)
        with pytest.raises(NotPossible, match="in the past"):
            open_again(period, until=today - DAY, reason={"ka": "მიზეზი"}, by=georgian_contact)
        with pytest.raises(NotPossible, match="everybody reads"):
            open_again(period, until=today, reason={"ka": " ", "en": ""}, by=georgian_contact)
        again = open_again(
            period, until=today + DAY, reason={"ka": "მიზეზი", "en": "A mistake"}, by=georgian_contact
        )
        assert (text_in(again, "reason", "ka"), text_in(again, "reason", "en")) == ("მიზეზი", "A mistake")
        assert period.phase(today) == PeriodPhase.REOPENED
        lock_period(period, by=georgian_contact)
        assert period.phase(today) == PeriodPhase.LOCKED
