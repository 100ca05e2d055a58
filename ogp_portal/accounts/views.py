"""The pages around one's own account; those of signing in are allauth's under our words and templates."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password, suspend_request
from allauth.account.views import LoginView
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ogp_portal.accounts.access import ACCESS
from ogp_portal.accounts.actions import NotPossible, change_profile
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.forms import AcceptForm, ProfileForm
from ogp_portal.accounts.invitations import (
    accept_as_new,
    accept_invitation,
    account_of,
    invitation_of,
)
from ogp_portal.accounts.kept import FIELD, HOURS, keep, kept_for, let_go
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Invitation, User
from ogp_portal.accounts.sessions import end_sessions, open_sessions
from ogp_portal.accounts.signing_in import GOING_TO, home_of
from ogp_portal.languages.fields import shown
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.web.visitors import too_often

View = Callable[..., HttpResponse]
BACKEND = "ogp_portal.accounts.backends.PortalBackend"
WRONG_LINKS_AN_HOUR = 600
"""What one network may try in vain: a key of 256 bits is not guessed, but nobody has to hammer either."""


def guarded(view: View) -> View:
    """A view of allauth's: its exceptions become answers here, since the table of routes runs the view."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
            # Rendered here, where a part of it may still ask for the password.
            return response.render() if hasattr(response, "render") else response
        except ReauthenticationRequired:
            return _ask_again(request)
        except ImmediateHttpResponse as immediate:
            return cast(HttpResponse, immediate.response)

    return answer


def _ask_again(request: HttpRequest) -> HttpResponse:
    """For the password, or a code of those without one."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    url = methods[0]["url"] if methods else reverse("account_login")
    return cast(HttpResponse, suspend_request(request, url))


class SignIn(LoginView):  # type: ignore[misc]
    """Knows whether something that was sent waits for the sign-in."""

    def get_default_success_url(self) -> str:
        return reverse("desk:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = self.request.GET.get("kept") == "1"
        return {**super().get_context_data(**kwargs), "waits": waits, "hours": HOURS}


def with_password(view: View) -> View:
    """For accounts with a password of their own: the demonstration's cast has none, and nothing to change."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not cast(User, request.user).has_usable_password():
            return redirect("accounts:profile")
        return view(request, *args, **kwargs)

    return answer


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes, once, and the way on to where the person was going."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        going_to = self.request.session.get(GOING_TO) or home_of(self.request.user)
        return {**super().get_context_data(**kwargs), "going_to": going_to}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PortalRequest) -> HttpResponse:
    """One's own account: name, language, and everything about signing in."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, initial={"full_name": user.full_name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        change_profile(user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Saved."))
            return redirect("accounts:profile")
    authenticators = {row.type: row for row in Authenticator.objects.filter(user=user)}
    codes = authenticators.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "roles": _roles(user),
        "has_password": user.has_usable_password(),
        "has_second_factor": Authenticator.Type.TOTP in authenticators,
        "needs_second_factor": user.roles.need_second_factor,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": len(open_sessions(user)),
        "nav": "account",
    }
    return render(request, "accounts/profile.html", context)


def _roles(user: User) -> list[dict[str, str]]:
    """Each role and its country; the organisations stand behind the wall, which this page leaves closed."""
    return [
        {
            "role": str(Role(held.role).label),
            "country": country_by_id(held.country_id).name if held.country_id else "",
        }
        for held in user.roles.held
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: PortalRequest) -> HttpResponse:
    """Where one is signed in, and ending it everywhere else."""
    user = cast(User, request.user)
    if request.method == "POST":
        end_sessions(user, but=request.session.session_key)
        messages.success(request, _("All other sessions have ended."))
        return redirect("accounts:sessions")
    rows = [
        {"session": row, "is_this": row.session_key == request.session.session_key}
        for row in open_sessions(user)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows, "nav": "account"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: PortalRequest) -> HttpResponse:
    """What was sent after the session had ended, each to be sent again with one button."""
    user = cast(User, request.user)
    if request.method == "POST":
        let_go(request, user, request.POST.get("discard", ""))
        return redirect("accounts:kept" if kept_for(request, user) else home_of(user))
    context = {"forms": kept_for(request, user), "field": FIELD, "hours": HOURS, "home": home_of(user)}
    return render(request, "accounts/kept.html", context)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a good token: most are old pages, left open while somebody signed in anew elsewhere.

    What those say is kept and offered again. Another site's forms come without our cookies, so theirs is not.
    """
    match = request.resolver_match
    if match is not None and ACCESS[match.view_name].roles and keep(request):
        return redirect("accounts:kept")
    return csrf_failure(request, reason=reason)


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: PortalRequest) -> HttpResponse:
    """The invitation of a mail: a new person chooses a password, one who is here already takes the role."""
    found = invitation_of(request.GET.get("key", ""))
    if found is None:
        if too_often(request, "invitation", WRONG_LINKS_AN_HOUR, 3600):
            return render(request, "429.html", status=429)
        return render(request, "accounts/invitation_gone.html", status=404)
    account = account_of(found)
    if account is None:
        return _new_person(request, found)
    return _known_person(request, found, account)


def _new_person(request: PortalRequest, found: Invitation) -> HttpResponse:
    initial = {"full_name": found.full_name, "language": found.language}
    form = AcceptForm(request.POST or None, email=found.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            user = accept_as_new(
                found,
                full_name=values["full_name"],
                language=values["language"],
                password=values["password1"],
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            login(request, user, backend=BACKEND)
            reauthenticate_by_password(request)
            return redirect(home_of(user))
    return render(request, "accounts/invitation.html", {**_offer(found), "form": form, "way": "new"})


def _known_person(request: PortalRequest, found: Invitation, account: User) -> HttpResponse:
    user = request.portal_user
    way = "sign_in" if user is None else "take" if user.pk == account.pk else "other"
    if request.method == "POST" and user is not None and way == "take":
        accept_invitation(found, by=user)
        messages.success(request, _("The role is yours."))
        return redirect("desk:home")
    address = request.get_full_path()
    return render(request, "accounts/invitation.html", {**_offer(found), "way": way, "address": address})


def _offer(found: Invitation) -> dict[str, Any]:
    """What is offered, where, and by whom; the organisation is named inside its country's wall."""
    organisation = None
    if found.organisation_id and found.country_id:
        with country_scope(found.country_id, shows=False):
            main = country_by_id(found.country_id).main_language
            wanted = get_language() or "en"
            organisation = shown(found.organisation, "name", wanted=wanted, main_language=main)
    country = country_by_id(found.country_id) if found.country_id else None
    return {"invitation": found, "organisation": organisation, "country": country}


@require_safe
def second_factor(request: PortalRequest) -> HttpResponse:
    """Where allauth thinks that the second factor is looked after."""
    return redirect("accounts:profile")
