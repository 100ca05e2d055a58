"""One report: written, submitted, returned, published, corrected; or “nothing new”."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.models import Commitment, UpdateFile
from commitments.reporting.actions import (
    ReportConflict,
    facts_version,
    publish_report,
    remove_file,
    report_nothing_new,
    return_report,
    save_report,
    submit_report,
)
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.progress import ProgressForm, ReturnForm, part_prefix
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.progress import ProgressPage, progress_page
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.files.actions import UploadRefused
from ogp_portal.files.serving import original_response
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.ledger import version_of
from plans.actions import NotPossible
from plans.models import ReportingPeriod


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: PortalRequest, pk: int, period: int, language: str = "") -> HttpResponse:
    """The report of a commitment for a period: read, and written where that is possible."""
    page = _page(request, pk, period, language)
    if request.method == "POST" and page.write_blocker:
        messages.error(request, page.write_blocker)
        return redirect("desk:progress", pk=pk, period=period)
    if page.write_blocker:
        return render(request, "desk/progress.html", _context(page, None))
    kept = kept_form(request, page.country.pk, f"progress:{pk}:{period}:{page.language}")
    form: ProgressForm | None = _form(page, request.POST or None, request.FILES or None)
    if request.method == "POST" and form is not None and _is_complete(page, form):
        form = _saved(request, page, form)
        if form is None:
            kept.forget()
            return redirect(request.path)
    if form is not None:
        kept.take_up(form)
    return render(request, "desk/progress.html", _context(page, form, kept=kept))


def _form(page: ProgressPage, data: Any = None, files: Any = None) -> ProgressForm:
    return ProgressForm(
        data,
        files,
        report=page.report,
        parts=page.parts,
        language=page.language,
        has_facts=page.is_main,
        indicators=page.indicators if page.is_main and None in page.parts else (),
        amounts=page.amounts,
    )


def _context(page: ProgressPage, form: ProgressForm | None, **more: Any) -> dict[str, Any]:
    sections = page.sections(form)
    return {
        "page": page,
        "form": form,
        "sections": sections,
        "returning": ReturnForm(),
        "nav": "desk",
        **more,
    }


def _is_complete(page: ProgressPage, form: ProgressForm) -> bool:
    """Whether the form is valid, and complete where it is handed in or corrects what everybody reads."""
    if form.is_valid() and (form.data.get("then") != "save" or page.is_published):
        form.require_reasons()
    return not form.errors


def _saved(request: PortalRequest, page: ProgressPage, form: ProgressForm) -> ProgressForm | None:
    """Save and go on as asked; the form again where something is in the way, and then nothing is saved."""
    try:
        with transaction.atomic():
            message = _save(request, page, form)
    except ReportConflict as conflict:
        return _in_conflict(request, page, conflict)
    except (NotPossible, UploadRefused) as refused:
        form.add_error(None, _sentence(refused))
        return form
    messages.success(request, message)
    return None


def _save(request: PortalRequest, page: ProgressPage, form: ProgressForm) -> str:
    user, then, about = person(request), form.data.get("then"), (page.commitment, page.period)
    save_report(*about, form.edit(), by=user)
    if page.is_published:
        return _("The correction is published.")
    if then not in {"submit", "publish"}:
        return _("The draft has been saved.")
    submit_report(*about, by=user)
    if then == "submit" or not page.publishes:
        return _("The report has been submitted.")
    publish_report(*about, by=user)
    return _("The report is published.")


def _sentence(refused: Exception) -> str:
    found = getattr(refused, "messages", None)
    return " ".join(found) if found else str(refused)


def _in_conflict(request: PortalRequest, page: ProgressPage, conflict: ReportConflict) -> ProgressForm:
    """The form with what the person typed, and beside it what somebody else has saved meanwhile.

    Its versions are those of now, so that saving it again is a decision.
    """
    data = request.POST.copy()
    said: list[tuple[str, str]] = []
    for part, found in conflict.texts.items():
        for text in found:
            name = f"{part_prefix(part)}{text.field}"
            data[f"{name}_base"] = version_of(text.theirs)
            said.append((name, text.theirs))
    for part, row in conflict.facts.items():
        data[f"{part_prefix(part)}seen"] = facts_version(row)
        name = f"{part_prefix(part)}completion"
        level = row.get_completion_display() if row.completion is not None else ""
        said.append((name, f"{level} {row.get_challenge_display()} {' '.join(row.links)}".strip()))
    form = _form(_as_it_stands(page), data, request.FILES)
    form.is_valid()
    sentence = _(
        "Somebody else has saved this meanwhile: “%(theirs)s”. Take from it what you need and save again;"
        " yours then stands."
    )
    for name, theirs in said:
        form.add_error(name if name in form.fields else None, sentence % {"theirs": theirs})
    return form


def _as_it_stands(page: ProgressPage) -> ProgressPage:
    return progress_page(
        page.commitment, page.period, page.user, reading=page.reading, language=page.language
    )


@require_POST
def progress_return(request: PortalRequest, pk: int, period: int) -> HttpResponse:
    """Give a submitted report back with a note."""
    page, form = _page(request, pk, period), ReturnForm(request.POST)
    if not form.is_valid():
        writing = None if page.write_blocker else _form(page)
        return render(request, "desk/progress.html", _context(page, writing, returning=form))
    note = form.cleaned_data["note"]
    about = page.commitment, page.period
    carry_out(
        request, lambda: return_report(*about, note=note, by=page.user), _("The report has been returned.")
    )
    return redirect("desk:progress", pk=pk, period=period)


@require_POST
def progress_publish(request: PortalRequest, pk: int, period: int) -> HttpResponse:
    """Publish a submitted report."""
    page = _page(request, pk, period)
    carry_out(
        request,
        lambda: publish_report(page.commitment, page.period, by=page.user),
        _("The report is published."),
    )
    return redirect("desk:progress", pk=pk, period=period)


@require_POST
def progress_nothing_new(request: PortalRequest, pk: int, period: int) -> HttpResponse:
    """Say that nothing has changed: the last completion is carried on."""
    page = _page(request, pk, period)
    said = _("“Nothing new” is published.") if page.publishes else _("“Nothing new” has been submitted.")
    carry_out(request, lambda: report_nothing_new(page.commitment, page.period, by=page.user), said)
    return redirect("desk:period", pk=period)


@require_safe
def progress_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A report's file as it was handed in."""
    return original_response(_file_of(request, pk).file)


@require_POST
def progress_file_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a file out of a report."""
    file = _file_of(request, pk)
    update = file.update
    carry_out(request, lambda: remove_file(file, by=person(request)), _("The file has been removed."))
    return redirect("desk:progress", pk=update.commitment_id, period=update.period_id)


def _page(request: PortalRequest, pk: int, period: int, language: str = "") -> ProgressPage:
    user, reading = person(request), language_of_page()
    commitments = Commitment.objects.reportable_by(user).select_related("plan", "lead")
    commitment = get_object_or_404(commitments, pk=pk)
    periods = ReportingPeriod.objects.filter(plan_id=commitment.plan_id).with_reopenings()
    found = get_object_or_404(periods, pk=period)
    language = language or country_by_id(commitment.country_id).main_language
    return progress_page(commitment, found, user, reading=reading, language=language)


def _file_of(request: PortalRequest, pk: int) -> UpdateFile:
    commitments = Commitment.objects.reportable_by(person(request))
    files = UpdateFile.objects.filter(update__commitment__in=commitments)
    return get_object_or_404(files.select_related("file", "update__commitment", "update__period"), pk=pk)
