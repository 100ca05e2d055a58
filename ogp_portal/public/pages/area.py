"""Policy areas: the list of them, and one area's commitments across countries.

A tag belongs to a tag set; the same slug in two sets is the same area. An umbrella holds what carries its
own tag or one of the tags under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext, ngettext

from commitments.enums import CommitmentState
from commitments.models import CommitmentArea, PolicyArea
from monitoring.queries import voices_of
from monitoring.voices import VOICES, Tally, Voice, Voices
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.public.addresses import address
from ogp_portal.public.findings_region import steps_apart, untranslated
from ogp_portal.public.pages.home import row_title, titles_of
from ogp_portal.public.pages.tallies import tallies_of
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import plan_with_years
from ogp_portal.tenancy.directory import CountryEntry, alphabetical
from ogp_portal.web.parts import CommitmentRow
from ogp_portal.web.prepared import FirstText, Prepared, Row, Slot

MOST_PER_COUNTRY = 12


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area with published commitments; `countries` are (name, number) pairs, `under` its own areas."""

    slug: str
    name: Shown
    url: str
    count: int
    countries: Sequence[tuple[str, int]]
    under: Sequence["AreaEntry"]


@dataclass(frozen=True, slots=True)
class PlanShare:
    """How many commitments of a plan carry the area's tag, and where they are listed."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CountryShare:
    """A country's commitments in an area: the rows shown, and all of them by plan when there are more."""

    country: CountryEntry
    url: str
    count: int
    rows: Sequence[CommitmentRow]
    plans: Sequence[PlanShare]

    @property
    def more(self) -> str:
        """How many are not shown here, or an empty text."""
        left = self.count - len(self.rows)
        return ngettext("%(count)s more", "%(count)s more", left) % {"count": left} if left else ""


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area's page; its umbrella and the areas under it as far as there are any."""

    slug: str
    name: Shown
    umbrella: tuple[str, Shown] | None
    under: Sequence[tuple[str, Shown]]
    total: int
    tallies: Mapping[Voice, Tally]
    countries: Sequence[CountryShare]

    @property
    def untranslated(self) -> str:
        return untranslated(sum(bool(row.title_lang) for share in self.countries for row in share.rows))


@Prepared
def all_areas(order: tuple[str, ...]) -> "QuerySet[PolicyArea, Any]":
    """Every area of both tag sets, those of the newer set last."""
    return PolicyArea.objects.order_by("tag_set", "pk").values(
        "slug", "parent__slug", name_text=FirstText("name", order)
    )


@Prepared
def tagged() -> "QuerySet[CommitmentArea, Any]":
    """Which published commitment carries which tag."""
    return _published_tags().order_by().values("area__slug", "country_id", "commitment_id")


def _published_tags() -> "QuerySet[CommitmentArea]":
    return CommitmentArea.objects.filter(
        commitment__state=CommitmentState.PUBLISHED, commitment__plan__published_at__isnull=False
    )


@Prepared
def area_family(order: tuple[str, ...]) -> "QuerySet[PolicyArea, Any]":
    """Slots: slug. The area itself and those under it."""
    return (
        _family()
        .order_by("tag_set", "pk")
        .values(
            "slug",
            "parent__slug",
            name_text=FirstText("name", order),
            parent_text=FirstText("parent__name", order),
        )
    )


@Prepared
def tagged_in_area() -> "QuerySet[CommitmentArea, Any]":
    """Slots: slug. A row per commitment and tag, the newest plans first."""
    # By slugs, not by tags: the older tag set has no umbrellas, but the same areas.
    return (
        _published_tags()
        .filter(area__slug__in=_family().values("slug"))
        .order_by(
            "country_id",
            "-commitment__plan__starts_on",
            "-commitment__plan_id",
            "commitment__position",
            "commitment_id",
        )
        .values(
            "commitment_id",
            "country_id",
            "area__slug",
            plan_id=F("commitment__plan_id"),
            plan_key=F("commitment__plan__key"),
            plan_number=F("commitment__plan__number"),
            plan_kind=F("commitment__plan__kind"),
            is_demo=F("commitment__plan__is_demo"),
            starts_on=F("commitment__plan__starts_on"),
            ends_on=F("commitment__plan__ends_on"),
        )
    )


def _family() -> "QuerySet[PolicyArea]":
    return PolicyArea.objects.filter(Q(slug=Slot("slug")) | Q(parent__slug=Slot("slug")))


def area_list(reader: Reader) -> list[AreaEntry]:
    """Areas that have published commitments, umbrellas over others, in the language's own order."""
    carried: dict[str, dict[int, int]] = {}
    for slug, country_id, commitment_id in tagged().rows():
        carried.setdefault(slug, {})[commitment_id] = country_id
    names: dict[str, Shown] = {}
    parents: dict[str, str] = {}
    for slug, parent, name in all_areas(reader.order).rows():
        names[slug] = reader.shown(name)
        if parent:
            parents[slug] = parent
    for slug, found in list(carried.items()):
        if slug in parents:
            carried.setdefault(parents[slug], {}).update(found)
    countries = alphabetical(reader.language)
    children: dict[str, list[str]] = {}
    for slug in carried:
        if slug in parents:
            children.setdefault(parents[slug], []).append(slug)

    def entry(slug: str) -> AreaEntry:
        held = list(carried[slug].values())
        shares = [(country.name, held.count(country.pk)) for country in countries]
        return AreaEntry(
            slug,
            names[slug],
            area_url(slug),
            len(held),
            [share for share in shares if share[1]],
            _alphabetical([entry(child) for child in children.get(slug, [])], reader.language),
        )

    return _alphabetical([entry(slug) for slug in carried if slug not in parents], reader.language)


def area_url(slug: str) -> str:
    """The address of an area."""
    return address("area", slug=slug)


def _alphabetical(entries: Sequence[AreaEntry], language: str) -> list[AreaEntry]:
    return sorted(entries, key=lambda entry: sort_key(str(entry.name), language))


def area_page(slug: str, reader: Reader) -> AreaPage | None:
    """An area's page, or None where no tag has this slug."""
    family = area_family(reader.order).rows(slug=slug)
    own = [row for row in family if row.slug == slug]
    if not own:
        return None
    # The newer tag set comes last, and it alone has umbrellas.
    area = own[-1]
    tags = tagged_in_area().rows(slug=slug)
    carried = {row.area__slug for row in tags} - {slug}
    under = {row.slug: reader.shown(row.name_text) for row in family if row.slug in carried}
    found = list({row.commitment_id: row for row in tags}.values())
    said = voices_of([row.commitment_id for row in found])
    by_country: dict[int, list[Row]] = {}
    for row in found:
        by_country.setdefault(row.country_id, []).append(row)
    ids = [row.commitment_id for rows in by_country.values() for row in rows[:MOST_PER_COUNTRY]]
    titles = {row.pk: row for row in titles_of(reader.order).rows(ids=ids)}
    return AreaPage(
        slug=slug,
        name=reader.shown(area.name_text),
        umbrella=(area.parent__slug, reader.shown(area.parent_text)) if area.parent__slug else None,
        under=sorted(under.items(), key=lambda pair: sort_key(str(pair[1]), reader.language)),
        total=len(found),
        tallies=tallies_of(said.values()),
        countries=[
            _share(country, by_country[country.pk], titles, said, slug, reader)
            for country in alphabetical(reader.language)
            if country.pk in by_country
        ],
    )


def _share(
    country: CountryEntry,
    found: Sequence[Row],
    titles: Mapping[int, Row],
    said: Mapping[int, Voices],
    slug: str,
    reader: Reader,
) -> CountryShare:
    shown = [
        _row(country, row, titles[row.commitment_id], said[row.commitment_id], reader)
        for row in found[:MOST_PER_COUNTRY]
    ]
    return CountryShare(
        country,
        address("country", country=country.slug),
        len(found),
        shown,
        _by_plan(country, found, slug) if len(found) > len(shown) else [],
    )


def _row(country: CountryEntry, row: Row, titled: Row, said: Voices, reader: Reader) -> CommitmentRow:
    text = reader.shown(row_title(titled.short_text, titled.title_text))
    kwargs = {"country": country.slug, "plan": row.plan_key, "commitment": titled.key}
    return CommitmentRow(
        url=address("commitment", **kwargs),
        title=text.text,
        title_lang=text.lang if text.is_fallback else "",
        under=_under(row),
        ratings=[said.latest[voice] for voice in VOICES],
        last="" if said.distance is None else steps_apart(said.distance),
    )


def _under(row: Row) -> str:
    """The plan's name; a demonstration may stand beside the same plan from OGP's data."""
    if row.is_demo:
        # Translators: under a commitment, such as “Sixth action plan, 2023–2025 (demonstration data)”.
        return gettext("%(plan)s (demonstration data)") % {"plan": _plan_name(row)}
    return _plan_name(row)


def _plan_name(row: Row) -> str:
    return plan_with_years(row.plan_number, row.plan_kind, row.starts_on, row.ends_on)


def _by_plan(country: CountryEntry, found: Sequence[Row], slug: str) -> list[PlanShare]:
    """The country's plans with commitments in the area; each leads to its list, chosen by the area."""
    plans: dict[int, list[Row]] = {}
    for row in found:
        plans.setdefault(row.plan_id, []).append(row)
    return [
        PlanShare(
            _plan_name(rows[0]),
            len(rows),
            address("plan", country=country.slug, plan=rows[0].plan_key) + f"?area={slug}#c",
        )
        for rows in plans.values()
    ]
