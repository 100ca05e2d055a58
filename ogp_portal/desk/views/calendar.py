"""The calendar of what is due: as a page, as a file, under a secret address for calendar programs."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ogp_portal.accounts.access import EVERYBODY
from ogp_portal.accounts.middleware import PortalRequest, own_wall
from ogp_portal.accounts.models import User
from ogp_portal.desk.calendars import calendar_text, renew_address, stop_address, token_of, user_of
from ogp_portal.desk.pages.due import due_for
from ogp_portal.desk.views.asking import language_of_page, person


@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """What is due, by day, and how to have it in a calendar of one's own."""
    user, today = person(request), _today()
    dues = due_for(user, language_of_page(), today)
    token = token_of(user)
    address = f"{settings.PORTAL_URL}{reverse('desk:calendar_feed', args=[token])}" if token else ""
    context = {
        "past": [due for due in dues if due.on < today],
        "coming": [due for due in dues if due.on >= today],
        "address": address,
    }
    return render(request, "desk/calendar.html", {**context, "nav": "desk"})


@require_safe
def calendar_file(request: PortalRequest) -> HttpResponse:
    """The same as a file to be taken along."""
    response = _file_for(person(request))
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The same for whoever holds the address: the wall of the person whose it is, and nothing written."""
    user = user_of(token)
    if user is None:
        raise Http404
    with own_wall(EVERYBODY, user):
        response = _file_for(user)
    patch_cache_control(response, private=True, max_age=900)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def calendar_renew(request: PortalRequest) -> HttpResponse:
    """Make a secret address, or a new one in place of the old."""
    renew_address(person(request))
    messages.success(request, _("The address is new; one from before no longer works."))
    return redirect("desk:calendar")


@require_POST
def calendar_stop(request: PortalRequest) -> HttpResponse:
    """Take the secret address away."""
    stop_address(person(request))
    messages.success(request, _("The address no longer works."))
    return redirect("desk:calendar")


def _file_for(user: User) -> HttpResponse:
    dues = due_for(user, language_of_page(), _today())
    text = calendar_text(dues, name=_("OGP Portal: what is due"), now=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _today() -> dt.date:
    return timezone.localdate()
