"""The way of a commitment: submitted, returned with a note, published, withdrawn, carried forward."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.actions import (
    carry_commitment,
    publish_commitment,
    return_commitment,
    submit_commitment,
    withdraw_commitment,
)
from commitments.actions.carrying import later_plans
from commitments.models import Commitment
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.commitment_steps import CarryForm, NoteForm, ReasonForm
from ogp_portal.desk.pages.commitment import plan_name
from ogp_portal.desk.views.asking import person
from ogp_portal.desk.views.commitment import desk_context, editable_commitment
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.tenancy.directory import country_by_id
from plans.actions import NotPossible
from plans.models.reach import CONTACT


@require_POST
def commitment_submit(request: PortalRequest, pk: int) -> HttpResponse:
    """Hand a draft to the point of contact."""
    row, user = editable_commitment(request, pk), person(request)
    carry_out(request, lambda: submit_commitment(row, by=user), _("The commitment is submitted."))
    return redirect("desk:commitment", pk=pk)


@require_POST
def commitment_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Give a draft back with a note."""
    row, user, form = _decidable(request, pk), person(request), NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/commitment.html", desk_context(request, row, note_form=form))
    note = form.cleaned_data["note"]
    carry_out(request, lambda: return_commitment(row, note=note, by=user), _("The draft is returned."))
    return redirect("desk:commitment", pk=pk)


@require_POST
def commitment_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the commitment to everybody."""
    row, user = _decidable(request, pk), person(request)
    carry_out(request, lambda: publish_commitment(row, by=user), _("The commitment is published."))
    return redirect("desk:commitment", pk=pk)


@require_POST
def commitment_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Mark a commitment as withdrawn, with the reason that everybody reads."""
    row, user = _decidable(request, pk), person(request)
    main = country_by_id(row.country_id).main_language
    form = ReasonForm(request.POST, language=main)
    if not form.is_valid():
        return render(request, "desk/commitment.html", desk_context(request, row, reason_form=form))
    reason = {main: form.cleaned_data["reason"]}
    carry_out(
        request, lambda: withdraw_commitment(row, by=user, reason=reason), _("The commitment is withdrawn.")
    )
    return redirect("desk:commitment", pk=pk)


@require_POST
def commitment_carry(request: PortalRequest, pk: int) -> HttpResponse:
    """Go on with a commitment in a later plan, as a draft there."""
    row = _decidable(request, pk)
    plans = later_plans(row)
    form = CarryForm(request.POST, plans=[(plan.pk, plan_name(plan)) for plan in plans])
    if not form.is_valid():
        return render(request, "desk/commitment.html", desk_context(request, row, carry_form=form))
    try:
        new = carry_commitment(
            row, get_object_or_404(plans, pk=form.cleaned_data["plan"]), by=person(request)
        )
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("desk:commitment", pk=pk)
    messages.success(request, _("The commitment goes on as a draft in the later plan."))
    return redirect("desk:commitment", pk=new.pk)


def _decidable(request: PortalRequest, pk: int) -> Commitment:
    """For those who decide on the country's commitments."""
    row = editable_commitment(request, pk)
    if not person(request).roles.has_in(row.country_id, *CONTACT):
        raise PermissionDenied
    return row
