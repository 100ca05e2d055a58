"""The forum's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.pages.forum import forum_page
from ogp_portal.public.pages.forum_parts import ForumParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import today_in
from ogp_portal.web.rendering import render


@require_safe
def forum(request: PortalRequest, country: str) -> HttpResponse:
    """Who sits in it, when it meets, what was said, who came."""
    today = today_in(request.country)
    page = forum_page(request.country, Reader.of(request.country), today)
    context = {"page": page, "parts": ForumParts(page), "nav": "countries", "data_as_of": today}
    return render(request, "public/forum.html", context)
