"""Reads over plans: which one speaks for a country, and one of each number where several hold the same."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.fields import TextField

from plans.enums import PlanKind, Source
from plans.models import ActionPlan

# commitments stands above this app and cannot be imported: CommitmentState.PUBLISHED.
_PUBLISHED = Q(commitments__state="published")


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A published plan; `commitments` counts its published ones, `title` is what the caller asked for."""

    pk: int
    country_id: int
    number: int
    key: str
    kind: str
    state: str
    starts_on: dt.date
    ends_on: dt.date
    source: str
    is_demo: bool
    title: str
    commitments: int

    @property
    def is_shadow(self) -> bool:
        """Whether civil society wrote it."""
        return self.kind == PlanKind.SHADOW

    @property
    def is_imported(self) -> bool:
        """Whether it came from OGP's data."""
        return self.source == Source.IMPORT


def plan_entries(title: Combinable | None = None) -> list[PlanEntry]:
    """Every published plan of the open scope, oldest first, in one query; `title` is an expression."""
    counted = Count("commitments", filter=_PUBLISHED)
    rows = (
        ActionPlan.objects.published()
        .annotate(shown_title=title or Value("", TextField()), counted=counted)
        .order_by("country_id", "starts_on", "number", "pk")
        .values_list(
            "pk",
            "country_id",
            "number",
            "key",
            "kind",
            "state",
            "starts_on",
            "ends_on",
            "source",
            "is_demo",
            "shown_title",
            "counted",
        )
    )
    return [PlanEntry(*row) for row in rows]


def current_plan(plans: Iterable[PlanEntry]) -> PlanEntry | None:
    """The plan that speaks for a country today, chosen from its published plans.

    Only plans with published commitments count. Government plans go before those of civil society, which
    speak only where there is no other. Then the newest: by first day, then by number; of two editions of
    one plan, the one with more commitments.
    """
    spoken = [plan for plan in plans if plan.commitments]
    return max(spoken, key=_precedence, default=None)


def _precedence(plan: PlanEntry) -> tuple[bool, dt.date, int, int, int]:
    return not plan.is_shadow, plan.starts_on, plan.number, plan.commitments, -plan.pk


def current_plans(plans: Iterable[PlanEntry]) -> dict[int, PlanEntry]:
    """The current plan of each country that has one, by country id."""
    by_country: dict[int, list[PlanEntry]] = {}
    for plan in plans:
        by_country.setdefault(plan.country_id, []).append(plan)
    chosen = {pk: current_plan(listed) for pk, listed in by_country.items()}
    return {pk: plan for pk, plan in chosen.items() if plan is not None}


def one_of_each_number(plans: Sequence[PlanEntry]) -> list[PlanEntry]:
    """A country's plans with one edition of each number, oldest first.

    The edition is the current plan where that is one of them, else the imported one, else the one with
    more commitments.
    """
    current = current_plan(plans)

    def number(plan: PlanEntry) -> tuple[str, int]:
        return plan.kind, plan.number

    def rank(plan: PlanEntry) -> tuple[bool, bool, int]:
        return plan is current, plan.is_imported, plan.commitments

    editions = groupby(sorted(plans, key=number), key=number)
    chosen = [max(listed, key=rank) for _, listed in editions]
    return sorted(chosen, key=lambda plan: (plan.starts_on, plan.number))
