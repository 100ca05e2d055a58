"""The commitment page."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.commitment import commitment_page
from ogp_portal.public.pages.commitment_parts import CommitmentParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.rendering import render


@require_safe
def commitment(request: PortalRequest, country: str, plan: str, commitment: str) -> HttpResponse:
    """A commitment: the verdict of three voices, what was promised, what was done."""
    reader = Reader.of(request.country)
    page = commitment_page(request.country, plan, commitment, reader, today_in(request.country))
    if page is None:
        raise Http404
    context = {
        "page": page,
        "parts": CommitmentParts(page),
        "changes": address("changes", country=country, plan=plan, commitment=commitment),
        "nav": "countries",
        "data_as_of": page.today,
    }
    return render(request, "public/commitment.html", context)
