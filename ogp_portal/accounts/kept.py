"""What somebody sent after their session had ended: kept for twelve hours, given back once they sign in.

A cookie says which person's browser this is and which it is among theirs; it is signed, and goes when they
sign out. Only what comes with it is kept, so nobody can fill the store from outside, and what one person
wrote is never shown to the next one at the same computer. Files are not kept.
"""

import contextlib
import hashlib
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from ogp_portal.accounts.models import User

COOKIE = "portal_browser"
FIELD = "kept"
"""The hidden field by which a form that is sent again says which of the kept ones it was."""
HOURS = 12
SECONDS = HOURS * 3600
MOST = 5
LARGEST = 1_000_000
"""Characters of one form: a commitment in every field has less than a tenth of it."""
SHORT = 20
SKIPPED = {"csrfmiddlewaretoken", FIELD}


@dataclass
class Kept:
    """One form: where it was sent, its fields in their order, the files that have to be chosen again."""

    key: str
    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    at: float

    @property
    def texts(self) -> list[str]:
        """What the person wrote, to recognise it by: without the form's short codes and numbers."""
        return [value for _name, value in self.fields if len(value) > SHORT]


def keep(request: HttpRequest) -> bool:
    """Keep what this request sent; false where it is not a known browser's or too large."""
    browser = request.COOKIES.get(COOKIE, "")
    if _person(browser) is None:
        return False
    before = _read(browser)
    if any(kept.key == request.POST.get(FIELD) for kept in before):
        return True
    fields = [
        (name, str(value)) for name, values in request.POST.lists() if name not in SKIPPED for value in values
    ]
    if sum(len(name) + len(value) for name, value in fields) > LARGEST:
        return False
    files = [upload.name or "" for name in request.FILES for upload in request.FILES.getlist(name)]
    kept = Kept(secrets.token_urlsafe(9), request.get_full_path(), fields, files, time.time())
    _write(browser, [*before, kept][-MOST:])
    return True


def kept_for(request: HttpRequest, user: User) -> list[Kept]:
    """What this person sent from this browser and has not sent again yet, oldest first."""
    browser = request.COOKIES.get(COOKIE, "")
    return _read(browser) if _person(browser) == user.pk else []


def let_go(request: HttpRequest, user: User, key: str) -> None:
    """Forget one that has been sent again, or that is not wanted any more."""
    rest = [kept for kept in kept_for(request, user) if kept.key != key]
    if _person(request.COOKIES.get(COOKIE, "")) == user.pk:
        _write(request.COOKIES[COOKIE], rest)


def mark_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Give the browser of somebody who is signed in its cookie, if it has none of theirs."""
    if _person(request.COOKIES.get(COOKIE, "")) == user.pk:
        return
    response.set_cookie(
        COOKIE,
        _signer().sign(f"{user.pk}.{secrets.token_urlsafe(12)}"),
        max_age=30 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )


def forget_browser(request: HttpRequest, response: HttpResponse) -> None:
    """On signing out: nothing leads from this browser to the person any more."""
    if COOKIE in request.COOKIES:
        cache.delete(_name(request.COOKIES[COOKIE]))
        response.delete_cookie(COOKIE, samesite="Lax")


def _signer() -> Signer:
    return Signer(salt="ogp_portal.accounts.kept")


def _person(browser: str) -> int | None:
    """Whose browser a cookie names; None for one that is not ours."""
    with contextlib.suppress(BadSignature, ValueError):
        return int(_signer().unsign(browser).partition(".")[0])
    return None


def _name(browser: str) -> str:
    return f"kept:{hashlib.sha256(browser.encode()).hexdigest()}"


def _read(browser: str) -> list[Kept]:
    return [Kept(**values) for values in cache.get(_name(browser), [])]


def _write(browser: str, kept: Iterable[Kept]) -> None:
    cache.set(_name(browser), [asdict(one) for one in kept], SECONDS)
