"""Forms that save themselves."""

from django.urls import path

from ogp_portal.desk.views import draft

urlpatterns = [
    path("desk/kept/<slug:country>/save/", draft.draft_save, name="draft_save"),
    path("desk/kept/<slug:country>/discard/", draft.draft_discard, name="draft_discard"),
]
