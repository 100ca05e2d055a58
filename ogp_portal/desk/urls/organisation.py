"""Organisations of civil society."""

from django.urls import path

from ogp_portal.desk.views import organisation as views

urlpatterns = [
    path("desk/organisations/", views.organisation_list, name="organisation_list"),
    path("desk/organisations/<int:pk>/", views.organisation, name="organisation"),
    path("desk/organisations/<int:pk>/confirm/", views.organisation_confirm, name="organisation_confirm"),
    path("desk/organisations/<int:pk>/decline/", views.organisation_decline, name="organisation_decline"),
    path(
        "desk/organisations/<int:pk>/edit/<language:language>/",
        views.organisation_edit,
        name="organisation_edit",
    ),
    path("desk/organisations/<int:pk>/alias/", views.organisation_alias, name="organisation_alias"),
]
