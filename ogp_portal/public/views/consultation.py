"""Consultations, and contributing to them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ogp_portal.accounts.enums import ROLES_IN_AN_ORGANISATION, OrganisationState
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import columns, shown
from ogp_portal.public.contribute_form import ContributionForm
from ogp_portal.public.pages.consultation import Asked, Head, consultation_page, head_of, heads_of
from ogp_portal.public.pages.consultation_parts import (
    ConsultationParts,
    HeadParts,
    crumbs_to,
    list_finding,
    phase,
)
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.parts import Crumb
from ogp_portal.web.rendering import render
from ogp_portal.web.visitors import too_often
from plans.actions import NotPossible
from plans.actions.consultation import contribute as send_contribution
from plans.models import Consultation

MOST_PER_HOUR = 5
HOUR = 3600


@require_safe
def consultation_list(request: PortalRequest, country: str) -> HttpResponse:
    """Every consultation of the country with its numbers."""
    today, reader = today_in(request.country), Reader.of(request.country)
    heads = heads_of(request.country, reader, today)
    context = {
        "country": request.country,
        "crumbs": crumbs_to(request.country),
        "finding": list_finding(heads),
        "heads": [HeadParts(head, reader) for head in heads],
        "nav": "countries",
        "data_as_of": today,
    }
    return render(request, "public/consultation_list.html", context)


@require_safe
def consultation(request: PortalRequest, country: str, key: str) -> HttpResponse:
    """What is asked, what people said, what was answered and what came of it."""
    return _page(request, key, "public/consultation.html", None)


@require_safe
def contribution(request: PortalRequest, country: str, key: str, number: int) -> HttpResponse:
    """One contribution with its reasoned response."""
    return _page(request, key, "public/contribution.html", number)


def _page(request: PortalRequest, key: str, template: str, number: int | None) -> HttpResponse:
    today, asked = today_in(request.country), Asked.of(request.GET.dict())
    page = consultation_page(request.country, key, asked, Reader.of(request.country), today, number)
    if page is None:
        raise Http404
    context = {"page": page, "parts": ConsultationParts(page), "nav": "countries", "data_as_of": today}
    return render(request, template, context)


@require_safe
def contribute(request: PortalRequest, country: str, key: str) -> HttpResponse:
    """The form for anybody who has something to say."""
    reader = Reader.of(request.country)
    form = ContributionForm(organisations=_own_organisations(request), initial={"language": reader.language})
    return _form_page(request, _head_of(request, key), form)


@require_http_methods(["GET", "HEAD", "POST"])
def contribute_send(request: PortalRequest, country: str, key: str) -> HttpResponse:
    """Take what somebody says; it waits to be read."""
    if request.method != "POST":
        return redirect("public:contribute", country=country, key=key)
    head = _head_of(request, key)
    form = ContributionForm(request.POST, organisations=_own_organisations(request))
    if form.is_valid():
        if too_often(request, "contribute", MOST_PER_HOUR, HOUR):
            form.add_error(
                None, _("Too much has come from your network within an hour. Send it again later.")
            )
        elif number := _sent(request, head, form):
            return redirect("public:contribute_thanks", country=country, key=key, number=number)
    return _form_page(request, head, form)


def _sent(request: PortalRequest, head: Head, form: ContributionForm) -> int | None:
    row = Consultation.objects.published().get(country=request.country.pk, pk=head.pk)
    try:
        return send_contribution(row, form.said(), by=request.portal_user).number
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None


def _form_page(request: PortalRequest, head: Head, form: ContributionForm) -> HttpResponse:
    crumbs = crumbs_to(request.country, Crumb(head.title, head.url), Crumb(_("Contribute")))
    context = {
        "head": head,
        "country": request.country,
        "phase": phase(head, Reader.of(request.country)),
        "crumbs": crumbs,
        "form": form,
        "nav": "countries",
    }
    return render(request, "public/contribute.html", context)


@require_safe
def contribute_thanks(request: PortalRequest, country: str, key: str, number: int) -> HttpResponse:
    """What happens next with what was sent."""
    head = _head_of(request, key)
    crumbs = crumbs_to(request.country, Crumb(head.title, head.url), Crumb(_("Contribute")))
    context = {"head": head, "number": number, "crumbs": crumbs, "nav": "countries"}
    return render(request, "public/contribute_thanks.html", context)


def _head_of(request: PortalRequest, key: str) -> Head:
    head = head_of(request.country, key, Reader.of(request.country), today_in(request.country))
    if head is None:
        raise Http404
    return head


def _own_organisations(request: PortalRequest) -> dict[str, Organisation]:
    """The confirmed organisations of this country that the person who is signed in belongs to, by name."""
    user = request.portal_user
    if user is None or not (ids := user.roles.organisations(*ROLES_IN_AN_ORGANISATION)):
        return {}
    rows = Organisation.objects.filter(
        country=request.country.pk, pk__in=ids, state=OrganisationState.CONFIRMED
    ).only("country_id", "kind", "state", *columns("name"))
    reader = Reader.of(request.country)
    main = request.country.main_language
    return {
        str(shown(row, "name", wanted=reader.language, main_language=main)): row
        for row in rows.order_by("pk")
    }
