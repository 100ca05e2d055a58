"""Opens the wall that the table of routes names, or refuses, before a view runs."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.cache import patch_cache_control

from ogp_portal.accounts import kept
from ogp_portal.accounts.access import ACCESS, REPORTS, Access, Wall
from ogp_portal.accounts.enums import ROLES_IN_THE_PROGRAMME
from ogp_portal.accounts.models import User
from ogp_portal.accounts.signing_in import ask_for_second_factor, ask_to_sign_in, lacks_second_factor
from ogp_portal.tenancy import country_scope, every_country, public_scope
from ogp_portal.tenancy.directory import CountryEntry, country_by_slug
from ogp_portal.web.pagecache import mark_public

ROLES_OF_ALL = frozenset(ROLES_IN_THE_PROGRAMME)


class PortalRequest(HttpRequest):
    """A request that has passed the table of routes."""

    portal_user: User | None
    """The signed-in person, or None; never looked up when the browser sent no session."""
    may_report: bool
    """Whether the menu leads to the reports."""
    country: CountryEntry
    """The country in the address; only on routes that have one."""


class AccessMiddleware:
    """Checks the roles of a route, then runs the whole view inside the route's wall and transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Outside every wall: a view of a route without one touches no tenant's rows."""
        response = self.get_response(request)
        user = getattr(request, "portal_user", None)
        if user is not None:
            # After signing out, the button "back" shows nothing, and no proxy keeps what only they may see.
            patch_cache_control(response, private=True, no_store=True)
            if request.user.is_authenticated:
                kept.mark_browser(request, response, user)
            else:
                kept.forget_browser(request, response)
        return response

    def process_view(
        self,
        request: PortalRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse:
        match = request.resolver_match
        assert match is not None  # noqa: S101 (Django resolves before this hook)
        access = ACCESS[match.view_name]
        user = request.portal_user = signed_in_user(request)
        request.may_report = user is not None and user.roles.has(*REPORTS.roles)
        country = _country_of(match)
        if access.roles and user is None:
            return ask_to_sign_in(request)
        if access.roles and user is not None and lacks_second_factor(request, user):
            return ask_for_second_factor(request)
        if country is not None:
            request.country = country
        with _wall(access, country, user):
            response = view(request, *args, **kwargs)
        if user is not None and request.method == "POST" and kept.FIELD in request.POST:
            # What was kept has arrived: a form with errors comes back with everything in it.
            kept.let_go(request, user, request.POST[kept.FIELD])
        if access.wall in {Wall.PUBLIC_COUNTRY, Wall.PUBLIC_EVERY} and user is None:
            mark_public(response, country.pk if country else None)
        return response


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


def _wall(access: Access, country: CountryEntry | None, user: User | None) -> AbstractContextManager[None]:
    if access.wall is Wall.PUBLIC_COUNTRY and country is not None:
        return public_scope(country)
    if access.wall is Wall.PUBLIC_EVERY:
        return public_scope()
    if access.wall is Wall.VISITOR and country is not None:
        return country_scope(country, shows=access.is_shown)
    if access.wall is Wall.OWN and user is not None:
        return own_wall(access, user)
    return nullcontext()


def own_wall(access: Access, user: User) -> AbstractContextManager[None]:
    """The wall of a route for a person; raises PermissionDenied where they hold none of its roles."""
    if not user.roles.has(*access.roles):
        raise PermissionDenied
    if user.roles.has(*access.roles & ROLES_OF_ALL):
        return every_country(shows=access.is_shown)
    return country_scope(*user.roles.countries(*access.roles), shows=access.is_shown)
