"""How complete each plan is in each language, from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.http import urlencode

from ogp_portal.desk.pages.texts.places import OF_COUNTRIES, OF_PLANS, Place
from ogp_portal.desk.pages.texts.queue import Where
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import Coverage
from ogp_portal.translation.models import TextState
from ogp_portal.web.components import Option


@dataclass(frozen=True)
class CellOfTable:
    """One plan in one language, and the queue of what is left."""

    coverage: Coverage
    language: str
    url: str

    @property
    def is_whole(self) -> bool:
        return self.coverage.approved == self.coverage.total


@dataclass(frozen=True)
class LineOfTable:
    """One plan in all languages."""

    name: str
    total: int
    cells: Sequence[CellOfTable]


@dataclass(frozen=True)
class Completeness:
    """The table of one country."""

    country: CountryEntry
    languages: Sequence[str]
    lines: Sequence[LineOfTable]
    options: Sequence[Option]


def completeness(places: Sequence[Where], asked: str, language: str) -> Completeness | None:
    """The plans of one of the person's countries: two queries; None without any country."""
    countries = [country_by_id(pk) for pk in dict.fromkeys(where.country_id for where in places)]
    if not countries:
        return None
    country = next((entry for entry in countries if entry.slug == asked), countries[0])
    codes = dict.fromkeys((*country.languages, *LANGUAGES))
    names = [(code, standing_name(code, language)) for code in codes]
    states = _with_plans(country.pk)
    # A plan counts by its number, what belongs to no plan as 0.
    text = Concat("model", Value(" "), Cast("object_id", CharField()), Value(" "), "field")
    totals = dict(states.values_list("place").annotate(total=Count(text, distinct=True)))
    approved = {
        (row["place"], row["language"]): row["count"]
        for row in states.filter(state=TextStatus.APPROVED)
        .values("place", "language")
        .annotate(count=Count("pk"))
    }
    lines = [
        LineOfTable(
            where.name(language),
            totals.get(pk, 0),
            [
                _cell(where, code, name, approved.get((pk, code), 0), totals.get(pk, 0))
                for code, name in names
            ],
        )
        for where in places
        if where.country_id == country.pk
        for pk in [where.plan.pk if where.plan else 0]
    ]
    options = [Option(c.slug, c.form("name", language), 0, c == country) for c in countries]
    return Completeness(country, [name for _, name in names], lines, options)


def _cell(where: Where, code: str, name: str, approved: int, total: int) -> CellOfTable:
    query = urlencode({"to": code, "plan": where.key})
    return CellOfTable(Coverage(code, approved, total), name, f"{reverse('desk:text_queue')}?{query}")


def _with_plans(country_id: int) -> "QuerySet[Any, Any]":
    """The ledger's rows of what translators see, each with the plan that it belongs to."""
    whens = [When(model=place.label, then=_plan_of(place)) for place in OF_PLANS]
    whens += [
        When(Q(model=place.label) & Exists(place.objects().filter(pk=OuterRef("object_id"))), then=Value(0))
        for place in OF_COUNTRIES
    ]
    found: QuerySet[Any, Any] = (
        TextState.objects.filter(country_id=country_id)
        .annotate(place=Case(*whens, default=None, output_field=BigIntegerField()))
        .exclude(place=None)
        .order_by()
    )
    return found


def _plan_of(place: Place) -> Subquery:
    return Subquery(place.objects().filter(pk=OuterRef("object_id")).values(place.plan)[:1])
