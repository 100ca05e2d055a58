"""Things that wait, made for the tests of the desk's home."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, ProgressUpdate
from monitoring.enums import IrmReportKind
from monitoring.models import CsoRating, Evidence, IrmReport
from ogp_portal.accounts.enums import OrganisationKind, OrganisationState, Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.desk.models import Draft
from ogp_portal.desk.pages.home import Home, home_of
from ogp_portal.tenancy import country_scope, every_country
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.enums import (
    ConsultationKind,
    ContributionState,
    MeetingState,
    PeriodKind,
    Sector,
)
from plans.models import Consultation, Contribution, Forum, ForumMeeting, ReportingPeriod
from tests.cast import Tenant, make_commitment, make_user


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def home(user: User, language: str = "en") -> Home:
    """The home as its view asks for it, in a scope as wide as the person's roles need."""
    fresh = User.objects.get(pk=user.pk)
    with every_country():
        return home_of(fresh, language)


def lines(found: Home) -> dict[str, list[str]]:
    """What stands under each heading: text and title."""
    return {
        part.heading: [f"{job.text}: {job.title.text}" if job.title else job.text for job in part.jobs]
        for part in found.parts
    }


def page(user: User, language: str = "en") -> str:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client.get(f"/{language}/desk/").content.decode()


def make_evidence(tenant: Tenant, name: str, **fields: Any) -> Evidence:
    """Published and waiting for a reply for twelve days."""
    defaults: dict[str, Any] = {
        "commitment": tenant.commitment,
        "organisation": tenant.cso,
        "title_en": name,
        "state": ReportState.PUBLISHED,
        "submitted_at": timezone.now(),
        "published_at": timezone.now(),
        "reply_due_on": in_days(-12),
    }
    with country_scope(tenant.country):
        return Evidence.objects.create(country=tenant.country, **{**defaults, **fields})


def make_meeting(tenant: Tenant, name: str, **fields: Any) -> ForumMeeting:
    """Held three weeks ago; its minutes have been due for a week."""
    defaults: dict[str, Any] = {"title_en": name, "held_on": in_days(-21), "state": MeetingState.HELD}
    with country_scope(tenant.country):
        forum = Forum.objects.filter(country=tenant.country).first() or Forum.objects.create(
            country=tenant.country, name_en="Forum", published_at=timezone.now()
        )
        return ForumMeeting.objects.create(country=tenant.country, forum=forum, **{**defaults, **fields})


def make_consultation(tenant: Tenant, key: str, **fields: Any) -> Consultation:
    """Open for nine more days, with one contribution that waits to be read and one for a response."""
    defaults: dict[str, Any] = {
        "plan": tenant.plan,
        "key": key,
        "title_en": f"Consultation {key}",
        "kind": ConsultationKind.DRAFT_PLAN,
        "opens_on": in_days(-10),
        "closes_on": in_days(9),
        "answers_due_on": in_days(20),
        "published_at": timezone.now(),
    }
    with country_scope(tenant.country):
        row = Consultation.objects.create(country=tenant.country, **{**defaults, **fields})
        for number, state in enumerate((ContributionState.SUBMITTED, ContributionState.PUBLISHED), start=1):
            Contribution.objects.create(
                country=tenant.country,
                consultation=row,
                number=number,
                language="en",
                sector=Sector.CITIZENS,
                title="Idea",
                body="Words",
                state=state,
            )
    return row


def make_period(tenant: Tenant, number: int, **fields: Any) -> ReportingPeriod:
    """Takes reports, due in eight days."""
    defaults: dict[str, Any] = {
        "plan": tenant.plan,
        "number": number,
        "kind": PeriodKind.OWN,
        "starts_on": in_days(-90),
        "ends_on": in_days(-2),
        "due_on": in_days(8),
    }
    with country_scope(tenant.country):
        # The cast's own period has been late for years.
        ReportingPeriod.objects.filter(pk=tenant.period.pk).update(locked_on=dt.date(2024, 8, 1))
        return ReportingPeriod.objects.create(country=tenant.country, **{**defaults, **fields})


def make_report(commitment: Commitment, period: ReportingPeriod, state: ReportState) -> ProgressUpdate:
    with country_scope(period.country):
        return ProgressUpdate.objects.create(
            country=period.country,
            commitment=commitment,
            period=period,
            state=state,
            returned_note="Name the websites.",
            submitted_at=timezone.now(),
        )


def make_draft(tenant: Tenant, key: str, **fields: Any) -> Commitment:
    defaults: dict[str, Any] = {"state": CommitmentState.DRAFT, "published_at": None, "lead": tenant.ministry}
    with country_scope(tenant.country):
        return make_commitment(
            tenant.plan, key=key, number=key, title_en=f"Draft {key}", **{**defaults, **fields}
        )


def make_rating(tenant: Tenant, state: ReportState, rated_on: dt.date) -> CsoRating:
    with country_scope(tenant.country):
        return CsoRating.objects.create(
            country=tenant.country,
            organisation=tenant.cso,
            commitment=tenant.commitment,
            completion=2,
            rated_on=rated_on,
            state=state,
            submitted_at=timezone.now(),
        )


def make_everything(tenant: Tenant, number: int) -> None:
    """One more of every kind of job in a country; call it with 1, 2, 3."""
    make_evidence(tenant, f"Late {number}")
    for state in (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.DRAFT):
        make_evidence(tenant, f"{state} {number}", state=state, published_at=None, reply_due_on=None)
        make_rating(tenant, state, in_days(-10 * number - len(state)))
    make_meeting(tenant, f"Past {number}")
    make_meeting(tenant, f"Coming {number}", held_on=in_days(number + 3), state=MeetingState.PLANNED)
    make_consultation(tenant, f"c{number}")
    period = make_period(tenant, number + 10)
    make_report(tenant.commitment, period, ReportState.RETURNED)
    make_draft(tenant, f"d{number}")
    make_draft(tenant, f"s{number}", submitted_at=timezone.now())
    with country_scope(tenant.country):
        Organisation.objects.create(
            country=tenant.country,
            kind=OrganisationKind.CSO,
            name_en=f"Newcomer {number}",
            state=OrganisationState.PENDING,
            registered_by=make_user(Role.CSO_MEMBER, tenant.country, tenant.cso, f"newcomer {number}"),
        )
        IrmReport.objects.create(
            country=tenant.country, plan=tenant.plan, kind=IrmReportKind.DESIGN, edition=str(number)
        )
        for language, worth in (("ka", TextStatus.APPROVED), ("en", TextStatus.STALE)):
            TextState.objects.create(
                country=tenant.country,
                model="plans.actionplan",
                object_id=tenant.plan.pk,
                field=f"text{number}",
                language=language,
                state=worth,
                source_language="ka",
            )


def leave_unsaved(user: User, tenant: Tenant, form: str) -> None:
    with country_scope(tenant.country):
        Draft.objects.create(country=tenant.country, user=user, form=form)
