"""The forum's meetings: those to come, and minutes that are due."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import Asking, Found, Group, Job, capped, counted, due
from ogp_portal.languages.fields import columns
from plans.enums import MeetingState
from plans.models import ForumMeeting
from plans.models.forum import MINUTES_AFTER

AHEAD = dt.timedelta(days=30)
"""Meetings further away are nobody's job yet."""


def area() -> str:
    return pgettext("area of the desk", "Dialogue")


def meetings(asking: Asking) -> Found:
    """For the contact, minutes that are missing; for all who sit there, the meetings to come."""
    members = asking.contact_in | asking.roles.countries(Role.FORUM_MEMBER)
    if not members:
        return Found()
    today = timezone.localdate()
    minutes = Q(country_id__in=asking.contact_in, minutes_published_at=None, held_on__lt=today)
    coming = Q(country_id__in=members, held_on__range=(today, today + AHEAD))
    rows = ForumMeeting.objects.filter(minutes | coming).exclude(state=MeetingState.CANCELLED)
    rows = rows.only("country_id", "held_on", "minutes_due_on", *columns("title"))
    late = Q(held_on__lt=today, minutes_due_on__lt=today)
    late |= Q(minutes_due_on=None, held_on__lt=today - MINUTES_AFTER)
    found = counted(rows.order_by("held_on", "pk"), late=late)
    jobs = [_job(asking, row, is_over=row.held_on < today) for row in found]
    overdue, in_all = (found[0].late, found[0].in_all) if found else (0, 0)
    return capped(jobs, {Group.LATE: overdue, Group.DUE: in_all - overdue}, area(), reverse("desk:dialogue"))


def _job(asking: Asking, row: ForumMeeting, *, is_over: bool) -> Job:
    held = gettext("Meeting on %(day)s") % {"day": asking.day(row.held_on)}
    if is_over:
        return Job(
            **due(asking, row.country_id, row.minutes_due_on or row.held_on + MINUTES_AFTER),
            text=gettext("Publish the minutes"),
            title=asking.shown(row, "title"),
            under=[held],
            url=reverse("desk:meeting", args=[row.pk]),
            word=pgettext("link to a job", "Write"),
        )
    return Job(
        **due(asking, row.country_id, row.held_on),
        text=gettext("Prepare for the meeting"),
        title=asking.shown(row, "title"),
        under=[held],
        url=reverse("desk:meeting", args=[row.pk]),
        word=pgettext("link to a job", "Open"),
    )
