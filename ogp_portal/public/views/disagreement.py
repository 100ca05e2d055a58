"""Where the voices disagree, across countries and in one."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.disagreement import Asked, Disagreement, disagreement_page
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry, today_in
from ogp_portal.web.parts import Crumb
from ogp_portal.web.rendering import render


@require_safe
def disagreement(request: PortalRequest) -> HttpResponse:
    """The commitments of all countries on which the voices are furthest apart."""
    return _answer(request, None)


@require_safe
def country_disagreement(request: PortalRequest, country: str) -> HttpResponse:
    """The same of one country."""
    return _answer(request, request.country)


def _answer(request: PortalRequest, country: CountryEntry | None) -> HttpResponse:
    page = disagreement_page(country, Reader.of(country), _asked(request))
    today = today_in(country) if country else timezone.localdate()
    context = {
        "page": page,
        "crumbs": _crumbs(country),
        "earlier": _address(page, page.page - 1) if page.page > 1 else "",
        "later": _address(page, page.page + 1) if page.page < page.pages else "",
        "nav": "voices",
        "data_as_of": today,
    }
    return render(request, "public/disagreement.html", context)


def _asked(request: PortalRequest) -> Asked:
    names = {name: request.GET.get(name, "") for name in ("country", "plan", "area")}
    number = request.GET.get("page", "")
    return Asked(**names, page=int(number) if number.isdecimal() and len(number) < 6 else 1)


def _crumbs(country: CountryEntry | None) -> list[Crumb]:
    crumbs = [Crumb(gettext("Six countries"), address("home"))]
    if country:
        crumbs.append(Crumb(country.name, address("country", country=country.slug)))
    return [*crumbs, Crumb(gettext("Where the voices disagree"))]


def _address(page: Disagreement, number: int) -> str:
    """The same choice, another part of the list."""
    asked = {"country": page.asked.country, "plan": page.asked.plan, "area": page.asked.area}
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode({**kept, 'page': number})}#c"
