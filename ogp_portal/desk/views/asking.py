"""What every view of the desk asks of its request."""

from typing import cast

from django.utils.translation import get_language

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User


def person(request: PortalRequest) -> User:
    """Who is signed in: on a route with roles there is always somebody."""
    return cast(User, request.portal_user)


def language_of_page() -> str:
    """The language that the page is read in; never the one that is edited."""
    return get_language() or "en"
