"""All addresses of the portal; each route has its line in accounts.access."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ogp_portal.web import health

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("readyz", health.ready, name="ready"),
    *i18n_patterns(
        *([path("demo/", include("ogp_portal.demo.urls"))] if settings.PORTAL_DEMO else []),
        path("account/", include("ogp_portal.accounts.urls")),
        path("", include("ogp_portal.desk.urls")),
        path("", include("ogp_portal.public.urls")),
    ),
]

handler400 = "ogp_portal.web.refusals.bad_request"
