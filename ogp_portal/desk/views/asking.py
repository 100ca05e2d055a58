"""What every view of the desk asks of its request."""

from typing import cast

from django.contrib import messages
from django.http import Http404
from django.utils.translation import get_language

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User
from ogp_portal.languages.registry import LANGUAGES


def person(request: PortalRequest) -> User:
    """Who is signed in: on a route with roles there is always somebody."""
    return cast(User, request.portal_user)


def language_of_page() -> str:
    """The language that the page is read in; never the one that is edited."""
    return get_language() or "en"


def known_language(code: str) -> str:
    """The language in an address that is edited; there is no page for one that the portal does not have."""
    if code not in LANGUAGES:
        raise Http404
    return code


def notice(request: PortalRequest, sentence: str, *, is_error: bool = False) -> None:
    """Say at the head of the next page what was done, or why it was not."""
    messages.add_message(request, messages.ERROR if is_error else messages.SUCCESS, sentence)
