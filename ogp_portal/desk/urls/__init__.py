"""Addresses of the signed-in side, by noun."""

from ogp_portal.desk.urls import (
    consultation,
    draft,
    evidence,
    forum,
    home,
    irm,
    organisation,
    people,
    period,
    plan,
    progress,
    ratings,
    reports,
    texts,
)

app_name = "desk"
urlpatterns = [
    *home.urlpatterns,
    *period.urlpatterns,
    *progress.urlpatterns,
    *reports.urlpatterns,
    *texts.urlpatterns,
    *evidence.urlpatterns,
    *ratings.urlpatterns,
    *irm.urlpatterns,
    *draft.urlpatterns,
    *plan.urlpatterns,
    *organisation.urlpatterns,
    *people.urlpatterns,
    *forum.urlpatterns,
    *consultation.urlpatterns,
]
