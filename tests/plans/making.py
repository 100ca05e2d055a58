"""Forums, consultations and contributions for tests; call these inside a scope."""

import datetime as dt
from typing import Any

from django.utils import timezone

from ogp_portal.tenancy.models import Country
from plans.enums import ConsultationKind, ContributionState, Outcome, Sector
from plans.models import (
    ActionPlan,
    Consultation,
    Contribution,
    ContributionAuthor,
    Forum,
    ForumMeeting,
    ReasonedResponse,
)

TODAY = dt.date.today


def make_forum(country: Country, **fields: Any) -> Forum:
    """A published forum."""
    defaults: dict[str, Any] = {"name_en": f"Council of {country.slug}", "published_at": timezone.now()}
    return Forum.objects.create(country=country, **{**defaults, **fields})


def make_meeting(forum: Forum, **fields: Any) -> ForumMeeting:
    """A published meeting of a month ago."""
    held_on = fields.pop("held_on", TODAY() - dt.timedelta(days=30))
    defaults: dict[str, Any] = {
        "held_on": held_on,
        "minutes_due_on": held_on + dt.timedelta(days=14),
        "title_en": "Meeting of the council",
        "agenda_en": "1. The draft plan",
        "published_at": timezone.now(),
    }
    return ForumMeeting.objects.create(country_id=forum.country_id, forum=forum, **{**defaults, **fields})


def make_consultation(plan: ActionPlan, **fields: Any) -> Consultation:
    """A published consultation that is open: it began ten days ago and ends in ten."""
    today = TODAY()
    defaults: dict[str, Any] = {
        "key": "ideas",
        "title_en": "Ideas for the plan",
        "description_en": "What should the plan promise?",
        "kind": ConsultationKind.IDEAS,
        "opens_on": today - dt.timedelta(days=10),
        "closes_on": today + dt.timedelta(days=10),
        "answers_due_on": today + dt.timedelta(days=40),
        "published_at": timezone.now(),
    }
    return Consultation.objects.create(country_id=plan.country_id, plan=plan, **{**defaults, **fields})


def close(consultation: Consultation, *, days_ago: int, answered_within: int = 30) -> None:
    """Let the consultation have closed, and its answers have fallen due."""
    closes_on = TODAY() - dt.timedelta(days=days_ago)
    consultation.opens_on = closes_on - dt.timedelta(days=20)
    consultation.closes_on = closes_on
    consultation.answers_due_on = closes_on + dt.timedelta(days=answered_within)
    consultation.save()


def make_contribution(consultation: Consultation, number: int, **fields: Any) -> Contribution:
    """A published contribution; `email` and `name` are its sealed author's."""
    email, name = fields.pop("email", ""), fields.pop("name", "")
    defaults: dict[str, Any] = {
        "number": number,
        "language": "en",
        "sector": Sector.CITIZENS,
        "title": f"Proposal {number}",
        "body": f"Open the register number {number}.",
        "state": ContributionState.PUBLISHED,
    }
    row = Contribution.objects.create(
        country_id=consultation.country_id, consultation=consultation, **{**defaults, **fields}
    )
    ContributionAuthor.objects.create(
        country_id=row.country_id, contribution=row, name=name, email=email, consented_at=timezone.now()
    )
    return row


def make_response(contribution: Contribution, **fields: Any) -> ReasonedResponse:
    """A published response."""
    defaults: dict[str, Any] = {
        "outcome": Outcome.ACCEPTED,
        "reason_en": "It fits the plan.",
        "published_at": timezone.now(),
    }
    return ReasonedResponse.objects.create(
        country_id=contribution.country_id, contribution=contribution, **{**defaults, **fields}
    )
