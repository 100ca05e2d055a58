"""Consultations: contributions to be read and answered, and those that are open to contribute to."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import SHOWN, Asking, Found, Group, Job, due, since
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.directory import country_by_id
from plans.enums import ContributionState
from plans.models import Consultation, Contribution

ROW = ("country_id", "key", "closes_on", "answers_due_on", *columns("title"))
READERS = (Role.CSO_MEMBER, Role.FORUM_MEMBER)


def answers(asking: Asking) -> Found:
    """For the contact: how many contributions wait to be read, and how many for a reasoned response."""
    if not asking.contact_in:
        return Found()
    rows = Consultation.objects.published().filter(country_id__in=asking.contact_in)
    unread = _said(state=ContributionState.SUBMITTED)
    unanswered = _said(state=ContributionState.PUBLISHED, answered=False)
    rows = rows.annotate(
        unread=unread,
        unread_since=Subquery(
            _of(ContributionState.SUBMITTED).order_by("submitted_at").values("submitted_at")[:1]
        ),
        unanswered=unanswered,
        heard=_said(state=ContributionState.PUBLISHED),
    )
    rows = rows.filter(Q(unread__gt=0) | Q(unanswered__gt=0)).order_by("answers_due_on", "pk")
    found: list[Any] = list(rows.only(*ROW)[:SHOWN])
    jobs = [_answers(asking, row) for row in found if row.unanswered]
    jobs += [_unread(asking, row) for row in found if row.unread]
    return Found(jobs)


def _of(state: ContributionState) -> "QuerySet[Contribution]":
    return Contribution.objects.filter(consultation_id=OuterRef("pk"), state=state).order_by()


def _said(*, state: ContributionState, answered: bool = True) -> Coalesce:
    """A subquery: how many contributions of a state a consultation has, or those without a response."""
    said = _of(state)
    if not answered:
        said = said.exclude(responses__published_at__isnull=False)
    counted = said.values("consultation_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _answers(asking: Asking, row: Any) -> Job:
    left, heard = row.unanswered, row.heard
    answered = ngettext(
        "%(answered)s of %(count)s is answered", "%(answered)s of %(count)s are answered", heard
    ) % {"answered": heard - left, "count": heard}
    return Job(
        **due(asking, row.country_id, row.answers_due_on),
        text=ngettext(
            "Give a reasoned response to %(count)s contribution",
            "Give a reasoned response to %(count)s contributions",
            left,
        )
        % {"count": left},
        under=[asking.shown(row, "title"), answered],
        url=reverse("desk:contribution_list", args=[row.pk]),
        word=pgettext("link to a job", "Continue"),
    )


def _unread(asking: Asking, row: Any) -> Job:
    count = row.unread
    return Job(
        **since(asking, Group.WAITING, row.unread_since),
        text=ngettext(
            "Read %(count)s contribution before it is public",
            "Read %(count)s contributions before they are public",
            count,
        )
        % {"count": count},
        under=[asking.shown(row, "title")],
        url=reverse("desk:contribution_list", args=[row.pk]),
        word=pgettext("link to a job", "Read"),
        weight=count,
    )


def open_ones(asking: Asking) -> Found:
    """For civil society and members of the forum: where they can still say something."""
    where = asking.roles.countries(*READERS) - asking.contact_in
    if not where:
        return Found()
    today = timezone.localdate()
    rows = Consultation.objects.published().filter(country_id__in=where)
    rows = rows.filter(opens_on__lte=today, closes_on__gte=today, plan__published_at__isnull=False)
    jobs = [
        Job(
            **due(asking, row.country_id, row.closes_on),
            text=gettext("Contribute to the consultation"),
            title=asking.shown(row, "title"),
            under=[gettext("Closes on %(day)s") % {"day": asking.day(row.closes_on)}],
            url=reverse(
                "public:consultation",
                kwargs={"country": country_by_id(row.country_id).slug, "key": row.key},
            ),
            word=pgettext("link to a job", "Open"),
        )
        for row in rows.only(*ROW).order_by(F("closes_on"), "pk")[:SHOWN]
    ]
    return Found(jobs)
