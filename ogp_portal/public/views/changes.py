"""The public change log of a commitment."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.pages.changes import changes_page
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.rendering import render


@require_safe
def changes(request: PortalRequest, country: str, plan: str, commitment: str) -> HttpResponse:
    """What changed of a commitment since it was published, by day."""
    asked = request.GET.get("page", "")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    page = changes_page(request.country, plan, commitment, Reader.of(request.country), number)
    if page is None or (number > 1 and not page.days):
        raise Http404
    context = {"page": page, "nav": "countries", "data_as_of": today_in(request.country)}
    return render(request, "public/changes.html", context)
