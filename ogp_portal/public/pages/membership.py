"""A country's standing in the partnership, said in one line with its date and what it rests on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

from ogp_portal.languages.fields import Shown
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.tenancy.enums import MembershipState
from ogp_portal.tenancy.models import MembershipStatus
from ogp_portal.web.parts import Status, inline_text
from ogp_portal.web.prepared import FirstText, Prepared, Query, Slot

ARCHIVED = {MembershipState.PERMANENTLY_SUSPENDED, MembershipState.WITHDRAWN}
"""Nothing more is reported: pages are an archive."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One status from one date to another; `since` as its precision allows."""

    state: MembershipState
    since: dt.date
    precision: str
    until: dt.date | None
    basis: Shown
    source_url: str

    @property
    def is_archive(self) -> bool:
        return self.state in ARCHIVED

    def touches(self, plan_ends_on: dt.date) -> bool:
        """Whether a reader of a plan should know: an archive always, else what came before the plan's end."""
        if self.state == MembershipState.ACTIVE:
            return False
        return self.is_archive or self.since <= plan_ends_on


@Prepared
def statuses_of(order: tuple[str, ...]) -> Query:
    """Slots: country."""
    return (
        MembershipStatus.objects.filter(country_id=Slot("country"))
        .order_by("since", "pk")
        .values(
            "state", "since", "since_precision", "until", "source_url", basis_text=FirstText("basis", order)
        )
    )


def standings_of(country: CountryEntry, reader: Reader) -> list[Standing]:
    """All that is known of a country's membership, oldest first."""
    return [
        Standing(
            MembershipState(row.state),
            row.since,
            row.since_precision,
            row.until,
            reader.shown(row.basis_text),
            row.source_url,
        )
        for row in statuses_of(reader.order).rows(country=country.pk)
    ]


def standing_on(standings: Sequence[Standing], on: dt.date) -> Standing | None:
    """The one that holds on a day."""
    held = [s for s in standings if s.since <= on and (s.until is None or s.until > on)]
    return held[-1] if held else None


def status_line(standing: Standing, country: CountryEntry, reader: Reader) -> Status:
    """The line for the head of a page: what holds since when, on what basis, and its source."""
    since = reader.loose_day("", standing.since, standing.precision)
    if standing.state == MembershipState.NEVER_MEMBER:
        said = gettext("%(country)s: never a member of the Open Government Partnership.") % {
            "country": country.name
        }
    else:
        # Translators: a country's standing in the Open Government Partnership, such as “Georgia: suspended
        # (since 1 October 2024).” The date may be a day, a month or a year alone.
        said = gettext("%(country)s: %(state)s (since %(date)s).") % {
            "country": country.name,
            "state": standing.state.label,
            "date": since,
        }
    text = format_html("{} {}", said, inline_text(standing.basis)) if standing.basis else said
    link = gettext("Source") if standing.source_url else ""
    return Status(text=text, word=_word(standing), url=standing.source_url, link=link)


def _word(standing: Standing) -> str:
    if standing.is_archive:
        # Translators: before the reason why a page is kept but no longer changes.
        return pgettext("state of a page", "Archive.")
    if standing.state == MembershipState.SUSPENDED:
        # Translators: before the reason why a plan stands still: the country's membership is suspended.
        return pgettext("state of a page", "On hold.")
    return ""
