"""What the loading of one country has made so far, for what comes after it to link to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.db import models
from django.utils import timezone

from commitments.models import Commitment, Milestone, PolicyArea
from monitoring.models import IrmReport
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.demo.content import Entry, Texts
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from plans.models import ActionPlan, Contribution, ReportingPeriod

Row = TypeVar("Row", bound=models.Model)
States = dict[tuple[str, str], TextStatus]


@dataclass
class Loading:
    """Rows by their keys in the content; `people` by the part of their address before the @."""

    country: Country
    content: Entry
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    plans: list[ActionPlan] = field(default_factory=list)
    periods: dict[str, ReportingPeriod] = field(default_factory=dict)
    reports: dict[str, IrmReport] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    milestones: dict[tuple[str, str], Milestone] = field(default_factory=dict)
    contributions: list[tuple[Contribution, Entry]] = field(default_factory=list)
    written: list[tuple[models.Model, list[str], States]] = field(default_factory=list)

    @cached_property
    def areas(self) -> dict[str, int]:
        return dict(PolicyArea.objects.order_by("tag_set").values_list("slug", "id"))

    @property
    def plan(self) -> ActionPlan:
        """The current one: the last that was loaded."""
        return self.plans[-1]

    @property
    def contact(self) -> User | None:
        """The point of contact, where the country has one."""
        return self.people.get(self.country.slug)

    def saved(self, row: Row, texts: dict[str, Texts], states: States | None = None) -> Row:
        """Save a row with its texts, to be entered into the ledger at the end; `states` are not approved."""
        for name, versions in texts.items():
            set_texts(row, name, versions)
        row.save()
        self.written.append((row, list(texts), states or {}))
        return row

    def mark(self, row: models.Model, name: str, status: str) -> None:
        """Say what the English of a text that was saved is worth, where it is not approved."""
        states = next(states for saved, _, states in self.written if saved is row)
        states[name, "en"] = TextStatus(status)

    def record_ledger(self) -> None:
        """Enter every text that was written; those in a language of their own are originals."""
        rows = []
        for row, names, states in self.written:
            rows += states_for(row, names, source_language=self.country.main_language, states=states)
        record(rows)


def texts_of(entry: Entry, names: Iterable[str]) -> dict[str, Texts]:
    """These texts of a table of the content."""
    return {name: entry.texts(name) for name in names}


def states_of(entry: Entry) -> States:
    """The English texts that a table says are not approved."""
    return {
        (name, "en"): status
        for status in (TextStatus.STALE, TextStatus.DRAFT, TextStatus.MACHINE)
        for name in entry.listed(status)
    }


def moment(on: dt.date | None) -> dt.datetime | None:
    """Ten in the morning of a day, where the portal is."""
    return timezone.make_aware(dt.datetime.combine(on, dt.time(10))) if on else None
