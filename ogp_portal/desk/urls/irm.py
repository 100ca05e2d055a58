"""The IRM's reports and what they code."""

from django.urls import path

from ogp_portal.desk.views import irm

urlpatterns = [
    path("desk/irm/", irm.irm_report_list, name="irm_report_list"),
    path("desk/irm/new/", irm.irm_report_new, name="irm_report_new"),
    path("desk/irm/<int:pk>/", irm.irm_report, name="irm_report"),
    path("desk/irm/<int:pk>/edit/<language:language>/", irm.irm_report_edit, name="irm_report_edit"),
    path("desk/irm/<int:pk>/commitments/<int:commitment>/", irm.irm_coding, name="irm_coding"),
]
