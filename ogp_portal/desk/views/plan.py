"""Plans: the list, one plan, entering, changing, publishing, its documents."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.plan import PlanFileForm, PlanForm
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.editing import conflict_page, language_choices, text_rows
from ogp_portal.desk.pages.plan import countries_to_begin, plan_desk, plan_rows
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.files.actions import UploadRefused, store_upload
from ogp_portal.files.serving import original_response
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.translation.values import EditConflict
from plans.actions import (
    add_plan_file,
    create_plan,
    publish_plan,
    remove_plan_file,
    save_plan,
    withdraw_plan,
)
from plans.models import ActionPlan, PlanFile

FORM = ["GET", "HEAD", "POST"]


@require_safe
def plan_list(request: PortalRequest) -> HttpResponse:
    """The plans of the person's countries, published and not."""
    user = person(request)
    rows = plan_rows(user, language_of_page())
    may_begin = bool(countries_to_begin(user))
    return render(request, "desk/plan_list.html", {"rows": rows, "may_begin": may_begin, "nav": "desk"})


@require_http_methods(FORM)
def plan_new(request: PortalRequest) -> HttpResponse:
    """Begin a plan, in the main language of its country; who works on several chooses one first."""
    countries = countries_to_begin(person(request))
    asked = request.GET.get("of", "")
    country = next((c for c in countries if c.slug == asked), countries[0] if len(countries) == 1 else None)
    if country is None:
        return render(request, "desk/plan_countries.html", {"countries": countries, "nav": "desk"})
    kept = kept_form(request, country.pk, "plan:new")
    form = PlanForm(request.POST or None, row=None, country_id=country.pk, language=country.main_language)
    if request.method == "POST" and form.is_valid():
        plan = create_plan(country.pk, form.edit(), by=person(request))
        kept.forget()
        return redirect("desk:plan", pk=plan.pk)
    kept.take_up(form)
    return _form_page(request, form, country, kept=kept)


@require_safe
def plan(request: PortalRequest, pk: int) -> HttpResponse:
    """One plan: its state, its commitments with what they still need, its documents."""
    row = _visible(request, pk)
    page = plan_desk(row, person(request), language_of_page())
    form = PlanFileForm(language=page.main_language)
    return render(request, "desk/plan.html", {"page": page, "form": form, "nav": "desk"})


@require_http_methods(FORM)
def plan_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a plan, its texts in the language of the address."""
    row = _editable(request, pk)
    country = country_by_id(row.country_id)
    kept = kept_form(request, row.country_id, f"plan:{pk}:{language}")
    form = PlanForm(request.POST or None, row=row, country_id=row.country_id, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            save_plan(row, form.edit(), by=person(request))
        except EditConflict as conflict:
            row.refresh_from_db()
            again = PlanForm(
                form.merged_data(conflict), row=row, country_id=row.country_id, language=language
            )
            page = conflict_page(form, again, conflict)
            return render(request, "desk/conflict.html", {"page": page, "kept": kept, "nav": "desk"})
        kept.forget()
        return redirect("desk:plan", pk=pk)
    kept.take_up(form)
    return _form_page(request, form, country, kept=kept)


@require_POST
def plan_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the plan to everybody."""
    row = _editable(request, pk)
    carry_out(request, lambda: publish_plan(row, by=person(request)), _("The plan is published."))
    return redirect("desk:plan", pk=pk)


@require_POST
def plan_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the plan out of the public's sight."""
    row = _editable(request, pk)
    carry_out(request, lambda: withdraw_plan(row, by=person(request)), _("The plan is no longer public."))
    return redirect("desk:plan", pk=pk)


@require_POST
def plan_file_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Put documents beside the plan, under a title in the country's main language."""
    row, user = _editable(request, pk), person(request)
    main = country_by_id(row.country_id).main_language
    form = PlanFileForm(request.POST, request.FILES, language=main)
    if form.is_valid():
        try:
            with transaction.atomic():
                for upload in form.cleaned_data["documents"]:
                    file = store_upload(upload, country_id=row.country_id, by=user, purpose="plan")
                    add_plan_file(row, file, title=form.cleaned_data["title"], language=main, by=user)
            return redirect("desk:plan", pk=pk)
        except UploadRefused as refused:
            form.add_error("documents", str(refused.messages[0]))
    page = plan_desk(row, user, language_of_page())
    return render(request, "desk/plan.html", {"page": page, "form": form, "nav": "desk"})


@require_safe
def plan_file(request: PortalRequest, pk: int, file: int) -> HttpResponseBase:
    """A document as it came."""
    files = PlanFile.objects.filter(plan=_visible(request, pk)).select_related("file")
    return original_response(get_object_or_404(files, pk=file).file)


@require_POST
def plan_file_remove(request: PortalRequest, pk: int, file: int) -> HttpResponse:
    """Take a document away from the plan."""
    row = _editable(request, pk)
    remove_plan_file(get_object_or_404(PlanFile, plan=row, pk=file), by=person(request))
    return redirect("desk:plan", pk=pk)


def _form_page(
    request: PortalRequest, form: PlanForm, country: CountryEntry, **context: object
) -> HttpResponse:
    values = {
        "form": form,
        "row": form.row,
        "country": country,
        "texts": text_rows(form, country.main_language),
        "edited_languages": language_choices(country.pk, form.language),
        "nav": "desk",
    }
    return render(request, "desk/plan_edit.html", {**values, **context})


def _visible(request: PortalRequest, pk: int) -> ActionPlan:
    return get_object_or_404(ActionPlan.objects.visible_to(person(request)).select_related("country"), pk=pk)


def _editable(request: PortalRequest, pk: int) -> ActionPlan:
    row = _visible(request, pk)
    if not ActionPlan.objects.editable_by(person(request)).filter(pk=pk).exists():
        raise PermissionDenied
    return row
