"""Progress reports."""

from django.urls import path

from ogp_portal.desk.views import report

urlpatterns = [
    path("reports/", report.report_list, name="report_list"),
    path("reports/<int:pk>/", report.report, name="report"),
    path("reports/<int:pk>/<language:language>.pdf", report.report_file, name="report_file"),
    path("reports/<int:pk>/<language:language>/retry/", report.report_retry, name="report_retry"),
]
