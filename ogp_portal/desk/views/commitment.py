"""A commitment: how it stands, entering it, changing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commitments.actions import create_commitment, save_commitment
from commitments.actions.entry import add_institution, set_office_email
from commitments.models import Commitment
from ogp_portal.accounts.enums import Role, SafetyMode
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Organisation
from ogp_portal.desk.forms.commitment import CommitmentForm, InstitutionForm
from ogp_portal.desk.forms.commitment_steps import CarryForm, NoteForm, ReasonForm
from ogp_portal.desk.pages.commitment import choices_for, commitment_desk, plan_name
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.editing import conflict_page, language_choices, text_rows
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.values import EditConflict
from plans.models import ActionPlan
from plans.models.reach import CONTACT

FORM = ["GET", "HEAD", "POST"]


@require_safe
def commitment(request: PortalRequest, pk: int) -> HttpResponse:
    """How a commitment stands, what it still needs, its parts, and the next steps."""
    return render(request, "desk/commitment.html", desk_context(request, visible_commitment(request, pk)))


def desk_context(request: PortalRequest, row: Commitment, **forms: Any) -> dict[str, Any]:
    """What the commitment's page needs; `forms` are those that come back with an error."""
    page = commitment_desk(row, person(request), language_of_page())
    own: dict[str, Any] = {
        "note_form": NoteForm(),
        "reason_form": ReasonForm(language=page.main_language),
        "carry_form": CarryForm(plans=page.later),
    }
    return {"page": page, "nav": "desk", **own, **forms}


@require_http_methods(FORM)
def commitment_new(request: PortalRequest, plan: int) -> HttpResponse:
    """Begin a commitment in a plan, in the main language of the country."""
    user = person(request)
    found = get_object_or_404(ActionPlan.objects.visible_to(user).select_related("country"), pk=plan)
    if not user.roles.has_in(found.country_id, *CONTACT, Role.AGENCY_OFFICER):
        raise PermissionDenied
    language = country_by_id(found.country_id).main_language
    kept = kept_form(request, found.country_id, f"commitment:new:{plan}")
    form, institution = _form(request, None, found, language)
    if request.method == "POST" and institution is None and form.is_valid():
        row = create_commitment(found, form.edit(), by=user)
        _note_office(request, form)
        kept.forget()
        return redirect("desk:commitment", pk=row.pk)
    kept.take_up(form)
    return _page(request, form, institution, kept=kept)


@require_http_methods(FORM)
def commitment_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a commitment, its texts in the language of the address."""
    row = editable_commitment(request, pk)
    kept = kept_form(request, row.country_id, f"commitment:{pk}:{language}")
    form, institution = _form(request, row, row.plan, language)
    if request.method == "POST" and institution is None and form.is_valid():
        try:
            save_commitment(row, form.edit(), by=person(request))
        except EditConflict as conflict:
            return _conflict(request, form, conflict, kept=kept)
        _note_office(request, form)
        kept.forget()
        return redirect("desk:commitment", pk=pk)
    kept.take_up(form)
    return _page(request, form, institution, kept=kept)


def _form(
    request: PortalRequest, row: Commitment | None, plan: ActionPlan, language: str
) -> tuple[CommitmentForm, InstitutionForm | None]:
    """The form as it was sent; with a second one when an institution shall be added first, and is not yet."""
    user, reader = person(request), language_of_page()
    name, institution = request.POST.get("add", "").strip()[:300], None
    if name:
        institution = InstitutionForm(request.POST, prefix="new")
        if institution.is_valid():
            values = institution.cleaned_data
            main = country_by_id(plan.country_id).main_language
            add_institution(plan.country_id, name=name, language=main, by=user, **values)
            institution = InstitutionForm(prefix="new")
    choices = choices_for(user, plan.country_id, row, reader)
    form = CommitmentForm(request.POST or None, row=row, plan=plan, language=language, choices=choices)
    if row is None and choices.own:
        form.initial["lead"] = choices.institutions.labels.get(min(choices.own), "")
    return form, institution


def _page(
    request: PortalRequest, form: CommitmentForm, institution: InstitutionForm | None, **context: Any
) -> HttpResponse:
    country = country_by_id(form.plan.country_id)
    values = {
        "form": form,
        "row": form.row,
        "plan": form.plan,
        "plan_name": f"{country.name}: {plan_name(form.plan)}",
        "texts": text_rows(form, country.main_language),
        "edited_languages": language_choices(country.pk, form.language),
        "institution_form": institution or InstitutionForm(prefix="new"),
        "nav": "desk",
    }
    return render(request, "desk/commitment_edit.html", {**values, **context})


def _conflict(
    request: PortalRequest, form: CommitmentForm, conflict: EditConflict, **context: Any
) -> HttpResponse:
    """Both versions side by side; what is saved from here works against what stands now."""
    assert form.row is not None  # noqa: S101 (a new row meets nobody)
    fresh = editable_commitment(request, form.row.pk)
    form.row = fresh
    again = CommitmentForm(
        form.merged_data(conflict), row=fresh, plan=form.plan, language=form.language, choices=form.choices
    )
    page = conflict_page(form, again, conflict)
    values = {"page": page, "choices": form.choices, "nav": "desk"}
    return render(request, "desk/conflict.html", {**values, **context})


def _note_office(request: PortalRequest, form: CommitmentForm) -> None:
    """A new office address of the lead institution; only its own people and the contacts may set it."""
    lead, email = form.cleaned_data["lead"], form.cleaned_data["office_email"]
    user = person(request)
    if not lead or email == form.initial.get("office_email", "") or "office_email" not in form.data:
        return
    organisation = Organisation.objects.get(pk=lead)
    is_own = lead in user.roles.organisations(Role.AGENCY_OFFICER)
    may = is_own or user.roles.has_in(form.plan.country_id, *CONTACT)
    if may and organisation.safety_mode == SafetyMode.OPEN and organisation.office_email != email:
        set_office_email(organisation, email, by=user)


def visible_commitment(request: PortalRequest, pk: int) -> Commitment:
    """The commitment with its plan and lead, or not found."""
    return get_object_or_404(_visible(request), pk=pk)


def editable_commitment(request: PortalRequest, pk: int) -> Commitment:
    """The same, or refused to those who may only read it."""
    editable = Commitment.objects.editable_by(person(request)).filter(pk=OuterRef("pk"))
    row = get_object_or_404(_visible(request).annotate(is_editable=Exists(editable)), pk=pk)
    if not vars(row)["is_editable"]:
        raise PermissionDenied
    return row


def _visible(request: PortalRequest) -> QuerySet[Commitment]:
    return Commitment.objects.visible_to(person(request)).select_related("plan", "lead", "submitted_by")
