"""Finding a commitment by typing: a number, or a part of its title in any language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.tenancy.directory import country_by_id
from plans.words import plan_with_years

MOST = 20


@dataclass(frozen=True)
class Choice:
    """A commitment to choose; `plan` names its plan with its years."""

    pk: int
    number: str
    title: Shown
    plan: str


def commitments_to_choose(asked: str, countries: Iterable[int], reader: str) -> tuple[list[Choice], bool]:
    """Public commitments of these countries, newest plan first, and whether there are more than shown."""
    found = (
        Commitment.objects.published()
        .filter(country_id__in=list(countries), state=CommitmentState.PUBLISHED)
        .select_related("plan")
        .order_by("-plan__starts_on", "plan_id", "position", "pk")
        .only(
            "number",
            "country_id",
            *columns("title"),
            "plan__number",
            "plan__kind",
            "plan__starts_on",
            "plan__ends_on",
        )
    )
    for word in asked.split():
        in_titles = (Q(**{f"{name}__icontains": word}) for name in columns("title"))
        found = found.filter(reduce(or_, in_titles, Q(number__iexact=word)))
    rows = list(found[: MOST + 1])
    return [choice_of(row, reader) for row in rows[:MOST]], len(rows) > MOST


def choice_of(commitment: Commitment, reader: str) -> Choice:
    """The names of a commitment and its plan for a reader."""
    main, plan = country_by_id(commitment.country_id).main_language, commitment.plan
    return Choice(
        commitment.pk,
        commitment.number,
        shown(commitment, "title", wanted=reader, main_language=main),
        plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on),
    )
