"""A person's sessions, as they see them: the kind of browser and the day, nothing about where they were.

People here are at risk, so allauth's rows get neither an address nor the name that the browser gives itself.
"""

from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from ogp_portal.accounts.models import User

HAS_SECOND_FACTOR = "has_second_factor"
"""Set in the sessions of those who have one: nobody needs to look it up at each request."""
NOWHERE = "0.0.0.0"  # noqa: S104 (an empty value for a column that must be filled)
BROWSERS = (
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("YaBrowser", "Yandex"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What a browser's name for itself holds, and its family: the first that fits."""


def browser_family(user_agent: str) -> str:
    """Such as "Firefox"; "" for one that is not known."""
    return next((family for mark, family in BROWSERS if mark in user_agent), "")


def begin_session(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Note the session that has just begun, however the person got in."""
    request.session[HAS_SECOND_FACTOR] = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.TOTP
    ).exists()
    remember_session(sender, request, user)


def remember_session(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Note the session under its present key, which changes with the password."""
    if not request.session.session_key:
        request.session.save()
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": NOWHERE,
            "user_agent": browser_family(request.META.get("HTTP_USER_AGENT", "")),
            "created_at": today,
            "last_seen_at": today,
        },
    )


def note_second_factor(sender: Any, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """The session knows that there is one now."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[HAS_SECOND_FACTOR] = True


def forget_second_factor(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """No session may go on believing in it: this one forgets, the others end."""
    request.session.pop(HAS_SECOND_FACTOR, None)
    end_sessions(user, but=request.session.session_key)


def open_sessions(user: User) -> list[UserSession]:
    """The sessions that have not ended, newest first."""
    rows = list(UserSession.objects.filter(user=user).order_by("-pk"))
    return [row for row in rows if _store().exists(row.session_key)]


def end_sessions(user: User, *, but: str | None = None) -> None:
    """End a person's sessions at once, all of them or all but one."""
    for row in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        _store().delete(row.session_key)
        row.delete()


def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()
