"""Texts that are not translated, counted per plan and language as the queue of translators lists them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext, pgettext

from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import Asking, Found, Group, Job
from ogp_portal.desk.pages.texts.places import OF_PLANS, speaks_for_society
from ogp_portal.desk.pages.texts.queue import state_count
from ogp_portal.desk.pages.texts.worth import TO_DO
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan
from plans.words import plan_with_years

WHICH = Concat("model", Value(" "), Cast("object_id", CharField()), Value(" "), "field")


@dataclass(frozen=True)
class Ledger:
    """One plan in one language: how many texts are in each state."""

    plan: ActionPlan
    language: str
    counts: Counter[str]

    @property
    def left(self) -> int:
        return sum(self.counts[state] for state in TO_DO)

    def address(self, state: str = "open") -> str:
        chosen = urlencode({"to": self.language, "plan": str(self.plan.pk), "state": state})
        return f"{reverse('desk:text_queue')}?{chosen}"


def ledgers(asking: Asking) -> list[Ledger]:
    """The plans before readers' eyes, in English and the countries' other languages: two queries, once."""
    return asking.once(_ledgers)


def _ledgers(asking: Asking) -> list[Ledger]:
    where = asking.roles.countries(Role.TRANSLATOR, Role.POINT_OF_CONTACT)
    if not where:
        return []
    plans = _plans(where)
    counts = _counts(plans, asking)
    found = []
    for plan in plans:
        for language in dict.fromkeys((*country_by_id(plan.country_id).languages[1:], "en")):
            known = counts[plan.country_id, language]
            known[TextStatus.MISSING] = counts[plan.country_id, ""].total() - known.total()
            found.append(Ledger(plan, language, known))
    return found


def _counts(plans: Sequence[ActionPlan], asking: Asking) -> dict[tuple[int, str], Counter[str]]:
    """Texts by country and language, in each state; under the language "" how many there are at all."""
    states = _texts_of(plans, asking)
    by_state = states.values_list("country_id", "language", "state").annotate(count=Count("pk"))
    nothing = Value("", CharField())
    in_all = states.values_list("country_id", nothing, nothing).annotate(count=Count(WHICH, distinct=True))
    counts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for country_id, language, state, count in by_state.union(in_all, all=True):
        counts[country_id, language][state] = count
    return counts


def _plans(countries: frozenset[int]) -> list[ActionPlan]:
    """Of each country the newest published plan that has commitments."""
    promises = Commitment.objects.filter(plan_id=OuterRef("pk"))
    rows = ActionPlan.objects.published().filter(Exists(promises), country_id__in=countries)
    rows = rows.order_by("country_id", "-starts_on", "-pk").distinct("country_id")
    return list(rows.only("country_id", "number", "kind", "starts_on", "ends_on"))


def _texts_of(plans: Sequence[ActionPlan], asking: Asking) -> "QuerySet[TextState]":
    """The ledger's rows of all that this person translates of these plans."""
    within = Q(pk=None)
    heard = {plan.country_id for plan in plans if speaks_for_society(asking.user, plan.country_id)}
    for place in OF_PLANS:
        rows = place.objects().filter(**{f"{place.plan}__in": [plan.pk for plan in plans]}).order_by()
        own = Q(country_id__in=heard) | ~Q(field__in=place.of_society) if place.of_society else Q()
        within |= Q(own, model=place.label, object_id__in=rows.values("pk"))
    countries = [plan.country_id for plan in plans]
    return TextState.objects.filter(within, country_id__in=countries).order_by()


def untranslated(asking: Asking) -> Found:
    """A line per plan and language that has texts to do."""
    return Found([_job(asking, ledger) for ledger in ledgers(asking) if ledger.left])


def _job(asking: Asking, ledger: Ledger) -> Job:
    plan, left = ledger.plan, ledger.left
    states = ", ".join(state_count(s, ledger.counts[s]) for s in TO_DO if ledger.counts[s])
    return Job(
        group=Group.UNTRANSLATED,
        when=ngettext("%(count)s text", "%(count)s texts", left) % {"count": left},
        # Translators: a language and how its texts stand, such as “English: 3 stale, 2 missing”.
        text=gettext("%(language)s: %(states)s")
        % {"language": standing_name(ledger.language, asking.language), "states": states},
        under=[
            country_by_id(plan.country_id).form("name", asking.language),
            plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on),
        ],
        url=ledger.address(),
        word=pgettext("link to a job", "Translate"),
        weight=left,
    )
