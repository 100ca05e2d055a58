"""What falls due for a person, on which day: one list for the calendar's page, its file and its address."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from commitments.enums import CommitmentState
from commitments.models import Commitment, Milestone
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import columns, shown
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from plans.models import Consultation, ReportingPeriod
from plans.words import plan_with_years

BACK = dt.timedelta(days=60)
"""What was due longer ago is history."""
PERIODS_OF_ALL = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
SOCIETY = (Role.CSO_MEMBER, Role.FORUM_MEMBER)


class Due(NamedTuple):
    """Something due on a day; `key` names it for good, `path` leads to it. It names no person."""

    on: dt.date
    key: str
    text: str
    path: str


def due_for(user: User, language: str, today: dt.date) -> list[Due]:
    """All that is due for a person in the open scope, by day: at most five queries."""
    roles = user.roles
    found = [*_periods(user, language, today)]
    if roles.has(Role.AGENCY_OFFICER, Role.POINT_OF_CONTACT):
        found += _milestones(user, language, today)
    if roles.has(Role.POINT_OF_CONTACT):
        found += _replies(user, language, today)
    if roles.has(Role.POINT_OF_CONTACT, *SOCIETY):
        found += _consultations(user, language, today)
    return sorted(found)


def _periods(user: User, language: str, today: dt.date) -> Iterator[Due]:
    periods = ReportingPeriod.objects.filter(plan__published_at__isnull=False).select_related("plan")
    if not user.roles.has(*PERIODS_OF_ALL):
        plans = Commitment.objects.reportable_by(user).filter(state=CommitmentState.PUBLISHED)
        periods = periods.filter(plan_id__in=plans.values("plan_id"))
    for period in periods.filter(Q(due_on__gte=today - BACK) | Q(locked_on__gte=today - BACK)):
        plan, country = period.plan, country_by_id(period.country_id)
        words = {
            "country": country.form("name", language),
            "plan": plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on),
            "period": period.name_in(language),
        }
        path = reverse("desk:period_list", args=[plan.pk]) if _enters(user) else _plan_path(country, plan.key)
        text = gettext("%(country)s: progress reports due. %(plan)s, period: %(period)s") % words
        yield Due(period.due_on, f"period-{period.pk}-due", text, path)
        if period.locked_on:
            text = gettext("%(country)s: reporting period locked. %(plan)s, period: %(period)s") % words
            yield Due(period.locked_on, f"period-{period.pk}-locked", text, path)


def _enters(user: User) -> bool:
    return user.roles.has(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER, Role.ADMINISTRATOR)


def _milestones(user: User, language: str, today: dt.date) -> Iterator[Due]:
    own = user.roles.organisations(Role.AGENCY_OFFICER)
    mine = Q(responsible_id__in=own) | Q(commitment__lead_id__in=own)
    mine |= Q(country_id__in=user.roles.countries(Role.POINT_OF_CONTACT))
    steps = Milestone.objects.filter(
        mine,
        commitment__state=CommitmentState.PUBLISHED,
        commitment__plan__published_at__isnull=False,
        completed_on__isnull=True,
        ends_on__gte=today - BACK,
    )
    rows = steps.values(
        "pk", "country_id", "number", "ends_on", "commitment__key", "commitment__plan__key", *columns("title")
    )
    for row in rows:
        country = country_by_id(row["country_id"])
        title = shown(row, "title", wanted=language, main_language=country.main_language)
        text = gettext("%(country)s: milestone %(number)s due. %(title)s") % {
            "country": country.form("name", language),
            "number": row["number"],
            "title": title.text,
        }
        path = _commitment_path(country, row["commitment__plan__key"], row["commitment__key"])
        yield Due(row["ends_on"], f"milestone-{row['pk']}", text, path)


def _replies(user: User, language: str, today: dt.date) -> Iterator[Due]:
    waiting = Evidence.objects.unanswered().filter(
        country_id__in=user.roles.countries(Role.POINT_OF_CONTACT), reply_due_on__gte=today - BACK
    )
    rows = waiting.values("pk", "country_id", "reply_due_on", *columns("title"))
    for row in rows:
        country = country_by_id(row["country_id"])
        title = shown(row, "title", wanted=language, main_language=country.main_language)
        text = gettext("%(country)s: reply to evidence due. %(title)s") % {
            "country": country.form("name", language),
            "title": title.text,
        }
        path = reverse("desk:evidence_reply", args=[row["pk"]])
        yield Due(row["reply_due_on"], f"evidence-{row['pk']}", text, path)


def _consultations(user: User, language: str, today: dt.date) -> Iterator[Due]:
    contact = user.roles.countries(Role.POINT_OF_CONTACT)
    here = contact | user.roles.countries(*SOCIETY)
    rows = Consultation.objects.filter(
        country_id__in=here, published_at__isnull=False, answers_due_on__gte=today - BACK
    ).values("pk", "country_id", "closes_on", "answers_due_on", "plan__key", *columns("title"))
    for row in rows:
        country = country_by_id(row["country_id"])
        words = {
            "country": country.form("name", language),
            "title": shown(row, "title", wanted=language, main_language=country.main_language).text,
        }
        path = _plan_path(country, row["plan__key"])
        text = gettext("%(country)s: consultation closes. %(title)s") % words
        yield Due(row["closes_on"], f"consultation-{row['pk']}-closes", text, path)
        if row["country_id"] in contact:
            text = gettext("%(country)s: reasoned responses due. %(title)s") % words
            answers = reverse("desk:consultation", args=[row["pk"]])
            yield Due(row["answers_due_on"], f"consultation-{row['pk']}-answers", text, answers)


def _plan_path(country: CountryEntry, key: str) -> str:
    return reverse("public:plan", kwargs={"country": country.slug, "plan": key})


def _commitment_path(country: CountryEntry, plan: str, key: str) -> str:
    kwargs = {"country": country.slug, "plan": plan, "commitment": key}
    return reverse("public:commitment", kwargs=kwargs)
