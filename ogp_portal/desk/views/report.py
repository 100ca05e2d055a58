"""The reports of the programme officer and the points of contact."""

from contextlib import suppress
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.models import Commitment
from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports.actions import request_report, retry_report_file, stored_path
from monitoring.reports.liveness import pages_so_far
from monitoring.reports.reasons import reason_sentence
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.report import ReportForm, plan_label
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.tenancy.directory import country_by_id
from plans.actions import NotPossible
from plans.models import ActionPlan

SHOWN_REPORTS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: PortalRequest) -> HttpResponse:
    """The reports asked for so far, and the form to ask for one."""
    user, language = person(request), language_of_page()
    form = ReportForm(
        request.POST or None,
        plans=_reportable_plans(language),
        language=language,
        initial={"languages": list(OWN_NAMES)},
    )
    if request.method == "POST" and form.is_valid():
        asked = request_report(form.cleaned_data["plan"], languages=form.cleaned_data["languages"], by=user)
        return redirect("desk:report", pk=asked.pk)
    reports = ProgressReport.objects.visible_to(user).select_related("plan").defer("snapshot")
    rows = [
        {
            "report": row,
            "label": plan_label(row.plan, language),
            "names": [OWN_NAMES[c] for c in row.languages],
        }
        for row in reports.order_by("-requested_at")[:SHOWN_REPORTS]
    ]
    return render(request, "desk/report_list.html", {"form": form, "rows": rows, "nav": "reports"})


@require_safe
def report(request: PortalRequest, pk: int) -> HttpResponse:
    """One report: how far each language is, asked for anew by htmx while something is still being made."""
    asked = _report_of(request, pk)
    files = [_file_row(file) for file in asked.files.order_by("language")]
    is_open = any(row["is_open"] for row in files)
    context = {
        "report": asked,
        "label": plan_label(asked.plan, language_of_page()),
        "files": files,
        "is_open": is_open,
        "ready": sum(row["is_ready"] for row in files),
        "nav": "reports",
    }
    return render(request, "desk/report.html", context)


@require_safe
def report_file(request: PortalRequest, pk: int, language: str) -> HttpResponseBase:
    """The finished PDF."""
    asked = _report_of(request, pk)
    file = get_object_or_404(asked.files, language=language, state=JobState.DONE)
    path = stored_path(file)
    if not path.exists():
        raise Http404
    country = country_by_id(asked.country_id)
    name = f"{country.slug}-plan-{asked.plan.key}-{language}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


@require_POST
def report_retry(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Make a failed language again."""
    asked = _report_of(request, pk)
    file = get_object_or_404(asked.files, language=language)
    # A file that is being made again already needs no second click.
    with suppress(NotPossible):
        retry_report_file(file, by=person(request))
    return redirect("desk:report", pk=pk)


def _report_of(request: PortalRequest, pk: int) -> ProgressReport:
    reports = ProgressReport.objects.visible_to(person(request))
    return get_object_or_404(reports.select_related("plan").defer("snapshot"), pk=pk)


def _reportable_plans(language: str) -> list[ActionPlan]:
    """Published plans with published commitments, by country and number."""
    with_promises = Commitment.objects.published().values("plan_id")
    plans = ActionPlan.objects.published().filter(pk__in=with_promises)
    return sorted(
        plans,
        key=lambda plan: (country_by_id(plan.country_id).form("name", language), -plan.number, plan.key),
    )


def _file_row(file: ReportFile) -> dict[str, Any]:
    return {
        "file": file,
        "name": OWN_NAMES[file.language],
        "state": file.get_state_display(),
        "is_open": file.state in {JobState.QUEUED, JobState.RUNNING},
        "is_ready": file.state == JobState.DONE,
        "pages_so_far": pages_so_far(file) if file.state == JobState.RUNNING else 0,
        "reason": reason_sentence(file.reason_code, file.reason_detail) if file.reason_code else "",
    }
