"""Addresses of the signed-in side."""

from django.urls import path

from ogp_portal.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/<slug:language>.pdf", views.report_file, name="report_file"),
    path("<int:pk>/<slug:language>/retry/", views.report_retry, name="report_retry"),
]
