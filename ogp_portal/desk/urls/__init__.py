"""Addresses of the signed-in side, by noun."""

from ogp_portal.desk.urls import evidence, home, irm, period, progress, ratings, reports

app_name = "desk"
urlpatterns = [
    *home.urlpatterns,
    *period.urlpatterns,
    *progress.urlpatterns,
    *reports.urlpatterns,
    *evidence.urlpatterns,
    *ratings.urlpatterns,
    *irm.urlpatterns,
]
