"""Opens the wall that the table of routes names, or refuses, before a view runs."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve

from ogp_portal.accounts.access import ACCESS, Access, Wall
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope, every_country, public_scope
from ogp_portal.tenancy.directory import CountryEntry, country_by_slug


class AccessMiddleware:
    """Checks the roles of a route, then runs the whole view inside the route's wall and transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        access = ACCESS[match.view_name]
        user = signed_in_user(request)
        if access.roles and user is None:
            return redirect("demo:cast" if settings.PORTAL_DEMO else "public:home")
        if access.roles and user is not None and not user.has_role(*access.roles):
            raise PermissionDenied
        country = _country_of(match)
        request.portal_user = user  # type: ignore[attr-defined]
        request.country = country  # type: ignore[attr-defined]
        with _wall(access, country):
            return self.get_response(request)


def signed_in_user(request: HttpRequest) -> User | None:
    """The user of the request's session, looked up only when the browser sent one."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


def _country_of(match: ResolverMatch) -> CountryEntry | None:
    slug = match.kwargs.get("country")
    if slug is None:
        return None
    country = country_by_slug(slug)
    if country is None:
        raise Http404
    return country


def _wall(access: Access, country: CountryEntry | None) -> AbstractContextManager[None]:
    if access.wall is Wall.NONE:
        return nullcontext()
    if access.wall is Wall.PUBLIC_EVERY:
        return public_scope()
    if access.wall is Wall.EVERY:
        return every_country()
    assert country is not None, "a country's wall needs a country in the address"  # noqa: S101
    return public_scope(country) if access.wall is Wall.PUBLIC_COUNTRY else country_scope(country)
