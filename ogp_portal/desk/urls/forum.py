"""The dialogue's start page, the forum with its seats and meetings."""

from django.urls import path

from ogp_portal.desk.views import forum, meeting

urlpatterns = [
    path("desk/dialogue/", forum.dialogue, name="dialogue"),
    path("desk/forum/<slug:country>/", forum.forum_new, name="forum_new"),
    path("desk/forums/<int:pk>/publish/", forum.forum_publish, name="forum_publish"),
    path("desk/forums/<int:pk>/withdraw/", forum.forum_withdraw, name="forum_withdraw"),
    path("desk/forums/<int:pk>/members/", forum.member_list, name="member_list"),
    path("desk/forums/<int:pk>/meetings/new/", meeting.meeting_new, name="meeting_new"),
    path("desk/forums/<int:pk>/<language:language>/", forum.forum_edit, name="forum_edit"),
    path("desk/forum-members/<int:pk>/", forum.member_edit, name="member_edit"),
    path("desk/meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("desk/meetings/<int:pk>/publish/", meeting.meeting_publish, name="meeting_publish"),
    path("desk/meetings/<int:pk>/withdraw/", meeting.meeting_withdraw, name="meeting_withdraw"),
    path("desk/meetings/<int:pk>/cancel/", meeting.meeting_cancel, name="meeting_cancel"),
    path("desk/meetings/<int:pk>/minutes/", meeting.minutes_publish, name="minutes_publish"),
    path("desk/meetings/<int:pk>/papers/", meeting.meeting_file_add, name="meeting_file_add"),
    path("desk/meetings/<int:pk>/<language:language>/", meeting.meeting_edit, name="meeting_edit"),
    path("desk/meeting-papers/<int:pk>/", meeting.meeting_file, name="meeting_file"),
    path("desk/meeting-papers/<int:pk>/remove/", meeting.meeting_file_remove, name="meeting_file_remove"),
]
