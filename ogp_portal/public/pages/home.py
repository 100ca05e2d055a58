"""What the home page shows: the finding over all current plans, where voices part, what is due, six lanes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commitments.enums import CommitmentState
from commitments.models import Commitment
from monitoring.queries import voices_of
from monitoring.voices import VOICES, Voice, Voices, heard_by_all
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.findings_region import region_finding, steps_apart, untranslated
from ogp_portal.public.pages.happening import Line, Spoken, ahead, just_in
from ogp_portal.public.pages.lanes import FIRST_DAY, Status, lane_of, last_day
from ogp_portal.public.pages.tallies import bars_of, by_distance, tallies_of, widest
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import plan_with_years
from ogp_portal.tenancy.directory import CountryEntry, alphabetical
from ogp_portal.tenancy.enums import MembershipState
from ogp_portal.tenancy.models import MembershipStatus
from ogp_portal.web.charts import lane_axis, spread
from ogp_portal.web.parts import CommitmentRow
from ogp_portal.web.prepared import FirstText, IsAny, Prepared
from plans.queries import PlanEntry, current_plans, plan_entries

APART = 5
LONGEST_IN_ROW = 90
"""How many commitments stand under “where the voices are furthest apart”."""


@dataclass(frozen=True, slots=True)
class CountryLane:
    """A country on the home page."""

    name: str
    url: str
    membership: str
    lane: SafeString
    plan: str
    spread: SafeString | None


@dataclass(frozen=True, slots=True)
class Home:
    """All that the page shows; `rated` lists the countries whose commitments the headline counts."""

    headline: str
    rated: str
    bars: SafeString | None
    bars_table: SafeString | None
    apart: Sequence[CommitmentRow]
    ahead: Sequence[Line]
    just_in: Sequence[Line]
    axis: SafeString
    lanes: Sequence[CountryLane]
    years: int
    is_demo: bool

    @property
    def untranslated(self) -> str:
        fallbacks = [
            line.text for line in self.ahead if isinstance(line.text, Shown) and line.text.is_fallback
        ]
        return untranslated(len(fallbacks) + sum(bool(row.title_lang) for row in self.apart))


@Prepared
def all_statuses() -> "QuerySet[MembershipStatus, Any]":
    """Every standing of every country, oldest first."""
    return MembershipStatus.objects.order_by("since", "pk").values(
        "country_id", "state", "since", "since_precision", "until"
    )


@Prepared
def commitments_of_plans() -> "QuerySet[Commitment, Any]":
    """Slots: plans. Withdrawn commitments do not count."""
    return (
        Commitment.objects.published()
        .filter(IsAny("plan_id", "plans"), state=CommitmentState.PUBLISHED)
        .order_by("plan_id", "position", "pk")
        .values("pk", "plan_id")
    )


@Prepared
def titles_of(order: tuple[str, ...]) -> "QuerySet[Commitment, Any]":
    """Slots: ids."""
    return (
        Commitment.objects.published()
        .filter(IsAny("pk", "ids"))
        .order_by("pk")
        .values(
            "pk",
            "plan_id",
            "key",
            title_text=FirstText("title", order),
            short_text=FirstText("short_title", order),
        )
    )


def home_page(reader: Reader, today: dt.date) -> Home:
    """Build the page from what the open scope shows."""
    countries = alphabetical(reader.language)
    by_pk = {country.pk: country for country in countries}
    plans = plan_entries()
    current = current_plans(plans)
    plan_of = {plan.pk: plan for plan in current.values()}
    members = commitments_of_plans().rows(plans=list(plan_of))
    said = voices_of([row.pk for row in members])
    spoken = [
        Spoken(plan_of[row.plan_id].country_id, plan_of[row.plan_id].key, said[row.pk]) for row in members
    ]
    rated = heard_by_all(said.values())
    tallies = tallies_of(rated)
    rated_in = {item.country_id for item in spoken if None not in item.voices.latest.values()}
    title = region_finding(tallies, len(rated), plans=len(current))
    drawn, table = bars_of(tallies, title=title) if rated else (None, None)
    end = last_day(plans, today)
    return Home(
        headline=title,
        rated=_listed([country.name for country in countries if country.pk in rated_in]),
        bars=drawn,
        bars_table=table,
        apart=_apart(said, plan_of, by_pk, reader),
        ahead=ahead(by_pk, reader, today),
        just_in=just_in(spoken, by_pk, today),
        axis=lane_axis(start=FIRST_DAY, end=end),
        lanes=_lanes(countries, plans, current, spoken, reader, end=end, today=today),
        years=today.year - FIRST_DAY.year,
        is_demo=any(plan.is_demo for plan in current.values()),
    )


def _listed(names: Sequence[str]) -> str:
    """Names for after a colon: no “and”, which would need its own grammar."""
    return ", ".join(names)


def _apart(
    said: Mapping[int, Voices],
    plan_of: Mapping[int, PlanEntry],
    countries: Mapping[int, CountryEntry],
    reader: Reader,
) -> list[CommitmentRow]:
    found = {row.pk: row for row in titles_of(reader.order).rows(ids=widest(said, APART))}
    named = {pk: row_title(row.short_text, row.title_text) for pk, row in found.items()}
    ordered = by_distance([(pk, text[2:]) for pk, text in named.items()], said, reader.language)
    rows = []
    for pk in ordered[:APART]:
        plan, text = plan_of[found[pk].plan_id], reader.shown(named[pk])
        country = countries[plan.country_id]
        kwargs = {"country": country.slug, "plan": plan.key, "commitment": found[pk].key}
        name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
        rows.append(
            CommitmentRow(
                url=address("commitment", **kwargs),
                title=text.text,
                title_lang=text.lang if text.is_fallback else "",
                # Translators: under a commitment's title, such as “Ukraine: Sixth action plan, 2023–2025”.
                under=gettext("%(country)s: %(plan)s") % {"country": country.name, "plan": name},
                ratings=[said[pk].latest[voice] for voice in VOICES],
                last=steps_apart(said[pk].distance or 0),
            )
        )
    return rows


def row_title(short: str, title: str) -> str:
    """Of two tagged texts the full title, unless it is too long for a row and has a short form."""
    is_long = len(title) > LONGEST_IN_ROW
    return short if short and is_long and short[:2] == title[:2] else title


def _lanes(
    countries: Sequence[CountryEntry],
    plans: Sequence[PlanEntry],
    current: Mapping[int, PlanEntry],
    spoken: Sequence[Spoken],
    reader: Reader,
    *,
    end: dt.date,
    today: dt.date,
) -> list[CountryLane]:
    statuses: dict[int, list[Status]] = {country.pk: [] for country in countries}
    for row in all_statuses().rows():
        state = MembershipState(row.state)
        statuses[row.country_id].append(Status(state, row.since, row.since_precision, row.until))
    lanes = []
    for country in countries:
        own = [plan for plan in plans if plan.country_id == country.pk]
        urls = {plan.pk: plan_url(country, plan) for plan in own}
        plan = current.get(country.pk)
        drawn = lane_of(country, own, plan, statuses[country.pk], reader, urls, end=end, today=today)
        voices = [item.voices for item in spoken if item.country_id == country.pk]
        lanes.append(
            CountryLane(
                name=country.name,
                url=address("country", country=country.slug),
                membership=drawn.membership,
                lane=drawn.svg,
                plan=drawn.plan,
                spread=spread_of(plan, voices) if plan else None,
            )
        )
    return lanes


def plan_url(country: CountryEntry, plan: PlanEntry) -> str:
    """The address of a plan."""
    return address("plan", country=country.slug, plan=plan.key)


def spread_of(plan: PlanEntry, voices: Sequence[Voices]) -> SafeString:
    """How many commitments of a plan each voice that can speak on it finds kept."""
    tallies = tallies_of(voices)
    kept = [(voice, tallies[voice].kept if tallies[voice].rated else None) for voice in voices_on(plan)]
    return spread(kept, len(voices))


def voices_on(plan: PlanEntry) -> list[Voice]:
    """The voices that can speak on a plan: one by civil society has no government in it."""
    return [voice for voice in VOICES if not (plan.is_shadow and voice == "government")]
