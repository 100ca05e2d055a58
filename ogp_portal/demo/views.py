"""The cast of the demonstration, and one click to be one of them."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from ogp_portal.accounts.models import Organisation, RoleAssignment, User
from ogp_portal.accounts.signing_in import after_sign_in
from ogp_portal.demo.checks import LOOPBACK
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.tenancy import public_scope
from ogp_portal.tenancy.directory import alphabetical, country_by_id


def _only_here(request: HttpRequest) -> None:
    """Nobody else's machine may sign in without a password."""
    is_near = request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
    if not settings.PORTAL_DEMO or not is_near:
        raise Http404


@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone of the cast with what they may do, by country."""
    _only_here(request)
    language = get_language() or "en"
    held = list(RoleAssignment.objects.filter(user__is_demo=True).select_related("user").order_by("pk"))
    names = _organisation_names({row.organisation_id for row in held if row.organisation_id}, language)
    groups = [{"name": "", "people": [_line(row, names) for row in held if row.country_id is None]}]
    groups += [
        {"name": entry.name, "people": [_line(row, names) for row in held if row.country_id == entry.pk]}
        for entry in alphabetical(language)
    ]
    return render(request, "demo/cast.html", {"groups": [group for group in groups if group["people"]]})


def _line(row: RoleAssignment, names: dict[int, Shown]) -> dict[str, Any]:
    return {
        "user": row.user,
        "role": row.get_role_display(),
        "organisation": names.get(row.organisation_id or 0),
    }


def _organisation_names(ids: set[int], language: str) -> dict[int, Shown]:
    """The public names; in safety mode that is the alias."""
    with public_scope():
        rows = list(Organisation.objects.filter(pk__in=ids).only("country_id", *columns("name")))
    return {
        row.pk: shown(row, "name", wanted=language, main_language=country_by_id(row.country_id).main_language)
        for row in rows
    }


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the chosen person and go to their desk, in their language; first to what they sent before."""
    _only_here(request)
    chosen = request.POST.get("user", "")
    user = get_object_or_404(User, pk=int(chosen) if chosen.isdecimal() else 0, is_demo=True, is_active=True)
    login(request, user)
    with translation.override(user.language):
        return after_sign_in(request, user, None)
