"""The desk's home, and leaving it."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.pages.home import home_of
from ogp_portal.desk.views.asking import language_of_page, person


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """What is due, in the order in which it hurts."""
    home = home_of(person(request), language_of_page())
    return render(request, "desk/home.html", {"home": home, "today": timezone.localdate(), "nav": "desk"})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go back to the public pages."""
    logout(request)
    return redirect("demo:cast" if settings.PORTAL_DEMO else "public:home")
