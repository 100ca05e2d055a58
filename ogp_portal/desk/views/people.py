"""User administration: of the own country for its points of contact, everywhere for the administrator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts import invitations
from ogp_portal.accounts.actions import (
    close_account,
    end_role_blocker,
    reopen_account,
    reset_second_factor,
)
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Invitation, RoleAssignment, User
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.desk.forms.people import FindForm, HandOverForm, InviteForm
from ogp_portal.desk.handing_over import end_and_hand_over
from ogp_portal.desk.pages.leaving import leaving, successors
from ogp_portal.desk.pages.person import (
    countries_of,
    invitation_rows,
    organisation_choices,
    people_rows,
    person_page,
    place_of,
)
from ogp_portal.desk.views.asking import language_of_page
from ogp_portal.desk.views.asking import person as reader_of
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.tenancy.models import Country


@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """Who holds which role, and who has been invited."""
    reader, language = reader_of(request), language_of_page()
    form = FindForm(request.GET, countries=countries_of(reader, language))
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "rows": people_rows(reader, language, role=asked.get("role", ""), country_id=asked.get("country")),
        "invitations": invitation_rows(reader, language),
        "nav": "desk",
    }
    return render(request, "desk/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest) -> HttpResponse:
    """Offer somebody a role by mail."""
    reader, language = reader_of(request), language_of_page()
    form = InviteForm(
        request.POST or None,
        initial={name: request.GET.get(name, "") for name in ("email", "full_name")},
        roles=invitations.roles_given_by(reader),
        countries=countries_of(reader, language),
        organisations=organisation_choices(reader, language),
    )
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "country": _country(form.cleaned_data["country"])}
        try:
            invitations.invite(**values, by=reader)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The invitation is on its way."))
            return redirect("desk:people")
    return render(request, "desk/invite.html", {"form": form, "days": invitations.DAYS, "nav": "desk"})


@require_safe
def person(request: PortalRequest, pk: int) -> HttpResponse:
    """One person: their roles, and how they came to them."""
    page = person_page(_visible(request, pk), reader_of(request), language_of_page())
    return render(request, "desk/person.html", {"page": page, "nav": "desk"})


@require_POST
def person_account(request: PortalRequest, pk: int) -> HttpResponse:
    """Close an account, which ends its sessions at once, or open it again."""
    found, by = _visible(request, pk), reader_of(request)
    if found.is_active:
        carry_out(request, lambda: close_account(found, by=by), gettext("The account is closed."))
    else:
        carry_out(request, lambda: reopen_account(found, by=by), gettext("The account is open again."))
    return redirect("desk:person", pk=pk)


@require_POST
def person_second_factor(request: PortalRequest, pk: int) -> HttpResponse:
    """Let somebody who has lost phone and recovery codes begin anew."""
    found, by = _visible(request, pk), reader_of(request)
    done = gettext("The second factor is off. It is asked for anew at the next sign-in.")
    carry_out(request, lambda: reset_second_factor(found, by=by), done)
    return redirect("desk:person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: PortalRequest, pk: int) -> HttpResponse:
    """What a role leaves behind, who takes over, and ending it."""
    reader, language = reader_of(request), language_of_page()
    assignment = _assignment(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, successors=successors(assignment))
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["handed_to"]
        done = gettext("The role has ended.")
        if carry_out(request, lambda: end_and_hand_over(assignment, to=to, by=reader), done):
            return redirect("desk:people")
        return redirect("desk:role_end", pk=pk)
    context = {
        "assignment": assignment,
        "place": place_of(assignment, language),
        "left": leaving(assignment, reader, language),
        "form": form,
        "blocker": end_role_blocker(assignment, reader),
        "nav": "desk",
    }
    return render(request, "desk/role_end.html", context)


@require_POST
def invitation_again(request: PortalRequest, pk: int) -> HttpResponse:
    """Send an invitation once more, with a new link."""
    found, by = _invitation(request, pk), reader_of(request)
    done = gettext("The invitation is on its way.")
    carry_out(request, lambda: invitations.renew_invitation(found, by=by), done)
    return redirect("desk:people")


@require_POST
def invitation_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found, by = _invitation(request, pk), reader_of(request)
    done = gettext("The invitation has been withdrawn.")
    carry_out(request, lambda: invitations.withdraw_invitation(found, by=by), done)
    return redirect("desk:people")


def _country(pk: int | None) -> Country | None:
    return Country.objects.get(pk=pk) if pk else None


def _visible(request: PortalRequest, pk: int) -> User:
    found: User = get_object_or_404(User.objects.visible_to(reader_of(request)), pk=pk)
    return found


def _assignment(request: PortalRequest, pk: int) -> RoleAssignment:
    reader = reader_of(request)
    rows = RoleAssignment.objects.visible_to(reader).select_related("user", "organisation")
    found: RoleAssignment = get_object_or_404(rows, pk=pk)
    if not invitations.may_give(reader, found.role, found.country_id):
        raise PermissionDenied
    return found


def _invitation(request: PortalRequest, pk: int) -> Invitation:
    reader = reader_of(request)
    rows = Invitation.objects.visible_to(reader).select_related("organisation")
    found: Invitation = get_object_or_404(rows, pk=pk)
    if not invitations.may_give(reader, found.role, found.country_id):
        raise PermissionDenied
    return found
