"""Organisations: who they are in public, and how those of civil society register themselves."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Organisation
from ogp_portal.accounts.organisations import confirm_address, organisation_of_token, register_blocker
from ogp_portal.accounts.refusal import NotPossible
from ogp_portal.public.pages import organisation as pages
from ogp_portal.public.reader import Reader
from ogp_portal.public.register_form import RegisterForm
from ogp_portal.translation.organisations import register_by_newcomer, register_organisation
from ogp_portal.web.rendering import render as render_public
from ogp_portal.web.visitors import too_often

REGISTRATIONS_AN_HOUR = 5


@require_safe
def organisation_list(request: PortalRequest, country: str) -> HttpResponse:
    """All organisations of a country that anything public is said of or by."""
    page = pages.organisation_list(request.country, Reader.of(request.country))
    return render_public(request, "public/organisation_list.html", {"page": page, "nav": "countries"})


@require_safe
def organisation(request: PortalRequest, country: str, pk: int) -> HttpResponse:
    """One organisation: what it leads and supports, what it found and how it rates."""
    page = pages.organisation_page(request.country, pk, Reader.of(request.country))
    if page is None:
        raise Http404
    return render_public(request, "public/organisation.html", {"page": page, "nav": "countries"})


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_register(request: PortalRequest, country: str) -> HttpResponse:
    """An organisation of civil society registers itself, with or without an account."""
    user = request.portal_user
    blocker = register_blocker(user)
    form = RegisterForm(
        request.POST or None, country=request.country, user=user, language=get_language() or "en"
    )
    if request.method == "POST" and not blocker and form.is_valid():
        if too_often(request, "organisation", REGISTRATIONS_AN_HOUR, 3600):
            return render(request, "429.html", status=429)
        if user is None:
            register_by_newcomer(form.registration(), form.newcomer(), country_id=request.country.pk)
            return redirect("public:organisation_sent", country=country)
        made = register_organisation(form.registration(), country_id=request.country.pk, by=user)
        messages.success(request, gettext("Registered. It is public once it has been confirmed."))
        return redirect("desk:organisation", pk=made.pk)
    context = {"form": form, "country": request.country, "blocker": blocker, "nav": "countries"}
    return render(request, "public/organisation_register.html", context)


@require_safe
def organisation_sent(request: PortalRequest, country: str) -> HttpResponse:
    """What happens next, the same whatever is known of the address."""
    context = {"country": request.country, "nav": "countries"}
    return render(request, "public/organisation_sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_address(request: PortalRequest, country: str) -> HttpResponse:
    """The link of the mail: whoever opens it reads the mails of the address."""
    pk = organisation_of_token(request.GET.get("key", ""))
    found = Organisation.objects.filter(registered_by__isnull=False).select_related("registered_by")
    registered = get_object_or_404(found, pk=pk or 0)
    done, refusal = False, ""
    if request.method == "POST":
        try:
            confirm_address(registered)
            done = True
        except NotPossible as refused:
            refusal = str(refused)
    context = {"country": request.country, "done": done, "refusal": refusal, "nav": "countries"}
    return render(request, "public/organisation_address.html", context)
