"""Every change of a reporting period that has consequences."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.ledger import record, states_for
from plans.actions.refusal import NotPossible
from plans.models import ActionPlan, PeriodReopening, ReportingPeriod
from plans.periods import PeriodDates, missing_periods


@transaction.atomic
def make_periods(plan: ActionPlan, periods: Iterable[PeriodDates], *, by: User) -> list[ReportingPeriod]:
    """Give the plan these periods; one that it has already is left as it is."""
    # Two who press at once wait for each other here.
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    number = ReportingPeriod.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    with acting(by):
        return ReportingPeriod.objects.bulk_create(
            ReportingPeriod(
                country_id=plan.country_id,
                plan=plan,
                number=number + at,
                kind=dates.kind,
                starts_on=dates.starts_on,
                ends_on=dates.ends_on,
                due_on=dates.due_on,
                locked_on=dates.locked_on,
            )
            for at, dates in enumerate(missing_periods(plan, periods), start=1)
        )


@transaction.atomic
def save_period(period: ReportingPeriod, *, by: User) -> None:
    """Store a new period of its own, or changed dates of one for which nothing has been reported."""
    if period._state.adding:
        ActionPlan.objects.select_for_update().get(pk=period.plan_id)
        last = ReportingPeriod.objects.filter(plan_id=period.plan_id).aggregate(last=Max("number"))["last"]
        period.number = (last or 0) + 1
    elif blocker := edit_blocker(period):
        raise NotPossible(blocker)
    with acting(by):
        period.save()


def edit_blocker(period: ReportingPeriod) -> str:
    """Why the dates of this period cannot be changed, or ""."""
    # commitments stands above this app: its rows are reached through the relations to a period.
    if period.updates.exists() or period.indicator_values.exists():
        return _(
            "Something has been reported for this period, so its dates stay as they are;"
            " it can be locked earlier or opened again."
        )
    return ""


@transaction.atomic
def lock_period(period: ReportingPeriod, *, by: User) -> None:
    """Lock the period from today; a re-opening ends with it."""
    today = today_in(country_by_id(period.country_id))
    if blocker := period.lock_blocker(today):
        raise NotPossible(blocker)
    with acting(by):
        period.reopenings.filter(until__gte=today).update(until=today - dt.timedelta(days=1))
        if period.locked_on is None or period.locked_on > today:
            period.locked_on = today
            period.save(update_fields=["locked_on"])


@transaction.atomic
def open_again(
    period: ReportingPeriod, *, until: dt.date, reason: Mapping[str, str], by: User
) -> PeriodReopening:
    """Let a locked period take reports up to and including a day, for a reason per language."""
    country = country_by_id(period.country_id)
    if blocker := period.reopen_blocker(today_in(country)):
        raise NotPossible(blocker)
    if until < today_in(country):
        raise NotPossible(_("The last day of the re-opening cannot lie in the past."))
    if not any(text.strip() for text in reason.values()):
        raise NotPossible(_("Say why the period is opened again: everybody reads the reason."))
    with acting(by):
        again = PeriodReopening(country_id=period.country_id, period=period, until=until, reopened_by=by)
        set_texts(again, "reason", reason)
        again.save()
        period.is_reopened = True
        period.save(update_fields=["is_reopened"])
        record(states_for(again, ["reason"], source_language=country.main_language))
    return again
