"""A site of three addresses behind the portal's own middleware, to try the cache of public pages on."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from commitments.models import Commitment
from ogp_portal.web import health


def titles() -> str:
    """What an anonymous reader may see, without any filter of ours: the database's own wall."""
    rows = Commitment.objects.order_by("country", "key").values_list("country__slug", "title_en")
    return "\n".join(f"{slug}: {title}" for slug, title in rows) + "\n"


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.LANGUAGE_CODE} of {request.get_host()}\n{titles()}")


def country(request: HttpRequest, country: str) -> HttpResponse:
    return HttpResponse(f"{country} in {request.LANGUAGE_CODE} {request.GET.get('q', '')}\n{titles()}")


@never_cache
def area_list(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never kept")


@vary_on_headers("HX-Request")
def three_voices(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a part" if "HX-Request" in request.headers else "the whole")


def accessibility(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("with a cookie")
    response.set_cookie("seen", "1")
    return response


public = [
    path("", home, name="home"),
    path("areas/", area_list, name="area_list"),
    path("about/three-voices/", three_voices, name="three_voices"),
    path("about/accessibility/", accessibility, name="accessibility"),
    path("<slug:country>/", country, name="country"),
]
urlpatterns = [
    path("healthz", health.health, name="health"),
    *i18n_patterns(path("", include((public, "public")))),
]
