"""The queue of translators: what is missing, stale, machine-made or a draft in one language, by object."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.accounts.models import User
from ogp_portal.desk.pages.texts.places import OF_COUNTRIES, OF_PLANS, Place, Row, speaks_for_society
from ogp_portal.desk.pages.texts.worth import IN_ORDER, TO_DO, Cell, cells_of, counted, fingerprint, ledger_of
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.enums import TextStatus
from ogp_portal.web.components import Option
from plans.models import ActionPlan
from plans.words import plan_with_years

PAGE_SIZE: Final = 60
OPEN, ALL = "open", "all"
SECTIONS: Final = ("plan", "commitments", "consultations", "country")
APPROVABLE: Final = (TextStatus.DRAFT, TextStatus.MACHINE)


@dataclass(frozen=True)
class Where:
    """What a queue is about: a plan, or what belongs to a country and no plan; and for whom."""

    country_id: int
    plan: ActionPlan | None
    for_society: bool

    @property
    def key(self) -> str:
        return str(self.plan.pk) if self.plan else f"country-{self.country_id}"

    def name(self, language: str) -> str:
        country = country_by_id(self.country_id).form("name", language)
        if self.plan is None:
            return gettext("%(country)s: forum and organisations") % {"country": country}
        plan = self.plan
        words = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
        # Translators: a country and one of its plans, such as “Georgia: Fifth action plan, 2024–2025”.
        return gettext("%(country)s: %(plan)s") % {"country": country, "plan": words}


@dataclass(frozen=True)
class Entry:
    """One object with its texts in the language of the queue."""

    place: Place
    row: Row
    name: str
    title: Shown
    cells: Sequence[Cell]
    group: str
    commitment_id: int | None

    @property
    def counts(self) -> "Counter[TextStatus]":
        return counted(self.cells)

    @property
    def is_head(self) -> bool:
        """Whether it is the commitment under whose heading it stands."""
        return self.row["pk"] == self.commitment_id and self.place.label == "commitments.commitment"

    @property
    def url(self) -> str:
        language = self.cells[0].language
        return reverse("desk:text_object", args=[self.place.slug, self.row["pk"], language])

    @property
    def tick(self) -> str:
        """What is sent when this one is ticked: which object, and as what it was seen."""
        return f"{self.place.slug}:{self.row['pk']}:{fingerprint(self.row, self.cells)}"

    @property
    def is_approvable(self) -> bool:
        """Whether anything of it can be approved without looking at the source again."""
        return any(cell.state in APPROVABLE for cell in self.cells)

    @property
    def said(self) -> str:
        """“2 stale, 1 missing”."""
        counts = self.counts
        return ", ".join(state_count(state, counts[state]) for state in TO_DO if counts[state])

    @property
    def worst(self) -> TextStatus:
        return next((state for state in TO_DO if self.counts[state]), TextStatus.APPROVED)


@dataclass(frozen=True)
class Group:
    """The objects of one commitment, or of the plan itself."""

    heading: str
    title: Shown | None
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Count:
    """One state of the ledger line: how many texts, and where they are listed."""

    state: TextStatus
    count: int
    url: str
    is_chosen: bool

    @property
    def word(self) -> str:
        return state_word(self.state)


@dataclass(frozen=True)
class Queue:
    """What the page shows. `entries` are those of the chosen state, of which one page is in `groups`."""

    to: str
    where: Where
    state: str
    page: int
    everything: Sequence[Entry]
    places: Sequence[Where]
    language: str

    @cached_property
    def entries(self) -> Sequence[Entry]:
        if self.state == ALL:
            return self.everything
        states = TO_DO if self.state == OPEN else (TextStatus(self.state),)
        return [entry for entry in self.everything if any(cell.state in states for cell in entry.cells)]

    @property
    def shown_entries(self) -> Sequence[Entry]:
        first = (self.page - 1) * PAGE_SIZE
        return self.entries[first : first + PAGE_SIZE]

    @cached_property
    def groups(self) -> list[Group]:
        titles = {e.row["pk"]: e.title for e in self.everything if e.place.label == "commitments.commitment"}
        return [
            Group(heading, titles.get(commitment or 0), list(entries))
            for (heading, commitment), entries in groupby(
                self.shown_entries, key=lambda entry: (entry.group, entry.commitment_id)
            )
        ]

    @cached_property
    def counts(self) -> list[Count]:
        found = counted(cell for entry in self.everything for cell in entry.cells)
        return [
            Count(state, found[state], self.address(state=state), self.state == state) for state in IN_ORDER
        ]

    @property
    def total(self) -> int:
        return sum(count.count for count in self.counts)

    @property
    def left(self) -> int:
        """How many texts still have to be translated or approved."""
        return sum(count.count for count in self.counts if count.state in TO_DO)

    @property
    def heading(self) -> str:
        """What the queue is about, and in which language."""
        words = {"place": self.where.name(self.language), "language": standing_name(self.to, self.language)}
        return gettext("%(place)s. Translation: %(language)s") % words

    @property
    def pages(self) -> int:
        return -(-len(self.entries) // PAGE_SIZE)

    @property
    def earlier(self) -> str:
        return self.address(page=self.page - 1) if self.page > 1 else ""

    @property
    def later(self) -> str:
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    def address(self, **changed: str | int) -> str:
        """This queue with something else chosen."""
        chosen = {"to": self.to, "plan": self.where.key, "state": self.state, **changed}
        return f"{reverse('desk:text_queue')}?{urlencode(chosen)}"

    @property
    def language_options(self) -> list[Option]:
        return [Option(c, standing_name(c, self.language), 0, c == self.to) for c in LANGUAGES]

    @property
    def place_options(self) -> list[Option]:
        return [Option(w.key, w.name(self.language), 0, w.key == self.where.key) for w in self.places]

    @property
    def state_options(self) -> list[Option]:
        words = {OPEN: gettext("All that is not approved"), ALL: gettext("All texts")}
        words |= {state.value: state_word(state) for state in IN_ORDER}
        return [Option(value, word, 0, value == self.state) for value, word in words.items()]


def state_word(state: TextStatus) -> str:
    """The state of a translation in a word."""
    return {
        TextStatus.APPROVED: pgettext("state of a translation", "approved"),
        TextStatus.STALE: pgettext("state of a translation", "stale"),
        TextStatus.DRAFT: pgettext("state of a translation", "draft"),
        TextStatus.MACHINE: pgettext("state of a translation", "machine"),
        TextStatus.MISSING: pgettext("state of a translation", "missing"),
    }[state]


def state_count(state: TextStatus, count: int) -> str:
    """“3 stale”: how many translations are in a state."""
    sentence = {
        TextStatus.APPROVED: ngettext("%(count)s approved", "%(count)s approved", count),
        TextStatus.STALE: ngettext("%(count)s stale", "%(count)s stale", count),
        TextStatus.DRAFT: ngettext("%(count)s draft", "%(count)s drafts", count),
        TextStatus.MACHINE: ngettext("%(count)s by machine", "%(count)s by machine", count),
        TextStatus.MISSING: ngettext("%(count)s missing", "%(count)s missing", count),
    }[state]
    return sentence % {"count": count}


def places_for(user: User) -> list[Where]:
    """Every plan of the person's countries, the newest of each country first, then what belongs to none."""
    plans = ActionPlan.objects.visible_to(user).order_by("country_id", "-starts_on", "-pk")
    found: list[Where] = []
    for country_id, listed in groupby(plans, key=lambda plan: plan.country_id):
        for_society = speaks_for_society(user, country_id)
        found += [Where(country_id, plan, for_society) for plan in [*listed, None]]
    return found


def chosen(places: Sequence[Where], key: str) -> Where | None:
    """The one asked for, else the plan that readers have before them, else the first."""
    asked = next((where for where in places if where.key == key), None)
    public = (where for where in places if where.plan is not None and where.plan.published_at)
    return asked or next(public, None) or next(iter(places), None)


def queue(
    places: Sequence[Where], where: Where, to: str, *, state: str = OPEN, page: int = 1, language: str
) -> Queue:
    """Read one plan's texts: a query per model and one for the ledger."""
    asked = state if state in {OPEN, ALL, *TextStatus.values} else OPEN
    everything = entries_of(where, to, language)
    return Queue(to, where, asked, max(page, 1), everything, places, language)


def entries_of(where: Where, to: str, language: str) -> list[Entry]:
    """Every object with texts, in the order of the plan."""
    if where.plan is None:
        rows = [(p, row) for p in OF_COUNTRIES for row in p.rows_of(country_id=where.country_id)]
    else:
        rows = _in_plan_order([(p, row) for p in OF_PLANS for row in p.rows_of(**{p.plan: where.plan.pk})])
    ledger = ledger_of(rows)
    heads = {row["pk"]: p.name(row, language) for p, row in rows if p.label == "commitments.commitment"}
    entries = []
    for place, row in rows:
        known = ledger[place.label, row["pk"]]
        if cells := cells_of(place, row, known, to, for_society=where.for_society):
            commitment = place.commitment_of(row)
            head = heads.get(commitment or 0) or _head(place)
            title = place.title(row, language)
            entries.append(Entry(place, row, place.name(row, language), title, cells, head, commitment))
    return entries


def _in_plan_order(rows: list[tuple[Place, Row]]) -> list[tuple[Place, Row]]:
    """The plan, its commitments each with all that hangs on it, then its consultations."""
    commitments = [row["pk"] for place, row in rows if place.label == "commitments.commitment"]
    at = {pk: index for index, pk in enumerate(commitments)}

    def order(found: tuple[Place, Row]) -> tuple[int, int]:
        place, row = found
        return SECTIONS.index(place.section), at.get(place.commitment_of(row) or 0, 0)

    # Sorting keeps the order of places, and of rows within each.
    return sorted(rows, key=order)


def _head(place: Place) -> str:
    return {
        "plan": gettext("The plan"),
        "commitments": gettext("Commitments"),
        "consultations": gettext("Consultations"),
        "country": gettext("Forum and organisations"),
    }[place.section]
