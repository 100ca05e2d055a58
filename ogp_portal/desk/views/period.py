"""Reporting periods of a plan, and all commitments of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.enums import CommitmentState
from commitments.models import Commitment
from commitments.reporting.actions import publish_reports
from commitments.reporting.reminders import remind_responsible
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.period import CalendarPeriodsForm, PeriodForm, ReopeningForm
from ogp_portal.desk.pages.period import name_of, period_page, period_rows, title_of
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.tenancy.directory import country_by_id, today_in
from plans.actions import NotPossible
from plans.actions.period import edit_blocker, lock_period, make_periods, open_again, save_period
from plans.enums import PeriodKind
from plans.models import ActionPlan, ReportingPeriod
from plans.periods import missing_periods

LONGEST_ID = 16
"""Digits: more are no id of ours, and PostgreSQL would refuse them."""


@require_safe
def period_list(request: PortalRequest, pk: int) -> HttpResponse:
    """All periods of a plan, how each stands and how much is reported."""
    plan = get_object_or_404(ActionPlan.objects.visible_to(person(request)), pk=pk)
    country = country_by_id(plan.country_id)
    rows = period_rows(plan, language_of_page(), today_in(country))
    may_change = ActionPlan.objects.editable_by(person(request)).filter(pk=pk).exists()
    context = {"plan": plan, "plan_name": name_of(plan), "country": country, "rows": rows}
    return render(request, "desk/period_list.html", {**context, "may_change": may_change, "nav": "desk"})


@require_http_methods(["GET", "HEAD", "POST"])
def period_calendar(request: PortalRequest, pk: int) -> HttpResponse:
    """All periods of a plan at once: asked for and looked at by GET, made by POST."""
    plan = _plan_to_change(request, pk)
    asked = request.POST if request.method == "POST" else request.GET
    start = {"kind": PeriodKind.HALF_YEAR, "due_after": 10}
    form = CalendarPeriodsForm(asked if "kind" in asked or asked is request.POST else None, initial=start)
    context: dict[str, Any] = {"plan": plan, "plan_name": name_of(plan), "form": form, "nav": "desk"}
    if form.is_valid():
        wanted = form.dates_for(plan)
        if request.method == "POST":
            made = make_periods(plan, wanted, by=person(request))
            _say_made(request, len(made))
            return redirect("desk:period_list", pk=plan.pk)
        missing, language = missing_periods(plan, wanted), language_of_page()
        context |= {
            "wanted": [(_named(plan, dates, language), dates) for dates in missing],
            "there": len(wanted) - len(missing),
        }
    return render(request, "desk/period_calendar.html", context)


def _named(plan: ActionPlan, dates: Any, language: str) -> str:
    period = ReportingPeriod(kind=dates.kind, starts_on=dates.starts_on, ends_on=dates.ends_on)
    return period.name_in(language)


def _say_made(request: PortalRequest, count: int) -> None:
    sentence = ngettext("%(count)s period has been made.", "%(count)s periods have been made.", count)
    messages.success(request, sentence % {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
def period_new(request: PortalRequest, pk: int) -> HttpResponse:
    """A period with dates of its own."""
    plan = _plan_to_change(request, pk)
    period = ReportingPeriod(country_id=plan.country_id, plan=plan, kind=PeriodKind.OWN)
    return _dates_page(request, period, plan)


@require_http_methods(["GET", "HEAD", "POST"])
def period_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The dates of a period for which nothing has been reported."""
    period = _period_to_change(request, pk)
    return _dates_page(request, period, period.plan, edit_blocker(period))


def _dates_page(
    request: PortalRequest, period: ReportingPeriod, plan: ActionPlan, blocker: str = ""
) -> HttpResponse:
    form = PeriodForm(request.POST or None, period=period)
    if request.method == "POST" and (blocker or form.is_valid()):
        changed = period if blocker else form.changed_period()
        carry_out(request, lambda: save_period(changed, by=person(request)), _("The period has been saved."))
        return redirect("desk:period_list", pk=plan.pk)
    context = {"form": form, "plan": plan, "plan_name": name_of(plan), "period": period, "blocker": blocker}
    if period.pk:
        context["name"] = period.name_in(language_of_page())
    return render(request, "desk/period_edit.html", {**context, "nav": "desk"})


@require_safe
def period(request: PortalRequest, pk: int) -> HttpResponse:
    """All commitments of a period, with how each report stands."""
    page = period_page(_period_of(request, pk), person(request), language_of_page())
    return render(request, "desk/period.html", {"page": page, "nav": "desk"})


@require_POST
def period_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Publish the ticked reports; those that cannot be are named with the reason, the others go through."""
    asked = _period_to_change(request, pk)
    given = request.POST.getlist("commitment")
    ticked = [int(value) for value in given if value.isdecimal() and len(value) < LONGEST_ID]
    commitments = Commitment.objects.reportable_by(person(request)).filter(
        plan_id=asked.plan_id, pk__in=ticked, state=CommitmentState.PUBLISHED
    )
    done, refused = publish_reports(commitments.order_by("position", "pk"), asked, by=person(request))
    if done:
        sentence = ngettext(
            "%(count)s report has been published.", "%(count)s reports have been published.", len(done)
        )
        messages.success(request, sentence % {"count": len(done)})
    if not done and not refused:
        messages.error(request, _("Tick at least one submitted report."))
    for commitment, why in refused:
        title = title_of(commitment, country_by_id(commitment.country_id), language_of_page())
        messages.error(request, f"{title}: {why}")
    return redirect("desk:period", pk=pk)


@require_POST
def period_remind(request: PortalRequest, pk: int) -> HttpResponse:
    """Remind everybody whose report is missing by mail, each at most once a day."""
    asked = _period_to_change(request, pk)
    try:
        count = remind_responsible(asked, by=person(request))
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("desk:period", pk=pk)
    sentence = ngettext(
        "%(count)s person has been reminded by mail.", "%(count)s people have been reminded by mail.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("desk:period", pk=pk)


@require_POST
def period_lock(request: PortalRequest, pk: int) -> HttpResponse:
    """Lock a period from today."""
    asked = _period_to_change(request, pk)
    carry_out(request, lambda: lock_period(asked, by=person(request)), _("The period is locked."))
    return redirect("desk:period", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def period_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Open a locked period again, for a reason that everybody reads."""
    locked = _period_to_change(request, pk)
    country = country_by_id(locked.country_id)
    form = ReopeningForm(request.POST or None, languages=country.languages, today=today_in(country))
    if request.method == "POST" and form.is_valid():
        until, reason, user = form.cleaned_data["until"], form.reasons, person(request)
        carry_out(
            request,
            lambda: open_again(locked, until=until, reason=reason, by=user),
            _("The period is open again."),
        )
        return redirect("desk:period", pk=pk)
    context = {"form": form, "period": locked, "name": locked.name_in(language_of_page())}
    blocker = locked.reopen_blocker(today_in(country))
    return render(request, "desk/period_reopen.html", {**context, "blocker": blocker, "nav": "desk"})


def _plan_to_change(request: PortalRequest, pk: int) -> ActionPlan:
    return get_object_or_404(ActionPlan.objects.editable_by(person(request)), pk=pk)


def _period_of(request: PortalRequest, pk: int) -> ReportingPeriod:
    plans = ActionPlan.objects.visible_to(person(request))
    periods = ReportingPeriod.objects.filter(plan__in=plans).with_reopenings().select_related("plan")
    return get_object_or_404(periods, pk=pk)


def _period_to_change(request: PortalRequest, pk: int) -> ReportingPeriod:
    plans = ActionPlan.objects.editable_by(person(request))
    periods = ReportingPeriod.objects.filter(plan__in=plans).with_reopenings().select_related("plan")
    return get_object_or_404(periods, pk=pk)
