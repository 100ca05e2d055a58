"""Addresses of the signed-in side, by noun."""

from ogp_portal.desk.urls import home, reports

app_name = "desk"
urlpatterns = [
    *home.urlpatterns,
    *reports.urlpatterns,
]
