"""Three voices on one commitment, and the space between them.

The rule, shown on the page about the three voices:

- Each voice speaks on the five points of completion, from 0 (no evidence available) to 4 (complete).
- The government's voice is its latest published report on the whole commitment; the IRM's is its latest
  coding of completion that has a place on the scale.
- Civil society's voice is the lower median of the latest published rating of each organisation: one
  organisation alone cannot move it, and between two it is the more careful one.
- "Not assessed" is no point of the scale: a voice without a rating takes no part.
- The distance is the highest minus the lowest of the voices that speak, in steps; with fewer than two
  voices there is none.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from commitments.enums import KEPT_FROM

Voice = Literal["government", "cso", "irm"]
VOICES: tuple[Voice, ...] = ("government", "cso", "irm")


class Statement(NamedTuple):
    """One voice's rating of one commitment on one day.

    `source_id` is the period (government), the organisation (civil society) or the report (IRM).
    """

    on: dt.date
    voice: Voice
    level: int
    source_id: int = 0


@dataclass(frozen=True)
class Voices:
    """All that the three voices have said on one commitment, oldest first."""

    statements: Sequence[Statement] = field(default_factory=tuple)

    def said_by(self, voice: Voice, until: dt.date | None = None) -> list[Statement]:
        return [s for s in self.statements if s.voice == voice and (until is None or s.on <= until)]

    @cached_property
    def latest(self) -> dict[Voice, int | None]:
        """Each voice's level today, None where it has not spoken."""
        return {voice: self.level(voice) for voice in VOICES}

    def level(self, voice: Voice, until: dt.date | None = None) -> int | None:
        """A voice's level at the end of the day `until` (default: all that is known)."""
        said = self.said_by(voice, until)
        if not said:
            return None
        if voice == "cso":
            return lower_median(latest_per_source(said).values())
        return said[-1].level

    def latest_on(self, voice: Voice) -> dt.date | None:
        said = self.said_by(voice)
        return said[-1].on if said else None

    @cached_property
    def distance(self) -> int | None:
        return distance(self.latest.values())

    @property
    def spread(self) -> dict[int, int]:
        """How many organisations stand at each level: {level: organisations}."""
        counts: dict[int, int] = {}
        for level in latest_per_source(self.said_by("cso")).values():
            counts[level] = counts.get(level, 0) + 1
        return counts

    def course(self, voice: Voice) -> list[tuple[dt.date, int]]:
        """The days on which a voice's level was set anew, with the level."""
        points: list[tuple[dt.date, int]] = []
        for on in sorted({s.on for s in self.said_by(voice)}):
            level = self.level(voice, on)
            if level is not None:
                points.append((on, level))
        return points


def latest_per_source(statements: Iterable[Statement]) -> dict[int, int]:
    """The newest level of each source, from statements that are oldest first."""
    return {s.source_id: s.level for s in statements}


def lower_median(levels: Iterable[int]) -> int:
    """The middle one, and of two middle ones the lower; raises IndexError on nothing."""
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2]


def distance(levels: Iterable[int | None]) -> int | None:
    """Steps between the highest and the lowest level that was given; None for fewer than two."""
    given = [level for level in levels if level is not None]
    return max(given) - min(given) if len(given) > 1 else None


def is_kept(level: int | None) -> bool:
    """Complete or substantial: "kept or nearly kept"."""
    return level is not None and level >= KEPT_FROM


@dataclass(frozen=True)
class Tally:
    """What one voice says of many commitments: {level: how many}, with None for not assessed."""

    voice: Voice
    counts: Mapping[int | None, int]

    @property
    def rated(self) -> int:
        return sum(n for level, n in self.counts.items() if level is not None)

    @property
    def kept(self) -> int:
        return sum(n for level, n in self.counts.items() if is_kept(level))


def tally(all_voices: Iterable[Voices], voice: Voice) -> Tally:
    """Count one voice's latest levels over many commitments."""
    counts: dict[int | None, int] = {}
    for voices in all_voices:
        level = voices.latest[voice]
        counts[level] = counts.get(level, 0) + 1
    return Tally(voice, counts)


def heard_by_all(all_voices: Iterable[Voices]) -> list[Voices]:
    """Only the commitments that all three voices have rated."""
    return [voices for voices in all_voices if None not in voices.latest.values()]
