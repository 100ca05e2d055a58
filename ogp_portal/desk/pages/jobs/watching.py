"""For programme officers: what governments owe the public, by country."""

import datetime as dt

from django.db.models import Count, DateField, F, Min
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import Asking, Found, Job, due
from ogp_portal.tenancy.directory import country_by_id
from plans.enums import MeetingState
from plans.models import ForumMeeting
from plans.models.forum import MINUTES_AFTER

MINUTES_DUE = Coalesce("minutes_due_on", Cast(F("held_on") + MINUTES_AFTER, DateField()))


def owed(asking: Asking) -> Found:
    """A line per country and kind: replies to evidence, and minutes of the forum."""
    if not asking.roles.has(Role.PROGRAMME_OFFICER):
        return Found()
    today = timezone.localdate()
    replies = Evidence.objects.unanswered().filter(reply_due_on__lt=today)
    minutes = ForumMeeting.objects.published().exclude(state=MeetingState.CANCELLED)
    minutes = minutes.filter(minutes_published_at=None, held_on__lt=today)
    overdue = minutes.alias(due=MINUTES_DUE).filter(due__lt=today)
    jobs = [
        _job(asking, country_id, first, count, _replies(count))
        for country_id, count, first in replies.order_by()
        .values_list("country_id")
        .annotate(count=Count("pk"), first=Min("reply_due_on"))
    ]
    jobs += [
        _job(asking, country_id, first, count, _minutes(count))
        for country_id, count, first in overdue.order_by()
        .values_list("country_id")
        .annotate(count=Count("pk"), first=Min(MINUTES_DUE))
    ]
    return Found(jobs)


def _replies(count: int) -> str:
    return ngettext(
        "%(count)s piece of evidence without a reply", "%(count)s pieces of evidence without a reply", count
    ) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext(
        "%(count)s forum meeting without minutes", "%(count)s forum meetings without minutes", count
    ) % {"count": count}


def _job(asking: Asking, country_id: int, first: dt.date, count: int, what: str) -> Job:
    country = country_by_id(country_id)
    return Job(
        **due(asking, country_id, first),
        text=gettext("%(country)s: %(what)s")
        % {"country": country.form("name", asking.language), "what": what},
        url=reverse("public:country", kwargs={"country": country.slug}),
        word=pgettext("link to a job", "See"),
        weight=count,
    )
