"""Which objects have texts to translate, where they stand in a plan, and what they are called.

Translators see what readers see or soon will: published texts, and drafts of the own country's plans. What
civil society has not published is never among them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.functional import SimpleLazyObject
from django.utils.text import Truncator
from django.utils.translation import gettext

from commitments.enums import ReportState
from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.models import User
from ogp_portal.audit.labels import model_name, texts_of
from ogp_portal.languages.fields import Shown, columns, shown, text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from plans.words import period_name

Row = Mapping[str, Any]
Named = Callable[[Row, str], str]
Section = Literal["plan", "commitments", "consultations", "country"]

PUBLISHED = Q(state=ReportState.PUBLISHED)
SOON_PUBLIC = Q(state__in=[ReportState.SUBMITTED, ReportState.PUBLISHED])
EXCERPT = 70


@dataclass(frozen=True)
class Place:
    """One model with texts.

    plan: the path to the plan ("" for what belongs to no plan), commitment: the path to the commitment.
    section: where it stands in the list of all texts, when it hangs on no commitment.
    rows: the condition under which translators see a row. order: paths that sort rows of one commitment, or
    of the plan. named: the name of a row in the reader's language. beside: paths to translated names that
    this needs. left_out: fields that nobody translates here. of_society: fields that are civil society's own
    words, or the editors' to it, which no government puts into another language.
    """

    label: str
    plan: str = ""
    commitment: str = ""
    section: Section = "plan"
    rows: Q = field(default_factory=Q)
    order: tuple[str, ...] = ("pk",)
    named: Named | None = None
    needs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    of_society: tuple[str, ...] = ()

    @cached_property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return str(self.model._meta.model_name)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in texts_of(self.label) if name not in self.left_out)

    def objects(self) -> "QuerySet[Any]":
        """The rows of the open scope that translators see."""
        return self.model._default_manager.filter(self.rows)

    def rows_of(self, **wanted: Any) -> list[Row]:
        """Those rows with all that a page needs, in their order; one query."""
        paths = {"pk", "country_id", *self.order, *self.needs}
        texts = [name for text in (*self.fields, *self.left_out, *self.beside) for name in columns(text)]
        beside = [path for path in (self._path(self.plan), self._path(self.commitment)) if path]
        return list(self.objects().filter(**wanted).order_by(*self.order).values(*{*paths, *beside}, *texts))

    @staticmethod
    def _path(path: str) -> str:
        return path if path in {"", "pk"} else f"{path}_id"

    def plan_of(self, row: Row) -> int | None:
        return row[self._path(self.plan)] if self.plan else None

    def commitment_of(self, row: Row) -> int | None:
        return row[self._path(self.commitment)] if self.commitment else None

    def name(self, row: Row, language: str) -> str:
        return self.named(row, language) if self.named else model_name(self.label)

    def title(self, row: Row, language: str) -> Shown:
        """The first of its texts, shortened where it is long."""
        for text in (*self.left_out, *self.fields):
            found = shown(row, text, wanted=language, main_language=country_of(row).main_language)
            if found:
                return Shown(Truncator(found.text).chars(EXCERPT), found.language, found.wanted)
        return Shown("", language, language)


def country_of(row: Row) -> CountryEntry:
    return country_by_id(row["country_id"])


def _numbered_commitment(row: Row, language: str) -> str:
    return gettext("Commitment %(number)s") % {"number": row["number"]}


def _numbered_milestone(row: Row, language: str) -> str:
    return gettext("Milestone %(number)s") % {"number": row["number"]}


def _period(row: Row, path: str, language: str) -> str:
    return period_name(row[f"{path}__kind"], row[f"{path}__starts_on"], row[f"{path}__ends_on"], language)


def _report(row: Row, language: str) -> str:
    words = {"period": _period(row, "period", language), "number": row["milestone__number"]}
    if row["milestone__number"]:
        # Translators: the government's progress report; period is such as “1st half of 2025”.
        return gettext("Report on milestone %(number)s, %(period)s") % words
    # Translators: the government's progress report; period is such as “1st half of 2025”.
    return gettext("Report, %(period)s") % words


def _organisation(row: Row, language: str) -> str:
    main = country_of(row).main_language
    return str(shown(row, "organisation__name", wanted=language, main_language=main))


def _evidence(row: Row, language: str) -> str:
    return gettext("Evidence by %(organisation)s") % {"organisation": _organisation(row, language)}


def _rating(row: Row, language: str) -> str:
    return gettext("Rating by %(organisation)s") % {"organisation": _organisation(row, language)}


def _response(row: Row, language: str) -> str:
    return gettext("Response to contribution %(number)s") % {"number": row["contribution__number"]}


def _reopening(row: Row, language: str) -> str:
    return gettext("Why a period was opened again: %(period)s") % {"period": _period(row, "period", language)}


PERIOD = ("period__kind", "period__starts_on", "period__ends_on")
COMMITMENT = ("commitment__position", "commitment_id")

PLACES: Final[tuple[Place, ...]] = (
    Place("plans.actionplan", plan="pk"),
    Place("plans.planfile", plan="plan"),
    Place(
        "plans.periodreopening",
        plan="period__plan",
        order=("period__starts_on", "pk"),
        named=_reopening,
        needs=PERIOD,
    ),
    Place(
        "commitments.commitment",
        section="commitments",
        plan="plan",
        commitment="pk",
        order=("position", "pk"),
        named=_numbered_commitment,
        needs=("number",),
    ),
    Place(
        "commitments.milestone",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        order=("position", "pk"),
        named=_numbered_milestone,
        needs=("number",),
    ),
    Place(
        "commitments.commitmentindicator",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        order=("position", "pk"),
    ),
    Place(
        "commitments.progressupdate",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        rows=SOON_PUBLIC,
        order=("period__starts_on", "milestone__position", "pk"),
        named=_report,
        needs=(*PERIOD, "milestone__number"),
    ),
    Place(
        "monitoring.evidence",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        rows=PUBLISHED,
        named=_evidence,
        beside=("organisation__name",),
        of_society=("title", "finding"),
    ),
    Place(
        "monitoring.evidencerejection",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        of_society=("reason",),
    ),
    Place(
        "monitoring.csorating",
        section="commitments",
        plan="commitment__plan",
        commitment="commitment",
        rows=PUBLISHED,
        order=("rated_on", "pk"),
        named=_rating,
        beside=("organisation__name",),
        of_society=("rationale",),
    ),
    Place("plans.consultation", section="consultations", plan="plan", order=("opens_on", "pk")),
    Place("plans.consultationfile", section="consultations", plan="consultation__plan"),
    Place(
        "plans.reasonedresponse",
        section="consultations",
        plan="contribution__consultation__plan",
        order=("contribution__consultation_id", "contribution__number", "pk"),
        named=_response,
        needs=("contribution__number",),
    ),
    Place("plans.forum", section="country"),
    Place("plans.forummeeting", section="country", order=("-held_on", "pk")),
    Place("plans.meetingfile", section="country", order=("-meeting__held_on", "pk")),
    Place(
        "accounts.organisation",
        section="country",
        rows=Q(state=OrganisationState.CONFIRMED),
        left_out=("name",),
        of_society=("about",),
    ),
)
"""In the order in which a plan is read; the last four belong to the country."""


def speaks_for_society(user: User, country_id: int) -> bool:
    """Whether this person may put civil society's words into another language."""
    return user.roles.has_in(country_id, Role.TRANSLATOR, Role.ADMINISTRATOR)


OF_PLANS: Final = tuple(place for place in PLACES if place.plan)
OF_COUNTRIES: Final = tuple(place for place in PLACES if not place.plan)
_BY_SLUG: Any = SimpleLazyObject(lambda: {place.slug: place for place in PLACES})


def place_of(slug: str) -> Place:
    """The model in an address; 404 where it has no texts."""
    if slug not in _BY_SLUG:
        raise Http404
    place: Place = _BY_SLUG[slug]
    return place


def written(row: Row, fields: Iterable[str]) -> list[str]:
    """The fields that have a text in any language."""
    return [name for name in fields if any(text_in(row, name, language) for language in LANGUAGES)]
