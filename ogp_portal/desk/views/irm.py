"""The IRM's reports and codings, entered by its researchers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from commitments.enums import CommitmentState
from commitments.models import Commitment
from monitoring.actions.irm import add_irm_report, code_commitment, edit_irm_report
from monitoring.irm_scales import scales_of
from monitoring.models import IrmReport
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.irm import CodingForm, NewReportForm, ReportForm, plan_label
from ogp_portal.desk.forms.one_language import texts_initial
from ogp_portal.desk.pages.irm import coded_rows, report_rows, report_title
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.languages.fields import shown
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible
from plans.models import ActionPlan


@require_safe
def irm_report_list(request: PortalRequest) -> HttpResponse:
    """The reports on the country's plans."""
    rows = report_rows(IrmReport.objects.editable_by(person(request)), language_of_page())
    return render(request, "desk/irm_report_list.html", {"rows": rows, "nav": "desk"})


@require_http_methods(["GET", "HEAD", "POST"])
def irm_report_new(request: PortalRequest) -> HttpResponse:
    """Enter a report."""
    reader = language_of_page()
    plans = _plans(request)
    form = NewReportForm(request.POST or None, plans=plans, reader=reader, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        edit = form.edit_in(form.cleaned_data["language"])
        try:
            report = add_irm_report(form.cleaned_data["plan"], edit, form.facts, by=person(request))
        except NotPossible as refused:
            form.add_error("edition", str(refused))
        else:
            messages.success(request, gettext("The report is saved. Now its codings can be entered."))
            return redirect("desk:irm_report", pk=report.pk)
    return render(request, "desk/irm_report_edit.html", {"form": form, "nav": "desk"})


def _plans(request: PortalRequest) -> list[ActionPlan]:
    """The public plans that the person may enter reports on, newest first."""
    roles = person(request).roles
    plans = ActionPlan.objects.published().order_by("country_id", "-starts_on", "pk")
    if not roles.is_administrator:
        plans = plans.filter(country_id__in=roles.countries(Role.IRM_RESEARCHER))
    return list(plans)


def _report_of(request: PortalRequest, pk: int) -> IrmReport:
    reports = IrmReport.objects.editable_by(person(request)).select_related("plan")
    return get_object_or_404(reports, pk=pk)


@require_safe
def irm_report(request: PortalRequest, pk: int) -> HttpResponse:
    """A report and what it codes: a row per commitment of the plan."""
    report, reader = _report_of(request, pk), language_of_page()
    context = {
        "report": report,
        "name": report_title(report, reader),
        "plan": plan_label(report.plan, reader),
        "country": country_by_id(report.country_id),
        "rows": coded_rows(report, reader),
        "title_language": "en",
        "nav": "desk",
    }
    return render(request, "desk/irm_report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def irm_report_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a report; its title in one language."""
    report, reader = _report_of(request, pk), language_of_page()
    if report.edit_blocker:
        messages.error(request, report.edit_blocker)
        return redirect("desk:irm_report", pk=pk)
    form = ReportForm(request.POST or None, initial=_initial(report, language))
    if request.method == "POST" and form.is_valid():
        try:
            edit_irm_report(report, form.edit_in(language), form.facts, by=person(request))
        except Conflicting as clash:
            form.show_clashes(clash.conflicts)
        except NotPossible as refused:
            form.add_error("edition", str(refused))
        else:
            messages.success(request, gettext("The report is saved."))
            return redirect("desk:irm_report", pk=pk)
    context = {
        "form": form,
        "report": report,
        "name": report_title(report, reader),
        "language": language,
        "language_name": standing_name(language, reader),
        "nav": "desk",
    }
    return render(request, "desk/irm_report_edit.html", context)


def _initial(report: IrmReport, language: str) -> dict[str, Any]:
    published, precision = report.published_on, report.published_precision
    written = published.isoformat() if published else ""
    cut = {"year": 4, "month": 7}.get(precision, 10)
    return {
        **texts_initial(report, ["title"], language),
        "kind": report.kind,
        "edition": report.edition,
        "published": written[:cut],
        "url": report.url,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def irm_coding(request: PortalRequest, pk: int, commitment: int) -> HttpResponse:
    """What the report codes of one commitment, indicator by indicator."""
    report, reader = _report_of(request, pk), language_of_page()
    commitments = Commitment.objects.published().filter(plan_id=report.plan_id).order_by("position", "pk")
    coded = get_object_or_404(commitments, pk=commitment)
    if report.edit_blocker:
        messages.error(request, report.edit_blocker)
        return redirect("desk:irm_report", pk=pk)
    standing = dict(report.codings.filter(commitment=coded).values_list("indicator", "label"))
    scales = scales_of(report.kind, report.plan.starts_on.year)
    form = CodingForm(request.POST or None, scales=scales, standing=standing)
    if request.method == "POST" and form.is_valid():
        code_commitment(report, coded, form.labels, by=person(request))
        messages.success(request, gettext("The codings are saved and public."))
        return redirect(_after(request, commitments, coded, pk))
    context = {
        "form": form,
        "report": report,
        "name": report_title(report, reader),
        "commitment": coded,
        "title": shown(coded, "title", wanted=reader),
        "nav": "desk",
    }
    return render(request, "desk/irm_coding.html", context)


def _after(request: PortalRequest, commitments: Any, coded: Commitment, pk: int) -> str:
    """Back to the report, or on to the plan's next commitment."""
    ids = list(commitments.exclude(state=CommitmentState.WITHDRAWN).values_list("pk", flat=True))
    at = ids.index(coded.pk) + 1 if coded.pk in ids else len(ids)
    if "next" in request.POST and at < len(ids):
        return reverse("desk:irm_coding", kwargs={"pk": pk, "commitment": ids[at]})
    return reverse("desk:irm_report", kwargs={"pk": pk})
