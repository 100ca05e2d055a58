"""The cast of the demonstration, and one click to be one of them."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from ogp_portal.accounts.models import RoleAssignment, User
from ogp_portal.demo.checks import LOOPBACK
from ogp_portal.tenancy.directory import country_by_id


def _only_here(request: HttpRequest) -> None:
    """Nobody else's machine may sign in without a password."""
    is_near = request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
    if not settings.PORTAL_DEMO or not is_near:
        raise Http404


@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone of the cast with what they may do."""
    _only_here(request)
    held = RoleAssignment.objects.filter(user__is_demo=True).select_related("user").order_by("pk")
    people = [
        {
            "user": assignment.user,
            "role": assignment.get_role_display(),
            "country": country_by_id(assignment.country_id) if assignment.country_id else None,
        }
        for assignment in held
    ]
    return render(request, "demo/cast.html", {"people": people})


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the chosen person and go to their reports, in their language."""
    _only_here(request)
    chosen = request.POST.get("user", "")
    user = get_object_or_404(User, pk=int(chosen) if chosen.isdecimal() else 0, is_demo=True, is_active=True)
    login(request, user)
    with translation.override(user.language):
        return redirect("desk:report_list")
