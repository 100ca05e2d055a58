"""At the door: who is asked to sign in, who to turn on a second factor, and where they go then."""

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from ogp_portal.accounts.kept import keep, kept_for
from ogp_portal.accounts.models import User
from ogp_portal.accounts.sessions import HAS_SECOND_FACTOR

GOING_TO = "after_second_factor"
"""Where somebody wanted to go when they were led to the second factor."""


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there to where they wanted to go; what they sent is kept."""
    if request.headers.get("HX-Request"):
        # A part of a page asks by itself: the page stays as it is, with all that is typed into it.
        return HttpResponse(status=401)
    if request.method == "POST":
        # A form that could not be kept is a stranger's: there is nowhere to lead them back to.
        wanted = {"next": reverse("accounts:kept"), "kept": "1"} if keep(request) else {}
    else:
        wanted = {"next": request.get_full_path()}
    query = f"?{urlencode(wanted)}" if wanted else ""
    return redirect(f"{reverse('account_login')}{query}")


def lacks_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether their roles need a second factor that they have not turned on yet.

    The demonstration's cast signs in by one click, on the own computer alone, and has none.
    """
    if not user.roles.need_second_factor or (user.is_demo and settings.PORTAL_DEMO):
        return False
    if request.session.get(HAS_SECOND_FACTOR):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """To turning on the second factor, and from there on; what they sent is kept."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    if request.method == "POST" and keep(request):
        request.session[GOING_TO] = reverse("accounts:kept")
    elif request.method in {"GET", "HEAD"}:
        request.session[GOING_TO] = request.get_full_path()
    return redirect("mfa_activate_totp")


def after_sign_in(request: HttpRequest, user: User, wanted: str | None) -> HttpResponse:
    """Where they wanted to go, or home in their language; first to what they sent before, if anything."""
    if kept_for(request, user):
        return redirect("accounts:kept")
    if wanted and wanted not in {reverse("desk:home"), reverse("accounts:kept")}:
        return redirect(wanted)
    return redirect(home_of(user))


def home_of(user: User) -> str:
    """The desk in their language, or the account page of those who hold no role."""
    with translation.override(user.language):
        return reverse("desk:home" if user.roles else "accounts:profile")
