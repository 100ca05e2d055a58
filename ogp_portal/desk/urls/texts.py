"""Translating, and the history of what was written."""

from django.urls import path

from ogp_portal.desk.views import history, text

urlpatterns = [
    path("desk/texts/", text.text_queue, name="text_queue"),
    path("desk/texts/approve/", text.text_approve, name="text_approve"),
    path("desk/texts/coverage/", text.text_coverage, name="text_coverage"),
    path("desk/texts/<slug:model>/<int:pk>/<language:to>/", text.text_object, name="text_object"),
    path("desk/history/<slug:model>/<int:pk>/", history.history, name="history"),
    path("desk/history/<slug:model>/<int:pk>/restore/", history.history_restore, name="history_restore"),
]
