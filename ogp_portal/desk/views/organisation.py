"""Organisations of civil society: letting them in, and what they say of themselves."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Organisation
from ogp_portal.accounts.organisations import confirm_organisation, decline_organisation
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.desk.forms.organisation import AliasForm, DeclineForm, OrganisationForm, OwnNameForm
from ogp_portal.desk.pages.organisation import OrganisationPage, organisation_groups
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting
from ogp_portal.translation.organisations import (
    alias_blocker,
    edit_organisation,
    give_up_alias,
    take_alias,
)


@require_safe
def organisation_list(request: PortalRequest) -> HttpResponse:
    """Those that wait to be confirmed, and the others that the person may see."""
    groups = organisation_groups(person(request), language_of_page())
    return render(request, "desk/organisation_list.html", {"groups": groups, "nav": "desk"})


@require_safe
def organisation(request: PortalRequest, pk: int) -> HttpResponse:
    """One organisation: how it stands and what can be done."""
    return _page(request, _visible(request, pk), DeclineForm())


def _page(request: PortalRequest, found: Organisation, form: DeclineForm) -> HttpResponse:
    page = OrganisationPage(found, person(request), language_of_page())
    context = {"page": page, "organisation": found, "form": form, "nav": "desk"}
    return render(request, "desk/organisation.html", context)


def _visible(request: PortalRequest, pk: int) -> Organisation:
    found = Organisation.objects.of_civil_society().visible_to(person(request))
    return get_object_or_404(found.select_related("registered_by"), pk=pk)


def _to_decide(request: PortalRequest, pk: int) -> Organisation:
    """One that the person may let in; of one that waits no more, the action says so."""
    found = _visible(request, pk)
    is_waiting = not (found.confirm_blocker and found.decline_blocker)
    if is_waiting and not Organisation.objects.waiting_for(person(request)).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def _own(request: PortalRequest, pk: int) -> Organisation:
    found = _visible(request, pk)
    if not Organisation.objects.editable_by(person(request)).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def _do(request: PortalRequest, pk: int, step: Callable[[], object], done: str) -> HttpResponse:
    """Take a step and say so, or say why not."""
    carry_out(request, step, done)
    return redirect("desk:organisation", pk=pk)


@require_POST
def organisation_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Let it in."""
    found, by = _to_decide(request, pk), person(request)
    done = gettext("Confirmed: the organisation is public. Whoever registered it gets a mail.")
    return _do(request, pk, lambda: confirm_organisation(found, by=by), done)


@require_POST
def organisation_decline(request: PortalRequest, pk: int) -> HttpResponse:
    """Do not let it in, with a reason."""
    found, by = _to_decide(request, pk), person(request)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    reason = form.cleaned_data["reason"]
    done = gettext("Declined. Whoever registered it gets a mail with the reason.")
    return _do(request, pk, lambda: decline_organisation(found, reason=reason, by=by), done)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """What an organisation says of itself, in one language."""
    found = _own(request, pk)
    form = OrganisationForm(request.POST or None, organisation=found, language=language)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_organisation(
                found,
                form.edit(),
                website=given.get("website", ""),
                office_email=given.get("office_email", ""),
                by=person(request),
            )
        except Conflicting as clash:
            form.show_conflicts(clash.conflicts)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("desk:organisation", pk=pk)
    context = {
        "form": form,
        "page": OrganisationPage(found, person(request), language_of_page()),
        "language": language,
        "language_name": standing_name(language, language_of_page()),
        "nav": "desk",
    }
    return render(request, "desk/organisation_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_alias(request: PortalRequest, pk: int) -> HttpResponse:
    """Put an alias in the place of the name; the administrator also the name in the place of the alias."""
    found, by = _own(request, pk), person(request)
    country = country_by_id(found.country_id)
    if found.is_safe and not by.roles.is_administrator:
        raise PermissionDenied
    form: AliasForm | OwnNameForm
    form = (OwnNameForm if found.is_safe else AliasForm)(request.POST or None, country=country)
    blocker = "" if found.is_safe else alias_blocker(found)
    if request.method == "POST" and form.is_valid():
        given, is_safe = form.cleaned_data, found.is_safe
        try:
            if is_safe:
                give_up_alias(found, language=given["language"], by=by)
            else:
                take_alias(found, alias=given["alias"], language=given["language"], by=by)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                gettext("The organisation stands under its own name again.")
                if is_safe
                else gettext("The alias stands in the place of the name, everywhere and at once."),
            )
            return redirect("desk:organisation", pk=pk)
    page = OrganisationPage(found, by, language_of_page())
    context = {"form": form, "page": page, "blocker": blocker, "nav": "desk"}
    return render(request, "desk/organisation_alias.html", context)
