"""The plan page."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.pages.plan import plan_page
from ogp_portal.public.pages.plan_filters import Filters
from ogp_portal.public.pages.plan_parts import PlanParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.rendering import render


@require_safe
def plan(request: PortalRequest, country: str, plan: str) -> HttpResponse:
    """A plan: who says it is kept, what waits, its commitments, its milestones in time."""
    reader = Reader.of(request.country)
    page = plan_page(request.country, plan, reader, today_in(request.country))
    if page is None:
        raise Http404
    filters = Filters(page.commitments, page.voices, request.GET.dict(), reader.language, page.is_over)
    context = {
        "page": page,
        "filters": filters,
        "parts": PlanParts(page, filters),
        "nav": "countries",
        "data_as_of": page.today,
    }
    return render(request, "public/plan.html", context)
