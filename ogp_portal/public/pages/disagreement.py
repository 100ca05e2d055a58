"""Where the voices disagree: commitments by the distance between the voices, across countries or in one.

The rule: furthest apart first; among those equally far apart, by title in the order of the reader's alphabet,
then as they were entered. Only commitments that stand in a published plan and are not withdrawn take part,
and of these only those on which at least two voices have spoken and do not agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentArea
from monitoring.queries import voices_of
from monitoring.voices import VOICES, Voices
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.public.addresses import address
from ogp_portal.public.findings_region import steps_apart, untranslated
from ogp_portal.public.pages.home import row_title
from ogp_portal.public.pages.tallies import by_distance
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry, alphabetical, countries
from ogp_portal.web.components import Option
from ogp_portal.web.parts import CommitmentRow, commitment_rows
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Row
from plans.queries import PlanEntry, plan_entries
from plans.words import plan_with_years

PER_PAGE: Final = 25


@Prepared
def compared(order: tuple[str, ...]) -> Query:
    """Every commitment that takes part, in the order in which they were entered."""
    return (
        Commitment.objects.published()
        .filter(state=CommitmentState.PUBLISHED)
        .order_by("pk")
        .values(
            "pk",
            "plan_id",
            "country_id",
            "key",
            "number",
            title_text=FirstText("title", order),
            short_text=FirstText("short_title", order),
        )
    )


@Prepared
def areas_among(order: tuple[str, ...]) -> Query:
    """Slots: ids. Which of these commitments carries which tag."""
    return (
        CommitmentArea.objects.filter(IsAny("commitment_id", "ids"))
        .order_by("pk")
        .values("commitment_id", "area__slug", name_text=FirstText("area__name", order))
    )


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what no option has is no filter."""

    country: str = ""
    plan: str = ""
    area: str = ""
    page: int = 1


@dataclass(frozen=True)
class Disagreement:
    """The ranking as far as it was asked for; `country` is the page's own, or None across countries."""

    country: CountryEntry | None
    reader: Reader
    asked: Asked
    found: Sequence[Row]
    said: Mapping[int, Voices]
    plans: Mapping[int, PlanEntry]
    tags: Sequence[Row]

    @cached_property
    def by_country(self) -> dict[int, CountryEntry]:
        return {entry.pk: entry for entry in countries()}

    # What may be asked for

    @cached_property
    def country_options(self) -> list[Option]:
        if self.country:
            return []
        held = [row.country_id for row in self.found]
        return [
            Option(entry.slug, entry.name, held.count(entry.pk), entry.slug == self.asked.country)
            for entry in alphabetical(self.reader.language)
            if entry.pk in held
        ]

    @cached_property
    def plan_options(self) -> list[Option]:
        """A country's plans, newest first."""
        if not self.country:
            return []
        held = [row.plan_id for row in self.found]
        newest = sorted(self.plans.values(), key=lambda plan: (plan.starts_on, plan.number), reverse=True)
        return [
            Option(plan.key, _plan_name(plan), held.count(plan.pk), plan.key == self.asked.plan)
            for plan in newest
            if plan.pk in held
        ]

    @cached_property
    def area_options(self) -> list[Option]:
        holders: dict[str, set[int]] = {}
        names: dict[str, Shown] = {}
        for row in self.tags:
            holders.setdefault(row.area__slug, set()).add(row.commitment_id)
            names.setdefault(row.area__slug, self.reader.shown(row.name_text))
        ordered = sorted(names, key=lambda slug: sort_key(str(names[slug]), self.reader.language))
        return [
            Option(slug, str(names[slug]), len(holders[slug]), slug == self.asked.area) for slug in ordered
        ]

    # What answers

    @cached_property
    def chosen(self) -> list[Row]:
        """All that was asked for, whether the voices differ on it or not."""
        rows = list(self.found)
        if country := _chosen(self.country_options):
            rows = [row for row in rows if self.by_country[row.country_id].slug == country]
        if plan := _chosen(self.plan_options):
            rows = [row for row in rows if self.plans[row.plan_id].key == plan]
        if area := _chosen(self.area_options):
            held = {tag.commitment_id for tag in self.tags if tag.area__slug == area}
            rows = [row for row in rows if row.pk in held]
        return rows

    @cached_property
    def comparable(self) -> list[Row]:
        """Those on which at least two voices have spoken."""
        return [row for row in self.chosen if self.said[row.pk].distance is not None]

    @cached_property
    def ranked(self) -> list[Row]:
        """Those on which the voices differ, in the order of the rule."""
        apart = {row.pk: row for row in self.comparable if self.said[row.pk].distance}
        titles = [(pk, row_title(row.short_text, row.title_text)[2:]) for pk, row in apart.items()]
        return [apart[pk] for pk in by_distance(titles, self.said, self.reader.language)]

    @property
    def pages(self) -> int:
        return max(-(-len(self.ranked) // PER_PAGE), 1)

    @property
    def page(self) -> int:
        return min(max(self.asked.page, 1), self.pages)

    @property
    def first(self) -> int:
        """The place of the first row of this page, from 1."""
        return (self.page - 1) * PER_PAGE + 1

    @cached_property
    def shown_rows(self) -> list[CommitmentRow]:
        start = self.first - 1
        return [self._row(row) for row in self.ranked[start : start + PER_PAGE]]

    @property
    def rows(self) -> SafeString:
        return commitment_rows(self.shown_rows, "apart")

    def _row(self, row: Row) -> CommitmentRow:
        plan, country = self.plans[row.plan_id], self.by_country[row.country_id]
        text, said = self.reader.shown(row_title(row.short_text, row.title_text)), self.said[row.pk]
        under = _plan_name(plan)
        if not self.country:
            # Translators: under a commitment's title, such as “Ukraine: Sixth action plan, 2023–2025”.
            under = gettext("%(country)s: %(plan)s") % {"country": country.name, "plan": under}
        return CommitmentRow(
            url=address("commitment", country=country.slug, plan=plan.key, commitment=row.key),
            title=text.text,
            title_lang=text.lang if text.is_fallback else "",
            under=under,
            ratings=[said.latest[voice] for voice in VOICES],
            last=steps_apart(said.distance or 0),
        )

    # In words

    @property
    def headline(self) -> str:
        """The finding: on how many commitments the voices differ, of those that can be compared."""
        if not self.comparable:
            return gettext("No commitment has been rated by two voices yet.")
        return ngettext(
            "The voices differ on %(apart)s of %(total)s commitment that at least two of them have rated.",
            "The voices differ on %(apart)s of %(total)s commitments that at least two of them have rated.",
            len(self.comparable),
        ) % {"apart": len(self.ranked), "total": len(self.comparable)}

    @property
    def left_out(self) -> str:
        """How many cannot be compared, or ""."""
        count = len(self.chosen) - len(self.comparable)
        if not count:
            return ""
        return ngettext(
            "%(count)s commitment is left out: fewer than two voices have rated it, and “not assessed” is no"
            " rating.",
            "%(count)s commitments are left out: fewer than two voices have rated them, and “not assessed” is"
            " no rating.",
            count,
        ) % {"count": count}

    @property
    def untranslated(self) -> str:
        return untranslated(sum(bool(row.title_lang) for row in self.shown_rows))

    @property
    def place(self) -> str:
        """Which of the ranked ones stand on this page."""
        last = self.first + len(self.shown_rows) - 1
        # Translators: places in a ranking, such as “1–25 of 83”.
        return pgettext("part of a list", "%(first)s–%(last)s of %(total)s") % {
            "first": self.first,
            "last": last,
            "total": len(self.ranked),
        }


def _chosen(options: Sequence[Option]) -> str:
    return next((option.value for option in options if option.is_chosen), "")


def _plan_name(plan: PlanEntry) -> str:
    name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
    if plan.is_demo:
        # Translators: under a commitment, such as “Sixth action plan, 2023–2025 (demonstration data)”.
        return gettext("%(plan)s (demonstration data)") % {"plan": name}
    return name


def disagreement_page(country: CountryEntry | None, reader: Reader, asked: Asked) -> Disagreement:
    """Build the page from what the open scope shows: four queries for any number of commitments."""
    found = compared(reader.order).rows()
    ids = [row.pk for row in found]
    return Disagreement(
        country=country,
        reader=reader,
        asked=asked,
        found=found,
        said=voices_of(ids),
        plans={plan.pk: plan for plan in plan_entries()},
        tags=areas_among(reader.order).rows(ids=ids),
    )
