"""Organisations in public: under their name or alias, with what they promised, found and said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commitments.models import Commitment, CommitmentSupport, Milestone
from monitoring.models import CsoRating, Evidence
from monitoring.queries import voices_of
from monitoring.voices import VOICES, Voices
from ogp_portal.accounts.enums import OrganisationKind, SafetyMode
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.public.addresses import address
from ogp_portal.public.findings_region import steps_apart
from ogp_portal.public.pages.home import row_title, titles_of
from ogp_portal.public.reader import Reader
from ogp_portal.public.words import plan_with_years
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.marks import mark
from ogp_portal.web.parts import CommitmentRow, Crumb
from ogp_portal.web.prepared import FirstText, Prepared, Query, Row, Slot
from plans.models import ForumMember

MOST = 60
"""Rows of each kind on a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation in a list."""

    name: Shown
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Organisations of one kind, in the language's own order."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The organisations of a country by kind."""

    country: CountryEntry
    crumbs: Sequence[Crumb]
    kinds: Sequence[Kind]
    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """A rating or a piece of evidence: on which commitment, when, in the words to show."""

    url: str
    commitment: Shown
    title: Shown
    level: int | None
    on: str

    @property
    def mark(self) -> SafeString:
        return mark("cso", self.level)


@dataclass(frozen=True)
class OrganisationPage:
    """All that its page shows."""

    country: CountryEntry
    reader: Reader
    row: Row
    leads: Sequence[CommitmentRow]
    supports: Sequence[CommitmentRow]
    ratings: Sequence[Said]
    evidence: Sequence[Said]
    seats: Sequence[Shown]

    @property
    def name(self) -> Shown:
        return self.reader.shown(self.row.name_text)

    @property
    def about(self) -> Shown:
        return self.reader.shown(self.row.about_text)

    @property
    def kind(self) -> str:
        return str(OrganisationKind(self.row.kind).label)

    @property
    def is_safe(self) -> bool:
        return bool(self.row.safety_mode == SafetyMode.ALIAS)

    @property
    def is_civil_society(self) -> bool:
        return bool(self.row.kind == OrganisationKind.CSO)

    @cached_property
    def is_silent(self) -> bool:
        """Whether nothing on the portal is of or by it yet."""
        return not any((self.leads, self.supports, self.ratings, self.evidence, self.seats))

    @property
    def crumbs(self) -> list[Crumb]:
        return [*_crumbs(self.country), Crumb(self.name)]


def _crumbs(country: CountryEntry) -> list[Crumb]:
    return [
        Crumb(country.name, address("country", country=country.slug)),
        Crumb(gettext("Organisations"), address("organisation_list", country=country.slug)),
    ]


def organisation_url(country: CountryEntry, pk: int) -> str:
    """The address of an organisation's page."""
    return address("organisation", country=country.slug, pk=str(pk))


@Prepared
def organisations_of(order: tuple[str, ...]) -> Query:
    """Slots: country."""
    return (
        Organisation.objects.filter(country_id=Slot("country"))
        .order_by()
        .values("pk", "kind", name_text=FirstText("name", order))
    )


@Prepared
def organisation_by_pk(order: tuple[str, ...]) -> Query:
    """Slots: country, pk."""
    return Organisation.objects.filter(country_id=Slot("country"), pk=Slot("pk")).values(
        "pk",
        "kind",
        "safety_mode",
        "org_id",
        "website",
        "office_email",
        name_text=FirstText("name", order),
        about_text=FirstText("about", order),
    )


@Prepared
def commitments_of() -> Query:
    """Slots: organisation. Published commitments that it leads or supports, the newest plans first."""
    supported = CommitmentSupport.objects.filter(
        commitment_id=OuterRef("pk"), organisation_id=Slot("organisation")
    )
    steps = Milestone.objects.filter(commitment_id=OuterRef("pk"), responsible_id=Slot("organisation"))
    return (
        Commitment.objects.published()
        .filter(Q(lead_id=Slot("organisation")) | Exists(supported) | Exists(steps))
        .order_by("-plan__starts_on", "-plan_id", "position", "pk")
        .values(
            "pk",
            "lead_id",
            plan_key=F("plan__key"),
            plan_number=F("plan__number"),
            plan_kind=F("plan__kind"),
            plan_starts=F("plan__starts_on"),
            plan_ends=F("plan__ends_on"),
        )[: 2 * MOST]
    )


@Prepared
def said_by(order: tuple[str, ...]) -> Query:
    """Slots: organisation. Its published ratings and evidence, newest first."""
    on = {
        "key": F("commitment__key"),
        "plan_key": F("commitment__plan__key"),
        "short_text": FirstText("commitment__short_title", order),
        "long_text": FirstText("commitment__title", order),
    }
    ratings = (
        CsoRating.objects.published()
        .filter(organisation_id=Slot("organisation"))
        .order_by()
        .values(
            kind=Value("rating", CharField()),
            level=F("completion"),
            said_on=F("rated_on"),
            order_on=F("pk"),
            **on,
            title_text=Value("", CharField()),
        )
    )
    evidence = (
        Evidence.objects.published()
        .filter(organisation_id=Slot("organisation"), superseded_at__isnull=True)
        .order_by()
        .values(
            kind=Value("evidence", CharField()),
            level=F("completion"),
            said_on=F("published_at__date"),
            order_on=F("pk"),
            **on,
            title_text=FirstText("title", order),
        )
    )
    return ratings.union(evidence, all=True).order_by("-said_on", "-order_on")[: 2 * MOST]


@Prepared
def seats_of(order: tuple[str, ...]) -> Query:
    """Slots: organisation. The forums in which it has a seat."""
    return (
        ForumMember.objects.filter(organisation_id=Slot("organisation"))
        .order_by("forum_id")
        .values(forum_text=FirstText("forum__name", order))
    )


def organisation_list(country: CountryEntry, reader: Reader) -> ListPage:
    """The country's organisations."""
    rows = organisations_of(reader.order).rows(country=country.pk)
    kinds = []
    for kind in OrganisationKind:
        entries = [
            Entry(reader.shown(row.name_text), organisation_url(country, row.pk))
            for row in rows
            if row.kind == kind
        ]
        entries.sort(key=lambda entry: sort_key(entry.name.text, reader.language))
        if entries:
            kinds.append(Kind(_heading(kind), entries))
    return ListPage(country, _crumbs(country), kinds, len(rows))


def _heading(kind: OrganisationKind) -> str:
    return {
        OrganisationKind.GOVERNMENT: gettext("Government"),
        OrganisationKind.PUBLIC_BODY: gettext("Other public bodies"),
        OrganisationKind.CSO: gettext("Civil society organisations"),
        OrganisationKind.ACADEMIA: gettext("Academia"),
        OrganisationKind.INTERNATIONAL: gettext("International organisations"),
        OrganisationKind.BUSINESS: gettext("Business"),
    }[kind]


def organisation_page(country: CountryEntry, pk: int, reader: Reader) -> OrganisationPage | None:
    """An organisation's page, or None where the public knows no such organisation."""
    row = organisation_by_pk(reader.order).first(country=country.pk, pk=pk)
    if row is None:
        return None
    found = commitments_of().rows(organisation=pk)
    listed = _listed(country, found, reader)
    said = said_by(reader.order).rows(organisation=pk)
    return OrganisationPage(
        country=country,
        reader=reader,
        row=row,
        leads=[listed[r.pk] for r in found if r.lead_id == pk][:MOST],
        supports=[listed[r.pk] for r in found if r.lead_id != pk][:MOST],
        ratings=[_said(country, r, reader) for r in said if r.kind == "rating"][:MOST],
        evidence=[_said(country, r, reader) for r in said if r.kind == "evidence"][:MOST],
        seats=[reader.shown(r.forum_text) for r in seats_of(reader.order).rows(organisation=pk)],
    )


def _listed(country: CountryEntry, found: Sequence[Row], reader: Reader) -> dict[int, CommitmentRow]:
    ids = [row.pk for row in found]
    titles = {row.pk: row for row in titles_of(reader.order).rows(ids=ids)}
    voices = voices_of(ids)
    return {row.pk: _row(country, row, titles[row.pk], voices[row.pk], reader) for row in found}


def _row(country: CountryEntry, row: Row, titled: Row, voices: Voices, reader: Reader) -> CommitmentRow:
    text = reader.shown(row_title(titled.short_text, titled.title_text))
    return CommitmentRow(
        url=address("commitment", country=country.slug, plan=row.plan_key, commitment=titled.key),
        title=text.text,
        title_lang=text.lang if text.is_fallback else "",
        under=plan_with_years(row.plan_number, row.plan_kind, row.plan_starts, row.plan_ends),
        ratings=[voices.latest[voice] for voice in VOICES],
        last="" if voices.distance is None else steps_apart(voices.distance),
    )


def _said(country: CountryEntry, row: Row, reader: Reader) -> Said:
    return Said(
        url=address("commitment", country=country.slug, plan=row.plan_key, commitment=row.key),
        commitment=reader.shown(row_title(row.short_text, row.long_text)),
        title=reader.shown(row.title_text),
        level=row.level,
        on=reader.day(row.said_on),
    )
