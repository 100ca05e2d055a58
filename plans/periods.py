"""Which reporting periods a plan gets by the calendar. Dates are decided once, shown, and then stored."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from plans.enums import PeriodKind
from plans.models import ActionPlan, ReportingPeriod

MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True)
class PeriodDates:
    """A period to be made."""

    kind: PeriodKind
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    locked_on: dt.date | None


def calendar_periods(
    kind: PeriodKind, first: dt.date, last: dt.date, *, due_after: int, lock_after: int | None
) -> list[PeriodDates]:
    """The calendar's quarters, half-years or years from the first to the last day, cut at both.

    Reports are due `due_after` days after a period's end; it is locked `lock_after` days after that, or
    never where that is None.
    """
    months, periods = MONTHS[kind], []
    starts = dt.date(first.year, (first.month - 1) // months * months + 1, 1)
    while starts <= last:
        following = _months_later(starts, months)
        ends = min(following - dt.timedelta(days=1), last)
        due = ends + dt.timedelta(days=due_after)
        locked = None if lock_after is None else due + dt.timedelta(days=lock_after)
        periods.append(PeriodDates(kind, max(starts, first), ends, due, locked))
        starts = following
    return periods


def _months_later(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def missing_periods(plan: ActionPlan, wanted: Iterable[PeriodDates]) -> list[PeriodDates]:
    """Those whose span the plan does not have yet."""
    there = set(ReportingPeriod.objects.filter(plan=plan).values_list("starts_on", "ends_on"))
    return [dates for dates in wanted if (dates.starts_on, dates.ends_on) not in there]
