"""A country's plans and membership over the years, as the lane that the home page and its own page draw."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ogp_portal.public.findings_region import membership_line, plan_standing
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import plan_with_years
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.tenancy.enums import MembershipState
from ogp_portal.web.charts import MEMBERSHIP, Lane, Note, PlanBox, Span, lane
from ogp_portal.web.formats import day
from plans.queries import PlanEntry, one_of_each_number

FIRST_DAY = dt.date(2011, 3, 1)
"""Half a year before the Open Government Partnership was founded: lanes begin here."""


@dataclass(frozen=True, slots=True)
class Status:
    """A standing in the partnership from one date to another."""

    state: MembershipState
    since: dt.date
    precision: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane with what holds today, in words."""

    svg: SafeString
    membership: str
    plan: str


def last_day(plans: Sequence[PlanEntry], today: dt.date) -> dt.date:
    """Where lanes end: two months after today, or with the last plan."""
    return max([today + dt.timedelta(days=60), *(plan.ends_on for plan in plans)])


def lane_of(
    country: CountryEntry,
    plans: Sequence[PlanEntry],
    current: PlanEntry | None,
    statuses: Sequence[Status],
    reader: Reader,
    urls: dict[int, str],
    *,
    end: dt.date,
    today: dt.date,
) -> Drawn:
    """The lane of a country, its plans and statuses oldest first; `urls` leads to each plan."""
    now = standing_on(statuses, today)
    membership = membership_words(now, reader)
    told = plan_words(current, now, today)
    boxes = [_box(plan, current, urls.get(plan.pk, "")) for plan in one_of_each_number(plans)]
    drawn = lane(
        Lane(boxes, _spans(statuses), _notes(statuses, reader)),
        start=FIRST_DAY,
        end=end,
        today=today,
        title=gettext("%(country)s: action plans and membership over the years") % {"country": country.name},
        desc=f"{membership}; {told}" if told else membership,
    )
    return Drawn(drawn, membership, told)


def standing_on(statuses: Sequence[Status], on: dt.date) -> Status | None:
    """The standing that holds on a day; statuses come oldest first."""
    held = [s for s in statuses if s.since <= on and (s.until is None or s.until > on)]
    return held[-1] if held else None


def membership_words(status: Status | None, reader: Reader) -> str:
    """What holds today, since when."""
    if status is None:
        return gettext("Membership not recorded")
    return membership_line(status.state, reader.loose_day("", status.since, status.precision))


def plan_words(plan: PlanEntry | None, standing: Status | None, today: dt.date) -> str:
    """A plan's name, years and how things stand with it."""
    if plan is None:
        return ""
    name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
    if plan.is_shadow:
        return name
    stands = plan_standing(plan.state, plan.ends_on, standing.state if standing else "", today)
    # Translators: such as “Sixth action plan, 2023–2025: under way”.
    return gettext("%(plan)s: %(standing)s") % {"plan": name, "standing": stands}


def _box(plan: PlanEntry, current: PlanEntry | None, url: str) -> PlanBox:
    label = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
    number = "" if plan.is_shadow else str(plan.number)
    if plan is current:
        return PlanBox(number, plan.starts_on, plan.ends_on, "cso" if plan.is_shadow else "now", url, label)
    if plan.is_shadow:
        return PlanBox(number, plan.starts_on, plan.ends_on, "shadow", url, label)
    newer = current is not None and plan.starts_on > current.starts_on
    return PlanBox(number, plan.starts_on, plan.ends_on, "new" if newer else "old", url, label)


def _spans(statuses: Sequence[Status]) -> list[Span]:
    return [Span(s.since, s.until, MEMBERSHIP[s.state]) for s in statuses]


def _notes(statuses: Sequence[Status], reader: Reader) -> list[Note]:
    """A word for each change for the worse; joining needs none."""
    unspoken = {MembershipState.ACTIVE, MembershipState.NEVER_MEMBER}
    return [
        # Translators: a note under a bar of years, such as “suspended, October 2024”.
        Note(
            s.since,
            gettext("%(state)s, %(date)s")
            % {
                "state": s.state.label,
                "date": day(s.since, reader.language, _no_finer_than_month(s.precision), "short"),
            },
        )
        for s in statuses
        if s.state not in unspoken
    ]


def _no_finer_than_month(precision: str) -> str:
    return "month" if precision == "day" else precision
