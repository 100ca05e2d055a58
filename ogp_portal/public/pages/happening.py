"""What is happening: what is due soon, and what was said last, in a few dated lines with a link each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from commitments.enums import CommitmentState
from commitments.models import Milestone
from monitoring.voices import Voice, Voices
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import period_name
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.prepared import FirstText, Prepared, Row, Slot
from plans.models import ReportingPeriod

AHEAD_DAYS = 60
MOST = 4
"""Lines under each of the two headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """`lead` says where, the linked text what; the text may be in another language."""

    on: dt.date
    lead: str
    text: str | Shown
    url: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A commitment that voices have spoken on, and where it belongs."""

    country_id: int
    plan_key: str
    voices: Voices


@Prepared
def periods_due() -> "QuerySet[ReportingPeriod, Any]":
    """Slots: first, last."""
    return (
        ReportingPeriod.objects.filter(
            plan__published_at__isnull=False, due_on__gte=Slot("first"), due_on__lte=Slot("last")
        )
        .order_by("due_on", "pk")
        .values("country_id", "plan__key", "kind", "starts_on", "ends_on", "due_on")[:MOST]
    )


@Prepared
def milestones_due(order: tuple[str, ...]) -> "QuerySet[Milestone, Any]":
    """Slots: first, last."""
    return (
        Milestone.objects.filter(
            commitment__state=CommitmentState.PUBLISHED,
            commitment__plan__published_at__isnull=False,
            completed_on__isnull=True,
            ends_on__gte=Slot("first"),
            ends_on__lte=Slot("last"),
        )
        .order_by("ends_on", "pk")
        .values(
            "country_id",
            "commitment__plan__key",
            "commitment__key",
            "ends_on",
            title_text=FirstText("title", order),
        )[:MOST]
    )


def ahead(countries: Mapping[int, CountryEntry], reader: Reader, today: dt.date) -> list[Line]:
    """Reports and milestones that fall due soon, the nearest first; reports go before milestones."""
    span = {"first": today, "last": today + dt.timedelta(days=AHEAD_DAYS)}
    reports = [_report_due(row, countries[row.country_id], reader) for row in periods_due().rows(**span)]
    steps = [
        _milestone_due(row, countries[row.country_id], reader)
        for row in milestones_due(reader.order).rows(**span)
    ]
    # Half the lines for each, and what one leaves free for the other.
    kept = reports[: max(MOST // 2, MOST - len(steps))]
    return sorted([*kept, *steps[: MOST - len(kept)]], key=lambda line: line.on)


def _report_due(row: Row, country: CountryEntry, reader: Reader) -> Line:
    period = period_name(row.kind, row.starts_on, row.ends_on, reader)
    return Line(
        row.due_on,
        _at(country),
        # Translators: after “Ukraine:”; the period is “3rd quarter of 2026” or two dates.
        gettext("progress reports due, period: %(period)s") % {"period": period},
        address("plan", country=country.slug, plan=row.plan__key),
    )


def _milestone_due(row: Row, country: CountryEntry, reader: Reader) -> Line:
    plan, commitment = row.commitment__plan__key, row.commitment__key
    return Line(
        row.ends_on,
        # Translators: a dated line, followed by the milestone's title, which is a link.
        gettext("%(country)s, milestone due:") % {"country": country.name},
        reader.shown(row.title_text),
        address("commitment", country=country.slug, plan=plan, commitment=commitment),
    )


def _at(country: CountryEntry) -> str:
    # Translators: a dated line, followed by what happened there, such as “Ukraine: ratings of 3 commitments”.
    return gettext("%(country)s:") % {"country": country.name}


def just_in(
    spoken: Iterable[Spoken], countries: Mapping[int, CountryEntry], today: dt.date, most: int = MOST
) -> list[Line]:
    """What the voices said last on the current plans, by country, day and voice, the newest first."""
    counted: dict[tuple[dt.date, int, Voice, str], int] = {}
    for commitment in spoken:
        for on, voice in {(s.on, s.voice) for s in commitment.voices.statements if s.on <= today}:
            key = (on, commitment.country_id, voice, commitment.plan_key)
            counted[key] = counted.get(key, 0) + 1
    newest = sorted(counted, key=lambda key: (-key[0].toordinal(), key[1], key[2]))[:most]
    return [
        Line(
            on,
            _at(countries[country_id]),
            _said(voice, counted[on, country_id, voice, plan_key]),
            address("plan", country=countries[country_id].slug, plan=plan_key),
        )
        for on, country_id, voice, plan_key in newest
    ]


def _said(voice: Voice, count: int) -> str:
    match voice:
        case "government":
            # Translators (three sentences): after “Ukraine:”, as the words of a link.
            sentence = ngettext(
                "government report on %(count)s commitment",
                "government report on %(count)s commitments",
                count,
            )
        case "cso":
            sentence = ngettext(
                "civil society’s rating of %(count)s commitment",
                "civil society’s ratings of %(count)s commitments",
                count,
            )
        case _:
            sentence = ngettext(
                "IRM rating of %(count)s commitment",
                "IRM ratings of %(count)s commitments",
                count,
            )
    return sentence % {"count": count}
