"""A country's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.pages.country import country_page
from ogp_portal.public.pages.country_parts import CountryParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.rendering import render


@require_safe
def country(request: PortalRequest, country: str) -> HttpResponse:
    """A country's standing, its current plan, what is late, all its plans."""
    today = today_in(request.country)
    page = country_page(request.country, Reader.of(request.country), today)
    context = {"page": page, "parts": CountryParts(page), "nav": "countries", "data_as_of": today}
    return render(request, "public/country.html", context)
