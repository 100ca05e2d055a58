"""Reminders by mail: one digest a person, before and after reports are due, and when one is returned."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from commitments.enums import CommitmentState, ReminderKind, ReportState
from commitments.models import Commitment, Reminder
from commitments.reporting.report import Report, reports_on
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.mail import send_mail
from ogp_portal.accounts.models import RoleAssignment, User
from ogp_portal.languages.fields import shown
from ogp_portal.languages.formats import format_date
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.directory import CountryEntry, countries, country_by_id, today_in
from plans.actions import NotPossible
from plans.enums import PeriodPhase
from plans.models import ReportingPeriod

DAYS_BEFORE = (14, 7, 3, 1, 0)
WEEK = 7
MORNING = range(7, 12)
"""The hours of the day, at the country's capital, in which digests go out; each person gets one at most."""
MISSING = ("", ReportState.DRAFT, ReportState.RETURNED)
TAKING = (PeriodPhase.OPEN, PeriodPhase.DUE_SOON, PeriodPhase.LATE, PeriodPhase.REOPENED)


class Line(NamedTuple):
    """One thing that waits, and where to go."""

    text: str
    url: str


@dataclass
class Digest:
    """What one person is told, in their language."""

    user: User
    late: list[Line] = field(default_factory=list)
    due: list[Line] = field(default_factory=list)
    returned: list[Line] = field(default_factory=list)
    summary: list[Line] = field(default_factory=list)

    def groups(self) -> list[tuple[str, list[Line]]]:
        """The parts that hold something, under their headings; in the open language."""
        headed = [
            (pgettext("what waits", "Late"), self.late),
            (pgettext("what waits", "Due"), self.due),
            (pgettext("what waits", "Returned to you"), self.returned),
            (pgettext("what waits", "How the reports stand"), self.summary),
        ]
        return [(heading, lines) for heading, lines in headed if lines]


def send_morning_digests(now: dt.datetime) -> int:
    """Send the digests of every country in which it is morning; gives how many went out."""
    here = [c for c in countries() if now.astimezone(ZoneInfo(c.time_zone)).hour in MORNING]
    return sum(send_digests(c, now.astimezone(ZoneInfo(c.time_zone)).date()) for c in here)


def send_digests(country: CountryEntry, today: dt.date) -> int:
    """Send what is to be said on a day in a country, to nobody twice; gives how many mails."""
    with country_scope(country, shows=False):
        digests = digests_on(country, today)
        return sum(_send(digest, country.pk, today, ReminderKind.DIGEST) for digest in digests)


def _send(digest: Digest, country_id: int, today: dt.date, kind: ReminderKind) -> bool:
    """Send a mail unless one of its kind went out on that day already."""
    with transaction.atomic():
        _, is_first = Reminder.objects.get_or_create(
            country_id=country_id, user=digest.user, kind=kind, sent_on=today
        )
        if is_first:
            language = digest.user.language
            with translation.override(language):
                context = {"name": digest.user.full_name, "groups": digest.groups()}
            send_mail(digest.user, language=language, template="progress_digest", context=context)
    return is_first


def digests_on(country: CountryEntry, today: dt.date) -> list[Digest]:
    """Who is told what on a day: nobody is told nothing."""
    digests: dict[int, Digest] = {}
    contacts = _contacts(country.pk)
    for period in _taking_periods(country, today):
        reports = _reports(period)
        days = (_due_on(period, today) - today).days
        people = responsible_for(report.commitment for report in reports)
        for report in reports:
            for user in people[report.commitment.pk]:
                _tell_officer(digests, user, report, days, country, today)
        if _is_day_to_tell(days) and any(report.state in MISSING for report in reports):
            for user in contacts:
                _told(digests, user).summary.append(_summary(user.language, period, reports, today))
    return [digest for digest in digests.values() if digest.groups()]


def _told(digests: dict[int, Digest], user: User) -> Digest:
    return digests.setdefault(user.pk, Digest(user))


def _tell_officer(
    digests: dict[int, Digest],
    user: User,
    report: Report,
    days: int,
    country: CountryEntry,
    today: dt.date,
) -> None:
    if _is_day_to_recall(report, country, today):
        _told(digests, user).returned.append(_line(user.language, report, days, today))
    elif report.state in MISSING and _is_day_to_tell(days):
        digest = _told(digests, user)
        (digest.late if days < 0 else digest.due).append(_line(user.language, report, days, today))


def _is_day_to_recall(report: Report, country: CountryEntry, today: dt.date) -> bool:
    """The morning after a report was returned, then weekly."""
    whole = report.whole
    if whole is None or whole.state != ReportState.RETURNED or whole.returned_at is None:
        return False
    returned_on = whole.returned_at.astimezone(ZoneInfo(country.time_zone)).date()
    return (today - returned_on).days % WEEK == 1


def _is_day_to_tell(days: int) -> bool:
    """Some days before reports are due, the day itself, then weekly from the day after."""
    return days in DAYS_BEFORE or (days < 0 and (-days - 1) % WEEK == 0)


def _taking_periods(country: CountryEntry, today: dt.date) -> list[ReportingPeriod]:
    periods = ReportingPeriod.objects.filter(country_id=country.pk, plan__published_at__isnull=False)
    found = periods.with_reopenings().select_related("plan").order_by("due_on", "pk")
    return [period for period in found if period.phase(today) in TAKING]


def _due_on(period: ReportingPeriod, today: dt.date) -> dt.date:
    """When reports are due, or until when a period that was opened again takes them."""
    return period.open_again_until(today) or period.due_on


def _reports(period: ReportingPeriod) -> list[Report]:
    commitments = Commitment.objects.filter(plan_id=period.plan_id, state=CommitmentState.PUBLISHED)
    return list(reports_on(commitments.select_related("officer").order_by("position", "pk"), period).values())


def responsible_for(commitments: Iterable[Commitment]) -> dict[int, list[User]]:
    """Who is to report on each: its officer, else all agency officers of its lead institution; one query."""
    listed = list(commitments)
    officers = RoleAssignment.objects.filter(
        role=Role.AGENCY_OFFICER, organisation_id__in={c.lead_id for c in listed}, user__is_active=True
    )
    by_lead: dict[int | None, dict[int, User]] = defaultdict(dict)
    for row in officers.select_related("user").order_by("user_id"):
        by_lead[row.organisation_id][row.user_id] = row.user
    return {
        c.pk: [c.officer] if c.officer and c.officer.is_active else list(by_lead[c.lead_id].values())
        for c in listed
    }


def people_for(commitments: Iterable[Commitment]) -> list[User]:
    """Everybody who is to report on one of these, once."""
    named = {user.pk: user for users in responsible_for(commitments).values() for user in users}
    return [named[pk] for pk in sorted(named)]


def _contacts(country_id: int) -> list[User]:
    held = RoleAssignment.objects.filter(
        role=Role.POINT_OF_CONTACT, country_id=country_id, user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("pk"))


def _line(language: str, report: Report, days: int, today: dt.date) -> Line:
    commitment, period = report.commitment, report.period
    with translation.override(language):
        words = {
            "commitment": _commitment_name(commitment, language),
            "period": period.name_in(language),
            "day": format_date(_due_on(period, today), language),
            "count": abs(days),
        }
        if report.state == ReportState.RETURNED and report.whole:
            words["note"] = report.whole.returned_note
            text = gettext("%(commitment)s; period: %(period)s. The note: %(note)s")
        elif days < 0:
            text = ngettext(
                "%(commitment)s; period: %(period)s. The report was due on %(day)s, %(count)s day ago.",
                "%(commitment)s; period: %(period)s. The report was due on %(day)s, %(count)s days ago.",
                abs(days),
            )
        elif days == 0:
            text = gettext("%(commitment)s; period: %(period)s. The report is due today.")
        else:
            text = ngettext(
                "%(commitment)s; period: %(period)s. The report is due on %(day)s, in %(count)s day.",
                "%(commitment)s; period: %(period)s. The report is due on %(day)s, in %(count)s days.",
                days,
            )
        return Line(text % words, reverse("desk:progress", args=[commitment.pk, period.pk]))


def _commitment_name(commitment: Commitment, language: str) -> str:
    main_language = country_by_id(commitment.country_id).main_language
    title = shown(commitment, "title", wanted=language, main_language=main_language)
    # Translators: a commitment's number and title.
    return gettext("%(number)s. %(title)s") % {"number": commitment.number, "title": title.text}


def _summary(language: str, period: ReportingPeriod, reports: list[Report], today: dt.date) -> Line:
    with translation.override(language):
        text = gettext(
            "Period: %(period)s, due on %(day)s. Published: %(published)s of %(total)s;"
            " submitted: %(submitted)s; missing: %(missing)s."
        ) % {
            "period": period.name_in(language),
            "day": format_date(_due_on(period, today), language),
            "total": len(reports),
            "published": sum(report.state == ReportState.PUBLISHED for report in reports),
            "submitted": sum(report.state == ReportState.SUBMITTED for report in reports),
            "missing": sum(report.state in MISSING for report in reports),
        }
        return Line(text, reverse("desk:period", args=[period.pk]))


def remind_blocker(period: ReportingPeriod, today: dt.date, waiting: Iterable[Commitment]) -> str:
    """Why nobody can be reminded now, or ""."""
    if blocker := period.report_blocker(today):
        return blocker
    people = people_for(waiting)
    if not people:
        return gettext("There is nobody to remind: no report is missing, or no officer is known for it.")
    reminded = Reminder.objects.filter(user__in=people, kind=ReminderKind.ASKED, sent_on=today).count()
    return gettext("Everybody has been reminded today already.") if reminded >= len(people) else ""


@transaction.atomic
def remind_responsible(period: ReportingPeriod, *, by: User) -> int:
    """Remind those whose reports are missing, each at most once a day; gives how many mails went out."""
    today = today_in(country_by_id(period.country_id))
    missing = [report for report in _reports(period) if report.state in MISSING]
    if blocker := remind_blocker(period, today, [report.commitment for report in missing]):
        raise NotPossible(blocker)
    digests: dict[int, Digest] = {}
    days = (_due_on(period, today) - today).days
    people = responsible_for(report.commitment for report in missing)
    for report in missing:
        for user in people[report.commitment.pk]:
            digest = _told(digests, user)
            told = digest.late if days < 0 else digest.due
            (digest.returned if report.state == ReportState.RETURNED else told).append(
                _line(user.language, report, days, today)
            )
    return sum(_send(digest, period.country_id, today, ReminderKind.ASKED) for digest in digests.values())
