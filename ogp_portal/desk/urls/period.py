"""Reporting periods."""

from django.urls import path

from ogp_portal.desk.views import period

urlpatterns = [
    path("desk/plans/<int:pk>/periods/", period.period_list, name="period_list"),
    path("desk/plans/<int:pk>/periods/calendar/", period.period_calendar, name="period_calendar"),
    path("desk/plans/<int:pk>/periods/new/", period.period_new, name="period_new"),
    path("desk/periods/<int:pk>/", period.period, name="period"),
    path("desk/periods/<int:pk>/dates/", period.period_edit, name="period_edit"),
    path("desk/periods/<int:pk>/publish/", period.period_publish, name="period_publish"),
    path("desk/periods/<int:pk>/remind/", period.period_remind, name="period_remind"),
    path("desk/periods/<int:pk>/lock/", period.period_lock, name="period_lock"),
    path("desk/periods/<int:pk>/open-again/", period.period_reopen, name="period_reopen"),
]
