"""Consultations: entered, opened, prolonged, with their documents."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.consultation import ConsultationForm
from ogp_portal.desk.forms.forum import PapersForm
from ogp_portal.desk.pages.dialogue import counted_words, language_tabs, phase_of, title_of, waiting_in
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out, papers_added
from ogp_portal.files.serving import original_response
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible
from plans.actions.consultation import (
    add_consultation_files,
    open_consultation,
    publish_consultation,
    remove_consultation_file,
    save_consultation,
    withdraw_consultation,
)
from plans.models import ActionPlan, Consultation, ConsultationFile
from plans.models.reach import CONTACT, within_reach
from plans.words import participation_sentence, plan_with_years


@require_safe
def consultation(request: PortalRequest, pk: int) -> HttpResponse:
    """A consultation with its documents and how many contributed."""
    rows = Consultation.objects.visible_to(person(request)).select_related("plan", "country")
    row = get_object_or_404(rows, pk=pk)
    may_edit = person(request).roles.has_in(row.country_id, *CONTACT)
    return render(request, "desk/consultation.html", _context(row, PapersForm() if may_edit else None))


def _context(row: Consultation, form: PapersForm | None) -> dict[str, Any]:
    language, today = language_of_page(), today_in(country_by_id(row.country_id))
    counted = waiting_in([row])[row.pk]
    documents = row.files.select_related("file").order_by("pk")
    return {
        "consultation": row,
        "country": country_by_id(row.country_id),
        "texts": {name: title_of(row, name, language) for name in ("title", "description")},
        "plan": plan_with_years(row.plan.number, row.plan.kind, row.plan.starts_on, row.plan.ends_on),
        "phase": phase_of(row, language, today),
        "participation": participation_sentence(row.participation),
        "counted": counted_words(counted),
        "is_late": row.answers_due_on < today and bool(counted["unanswered"] + counted["unread"]),
        "documents": [(document, title_of(document, "title", language)) for document in documents],
        "form": form,
        "main_language": country_by_id(row.country_id).main_language,
        "blockers": {"publish": row.publish_blocker(today), "withdraw": row.withdraw_blocker},
        "nav": "desk",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: PortalRequest, plan: int) -> HttpResponse:
    """Enter a consultation on a plan, in the country's main language."""
    about = get_object_or_404(within_reach(ActionPlan.objects.all(), person(request), CONTACT), pk=plan)
    main = country_by_id(about.country_id).main_language
    form = ConsultationForm(
        request.POST or None, row=None, country_id=about.country_id, language=main, main_language=main
    )
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            made = open_consultation(about, form.edit(), form.terms(), key=key, by=person(request))
        except NotPossible as refused:
            form.add_error("closes_on", str(refused))
        else:
            messages.success(request, _("The consultation has been saved. It is not public yet."))
            return redirect("desk:consultation", pk=made.pk)
    years = plan_with_years(about.number, about.kind, about.starts_on, about.ends_on)
    return render(request, "desk/consultation_edit.html", {"form": form, "plan": years, "nav": "desk"})


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Write a consultation in one language; its terms are the same in all."""
    row = _consultation_of(request, pk)
    form = ConsultationForm(
        request.POST or None,
        row=row,
        country_id=row.country_id,
        language=language,
        main_language=country_by_id(row.country_id).main_language,
    )
    if request.method == "POST" and form.is_valid() and _saved(row, form, request):
        messages.success(request, _("The consultation has been saved."))
        return redirect("desk:consultation", pk=pk)
    context = {
        "form": form,
        "consultation": row,
        "plan": plan_with_years(row.plan.number, row.plan.kind, row.plan.starts_on, row.plan.ends_on),
        "tabs": language_tabs(row.country_id, language),
        "nav": "desk",
    }
    return render(request, "desk/consultation_edit.html", context)


def _saved(row: Consultation, form: ConsultationForm, request: PortalRequest) -> bool:
    try:
        save_consultation(row, form.edit(), form.terms(), by=person(request))
    except Conflicting as found:
        form.show_conflicts(found.conflicts)
        return False
    except NotPossible as refused:
        form.add_error("closes_on", str(refused))
        return False
    return True


@require_POST
def consultation_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the consultation to everybody."""
    return _step(request, pk, publish_consultation, _("The consultation is published."))


@require_POST
def consultation_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the consultation out of the public's sight."""
    return _step(request, pk, withdraw_consultation, _("The consultation is no longer public."))


def _step(request: PortalRequest, pk: int, step: Callable[..., None], done: str) -> HttpResponse:
    row = _consultation_of(request, pk)
    carry_out(request, lambda: step(row, by=person(request)), done)
    return redirect("desk:consultation", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_file_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add documents, titled in the main language; the form itself stands on the consultation's page."""
    row = _consultation_of(request, pk)
    if request.method != "POST":
        return redirect("desk:consultation", pk=pk)
    form = PapersForm(request.POST, request.FILES)
    if form.is_valid() and papers_added(request, row, form, add_consultation_files):
        messages.success(request, _("The documents have been added."))
        return redirect("desk:consultation", pk=pk)
    return render(request, "desk/consultation.html", _context(row, form))


@require_safe
def consultation_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A document as it came."""
    consultations = Consultation.objects.visible_to(person(request))
    documents = ConsultationFile.objects.filter(consultation__in=consultations).select_related("file")
    return original_response(get_object_or_404(documents, pk=pk).file)


@require_POST
def consultation_file_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a document away."""
    consultations = Consultation.objects.editable_by(person(request))
    document = get_object_or_404(ConsultationFile.objects.filter(consultation__in=consultations), pk=pk)
    carry_out(
        request,
        lambda: remove_consultation_file(document, by=person(request)),
        _("The document has been removed."),
    )
    return redirect("desk:consultation", pk=document.consultation_id)


def _consultation_of(request: PortalRequest, pk: int) -> Consultation:
    rows = Consultation.objects.editable_by(person(request)).select_related("plan", "country")
    return get_object_or_404(rows, pk=pk)
