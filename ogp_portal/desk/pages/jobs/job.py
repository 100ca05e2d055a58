"""A job: a line of the desk that leads in one click to where it is done."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet, Window
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.accounts.roles import Roles
from ogp_portal.languages.fields import Shown, shown
from ogp_portal.languages.formats import format_date
from ogp_portal.tenancy.directory import country_by_id, today_in

T = TypeVar("T")
SHOWN = 6
"""So many jobs of one kind; the list behind them has the rest."""


class Group(IntEnum):
    """Parts of the desk, in the order in which they hurt."""

    LATE = 1
    DUE = 2
    RETURNED = 3
    UNANSWERED = 4
    UNTRANSLATED = 5
    WAITING = 6
    DRAFT = 7

    @property
    def heading(self) -> str:
        return {
            Group.LATE: pgettext("what waits", "Late"),
            Group.DUE: pgettext("what waits", "Due"),
            Group.RETURNED: pgettext("what waits", "Returned"),
            Group.UNANSWERED: pgettext("what waits", "Unanswered"),
            Group.UNTRANSLATED: pgettext("what waits", "Not translated"),
            Group.WAITING: pgettext("what waits", "Waiting for you"),
            Group.DRAFT: pgettext("what waits", "Your drafts"),
        }[self]


@dataclass(frozen=True)
class Job:
    """`text` says what to do, `title` with what, `under` what else tells it apart; `word` is the short link.

    `on` is the day it is or was due, or since when it waits; `days` counts from today, below zero for what
    is late. `when` says it in words, and `weight` how many things the line stands for.
    """

    group: Group
    when: str
    text: str
    url: str
    word: str
    title: Shown | None = None
    under: Sequence[str | Shown] = ()
    on: dt.date | None = None
    days: int = 0
    weight: int = 1
    period: str = ""
    """The name of a reporting period, when the job is its report."""

    @property
    def is_late(self) -> bool:
        return self.group == Group.LATE


@dataclass(frozen=True)
class More:
    """Jobs of a kind that are not shown, and the list that has them."""

    group: Group
    count: int
    text: str
    url: str


@dataclass
class Found:
    """The jobs of one kind, and where the rest of them is."""

    jobs: list[Job] = field(default_factory=list)
    more: list[More] = field(default_factory=list)


@dataclass(frozen=True)
class Asking:
    """Who looks at their desk, in which language."""

    user: User
    language: str
    kept: dict[Any, Any] = field(default_factory=dict)

    def once(self, make: "Callable[[Asking], T]") -> T:
        """What this function finds, asked for once however many kinds need it."""
        if make not in self.kept:
            self.kept[make] = make(self)
        found: T = self.kept[make]
        return found

    @property
    def roles(self) -> Roles:
        return self.user.roles

    @cached_property
    def contact_in(self) -> frozenset[int]:
        """The countries whose point of contact the person is."""
        return self.roles.countries(Role.POINT_OF_CONTACT)

    @cached_property
    def societies(self) -> frozenset[int]:
        """The civil society organisations that the person belongs to."""
        return self.roles.organisations(Role.CSO_MEMBER)

    def today(self, country_id: int) -> dt.date:
        return today_in(country_by_id(country_id))

    def shown(self, row: Any, name: str) -> Shown:
        """A text of a row with a country, for this reader."""
        main = country_by_id(row.country_id).main_language
        return shown(row, name, wanted=self.language, main_language=main)

    def day(self, on: dt.date) -> str:
        return format_date(on, self.language, style="short")


def due(asking: Asking, country_id: int, on: dt.date) -> dict[str, Any]:
    """The fields of a job that is due on a day: late, or in how many days."""
    days = (on - asking.today(country_id)).days
    return {"group": Group.LATE if days < 0 else Group.DUE, "when": _in_days(days), "on": on, "days": days}


def since(asking: Asking, group: Group, moment: dt.datetime | dt.date | None) -> dict[str, Any]:
    """The fields of a job that has waited since a moment."""
    on = moment.date() if isinstance(moment, dt.datetime) else moment
    return {"group": group, "when": asking.day(on) if on else "", "on": on}


def _in_days(days: int) -> str:
    if days == 0:
        return gettext("today")
    if days < 0:
        return ngettext("%(days)s day", "%(days)s days", -days) % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def commitment_label(number: str) -> str:
    return gettext("Commitment %(number)s") % {"number": number}


def counted(rows: "QuerySet[Any]", **groups: Q) -> list[Any]:
    """The first rows, each knowing how many there are in all (`in_all`), and in each of the groups."""
    totals: dict[str, Any] = {"in_all": Window(Count("pk"))}
    totals |= {name: Window(Count("pk", filter=condition)) for name, condition in groups.items()}
    return list(rows.annotate(**totals)[:SHOWN])


def capped(jobs: list[Job], totals: dict[Group, int], text: str, url: str) -> Found:
    """What a kind has found: how many of each group there are beyond those shown."""
    more = []
    for group, total in totals.items():
        left = total - sum(job.group == group for job in jobs)
        if left > 0:
            more.append(More(group, left, text, url))
    return Found(jobs, more)
