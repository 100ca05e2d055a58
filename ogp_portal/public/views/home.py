"""The home page."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.pages.home import home_page
from ogp_portal.public.reader import Reader
from ogp_portal.web.rendering import render


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Six countries, what is happening, where voices disagree."""
    today = timezone.localdate()
    page = home_page(Reader.of(), today)
    return render(request, "public/home.html", {"page": page, "nav": "countries", "data_as_of": today})
