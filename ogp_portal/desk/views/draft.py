"""Keeping what people type: see `desk.pages.draft`."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User
from ogp_portal.desk.models import Draft
from ogp_portal.desk.pages.draft import NAME, posted_values
from ogp_portal.desk.views.asking import person


@require_POST
def draft_save(request: PortalRequest, country: str) -> HttpResponse:
    """Keep a form as it stands; answers with the words that say so."""
    user, name = _asked(request)
    if (values := posted_values(request.POST)) is None:
        raise BadRequest
    Draft.objects.update_or_create(
        country_id=request.country.pk, user=user, form=name, defaults={"values": values}
    )
    return render(request, "desk/draft_kept.html", {"at": timezone.now(), "country": request.country})


@require_POST
def draft_discard(request: PortalRequest, country: str) -> HttpResponse:
    """Forget what was kept of a form, and go back to it."""
    user, name = _asked(request)
    Draft.objects.filter(country_id=request.country.pk, user=user, form=name).delete()
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect("desk:home")
    return redirect(back)


def _asked(request: PortalRequest) -> tuple[User, str]:
    """Who keeps which form; only in a country in which the person has something to do."""
    user, name = person(request), request.POST.get("draft", "")
    if not user.roles.has_in(request.country.pk, *Role):
        raise PermissionDenied
    if len(name) > 120 or not NAME.fullmatch(name):
        raise BadRequest
    return user, name
