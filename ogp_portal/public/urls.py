"""Addresses of the public app."""

from django.urls import path

from ogp_portal.public.views import organisation
from ogp_portal.public.views.about import accessibility, three_voices
from ogp_portal.public.views.area import area, area_list
from ogp_portal.public.views.changes import changes
from ogp_portal.public.views.check import report_check
from ogp_portal.public.views.commitment import commitment
from ogp_portal.public.views.consultation import (
    consultation,
    consultation_list,
    contribute,
    contribute_send,
    contribute_thanks,
    contribution,
)
from ogp_portal.public.views.country import country
from ogp_portal.public.views.disagreement import country_disagreement, disagreement
from ogp_portal.public.views.file import file
from ogp_portal.public.views.forum import forum
from ogp_portal.public.views.home import home
from ogp_portal.public.views.plan import plan
from ogp_portal.public.views.preview import commitment_preview

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("reports/check/", report_check, name="report_check"),
    path("reports/check/<slug:sha256>/", report_check, name="report_check_one"),
    path("areas/", area_list, name="area_list"),
    path("areas/<slug:slug>/", area, name="area"),
    path("about/three-voices/", three_voices, name="three_voices"),
    path("about/accessibility/", accessibility, name="accessibility"),
    path("disagreement/", disagreement, name="disagreement"),
    path("desk/commitments/<int:pk>/preview/", commitment_preview, name="commitment_preview"),
    path("<slug:country>/", country, name="country"),
    path("<slug:country>/disagreement/", country_disagreement, name="country_disagreement"),
    path("<slug:country>/files/<int:pk>/<str:name>", file, name="file"),
    path("<slug:country>/organisations/", organisation.organisation_list, name="organisation_list"),
    path(
        "<slug:country>/organisations/register/",
        organisation.organisation_register,
        name="organisation_register",
    ),
    path(
        "<slug:country>/organisations/register/sent/",
        organisation.organisation_sent,
        name="organisation_sent",
    ),
    path(
        "<slug:country>/organisations/register/address/",
        organisation.organisation_address,
        name="organisation_address",
    ),
    path("<slug:country>/organisations/<int:pk>/", organisation.organisation, name="organisation"),
    path("<slug:country>/forum/", forum, name="forum"),
    path("<slug:country>/consultations/", consultation_list, name="consultation_list"),
    path("<slug:country>/consultations/<slug:key>/", consultation, name="consultation"),
    path("<slug:country>/consultations/<slug:key>/contribute/", contribute, name="contribute"),
    path("<slug:country>/consultations/<slug:key>/contribute/send/", contribute_send, name="contribute_send"),
    path(
        "<slug:country>/consultations/<slug:key>/contribute/<int:number>/",
        contribute_thanks,
        name="contribute_thanks",
    ),
    path("<slug:country>/consultations/<slug:key>/<int:number>/", contribution, name="contribution"),
    path("<slug:country>/plans/<slug:plan>/", plan, name="plan"),
    path("<slug:country>/plans/<slug:plan>/<slug:commitment>/", commitment, name="commitment"),
    path("<slug:country>/plans/<slug:plan>/<slug:commitment>/changes/", changes, name="changes"),
]
