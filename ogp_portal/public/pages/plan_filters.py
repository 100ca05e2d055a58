"""The plan page's form: what may be asked for, what was asked for, and the commitments that answer.

Everything comes from the address. A value that no option has, or an unknown name, is no filter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext

from monitoring.voices import Voice
from ogp_portal.languages.sorting import SortKey, sort_key
from ogp_portal.public.pages.rows import CommitmentInList
from ogp_portal.web.components import Option
from ogp_portal.web.marks import LEVELS, Level, level_word, voice_name

Test = Callable[[CommitmentInList], bool]
Key = Callable[[CommitmentInList], int]


class Group(NamedTuple):
    """The ratings of one voice to choose from."""

    label: str
    options: Sequence[Option]


def rating_value(voice: Voice, level: Level) -> str:
    """A rating in an address: `government-4`, `irm-none` for not assessed."""
    return f"{voice}-{'none' if level is None else level}"


ORDERS: Final[dict[str, Key]] = {
    "distance": lambda row: -(row.distance or 0),
    "lateness": lambda row: -row.late_days,
}


@dataclass(frozen=True)
class Filters:
    """The form over `rows`, a plan's commitments in their order, as `asked` by the address."""

    rows: Sequence[CommitmentInList]
    voices: Sequence[Voice]
    asked: Mapping[str, str]
    language: str
    is_over: bool = False
    """The plan waits no longer: what was late is now undone."""

    @cached_property
    def areas(self) -> list[Option]:
        areas = [area for row in self.rows for area in row.areas]
        names = {area.slug: str(area.name) for area in areas}
        return self._options("area", self._alphabetical(names), Counter(area.slug for area in areas))

    @cached_property
    def leads(self) -> list[Option]:
        names = {str(row.lead_id): str(row.lead) for row in self.rows if row.lead_id}
        return self._options(
            "lead", self._alphabetical(names), Counter(str(row.lead_id) for row in self.rows)
        )

    @cached_property
    def states(self) -> list[Option]:
        labels = {
            "done": pgettext("filter of commitments", "All milestones done"),
            "open": pgettext("filter of commitments", "Milestones still open"),
            "withdrawn": pgettext("filter of commitments", "Withdrawn"),
        }
        return self._options("state", labels.items(), Counter(map(_state, self.rows)))

    @cached_property
    def ratings(self) -> list[Group]:
        return [Group(voice_name(voice), self._ratings_of(voice)) for voice in self.voices]

    def _ratings_of(self, voice: Voice) -> list[Option]:
        found = Counter(row.voices.latest[voice] for row in self.rows)
        values = {level: rating_value(voice, level) for level in (*LEVELS, None)}
        choices = [(value, level_word(level)) for level, value in values.items() if found[level]]
        return self._options("rating", choices, {values[level]: count for level, count in found.items()})

    @cached_property
    def orders(self) -> list[Option]:
        labels = {
            "": pgettext("order of commitments", "By number"),
            "distance": pgettext("order of commitments", "Furthest apart first"),
            "lateness": pgettext("order of commitments", "Most delayed first"),
        }
        return [Option(value, label, 0, value == self._order) for value, label in labels.items()]

    @property
    def _order(self) -> str:
        asked = self.asked.get("order", "")
        return asked if asked in ORDERS else ""

    @cached_property
    def late(self) -> Option:
        label = gettext("Only what was not done") if self.is_over else gettext("Late only")
        return self._check("late", label, _is_late)

    @cached_property
    def apart(self) -> Option:
        return self._check("apart", gettext("Only where the voices differ"), _is_apart)

    @cached_property
    def found(self) -> list[CommitmentInList]:
        """The commitments asked for, in the order asked for."""
        ratings = [option for group in self.ratings for option in group.options]
        selects: list[tuple[Sequence[Option], Callable[[str], Test]]] = [
            (self.areas, _in_area),
            (self.leads, _led_by),
            (self.states, _in_state),
            (ratings, _rated),
        ]
        tests = [test(o.value) for options, test in selects for o in options if o.is_chosen]
        tests += [test for check, test in ((self.late, _is_late), (self.apart, _is_apart)) if check.is_chosen]
        found = [row for row in self.rows if all(test(row) for test in tests)]
        return sorted(found, key=ORDERS[self._order]) if self._order else found

    def _options(
        self, name: str, choices: Iterable[tuple[str, str]], counts: Mapping[str, int]
    ) -> list[Option]:
        """The choices that find something, each with how many of all commitments it finds."""
        asked = self.asked.get(name)
        return [
            Option(value, label, counts[value], value == asked) for value, label in choices if counts[value]
        ]

    def _check(self, name: str, label: str, test: Test) -> Option:
        return Option("1", label, sum(map(test, self.rows)), self.asked.get(name) == "1")

    def _alphabetical(self, names: Mapping[str, str]) -> list[tuple[str, str]]:
        return sorted(names.items(), key=lambda item: _sort_key(item[1], self.language))


@lru_cache(maxsize=4096)
def _sort_key(name: str, language: str) -> SortKey:
    """Remembered: areas and institutions are few and stand on every plan."""
    return sort_key(name, language)


def _state(row: CommitmentInList) -> str:
    if row.is_withdrawn:
        return "withdrawn"
    return "done" if row.is_done else "open"


def _is_late(row: CommitmentInList) -> bool:
    return row.late_days > 0 and not row.is_withdrawn


def _is_apart(row: CommitmentInList) -> bool:
    return bool(row.distance)


def _in_area(slug: str) -> Test:
    return lambda row: any(area.slug == slug for area in row.areas)


def _led_by(lead: str) -> Test:
    return lambda row: str(row.lead_id) == lead


def _in_state(state: str) -> Test:
    return lambda row: _state(row) == state


def _rated(value: str) -> Test:
    voice, _, level = value.partition("-")
    wanted = None if level == "none" else int(level)
    return lambda row: row.voices.latest[voice] == wanted  # type: ignore[index]
