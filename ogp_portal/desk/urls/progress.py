"""Reporting progress, and the calendar of what is due."""

from django.urls import path

from ogp_portal.desk.views import calendar, progress

ONE = "desk/commitments/<int:pk>/progress/<int:period>/"

urlpatterns = [
    path(ONE, progress.progress, name="progress"),
    path(f"{ONE}return/", progress.progress_return, name="progress_return"),
    path(f"{ONE}publish/", progress.progress_publish, name="progress_publish"),
    path(f"{ONE}nothing-new/", progress.progress_nothing_new, name="progress_nothing_new"),
    path(f"{ONE}<language:language>/", progress.progress, name="progress_in"),
    path("desk/progress-files/<int:pk>/", progress.progress_file, name="progress_file"),
    path("desk/progress-files/<int:pk>/remove/", progress.progress_file_remove, name="progress_file_remove"),
    path("desk/calendar/", calendar.calendar, name="calendar"),
    path("desk/calendar/due.ics", calendar.calendar_file, name="calendar_file"),
    path("desk/calendar/address/", calendar.calendar_renew, name="calendar_renew"),
    path("desk/calendar/address/stop/", calendar.calendar_stop, name="calendar_stop"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
