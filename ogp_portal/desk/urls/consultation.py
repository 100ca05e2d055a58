"""Consultations, what people contributed, and the reasoned responses."""

from django.urls import path

from ogp_portal.desk.views import consultation, contribution

urlpatterns = [
    path("desk/plans/<int:plan>/consultations/new/", consultation.consultation_new, name="consultation_new"),
    path("desk/consultations/<int:pk>/", consultation.consultation, name="consultation"),
    path(
        "desk/consultations/<int:pk>/publish/", consultation.consultation_publish, name="consultation_publish"
    ),
    path(
        "desk/consultations/<int:pk>/withdraw/",
        consultation.consultation_withdraw,
        name="consultation_withdraw",
    ),
    path(
        "desk/consultations/<int:pk>/documents/",
        consultation.consultation_file_add,
        name="consultation_file_add",
    ),
    path(
        "desk/consultations/<int:pk>/contributions/",
        contribution.contribution_list,
        name="contribution_list",
    ),
    path("desk/consultations/<int:pk>/ticked/", contribution.contribution_ticked, name="contribution_ticked"),
    path("desk/consultations/<int:pk>/answer/<language:language>/", contribution.response, name="response"),
    path(
        "desk/consultations/<int:pk>/<language:language>/",
        consultation.consultation_edit,
        name="consultation_edit",
    ),
    path("desk/consultation-documents/<int:pk>/", consultation.consultation_file, name="consultation_file"),
    path(
        "desk/consultation-documents/<int:pk>/remove/",
        consultation.consultation_file_remove,
        name="consultation_file_remove",
    ),
    path("desk/contributions/<int:pk>/hide/", contribution.contribution_hide, name="contribution_hide"),
    path("desk/contributions/<int:pk>/erase/", contribution.contribution_erase, name="contribution_erase"),
]
