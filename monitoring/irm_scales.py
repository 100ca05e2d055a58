"""Which indicators the IRM codes in a report on a plan: the scales that were in use for plans of its year."""

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.ogp.indicators import (
    FLAG_LABELS,
    GRAND_CHALLENGE_SCALE,
    GRAND_CHALLENGES,
    INDICATORS,
    Indicator,
    scale_version,
)
from monitoring.enums import IrmIndicator, IrmReportKind

AT_THE_START = frozenset(
    {
        IrmReportKind.PROGRESS,
        IrmReportKind.DESIGN,
        IrmReportKind.CO_CREATION_BRIEF,
        IrmReportKind.ACTION_PLAN_REVIEW,
    }
)


@dataclass(frozen=True)
class Scale:
    """An indicator as it is coded in one report: its version and its English labels with their levels.

    Without labels, it is coded in words.
    """

    indicator: IrmIndicator
    version: str
    labels: dict[str, int | None]

    def level_of(self, label: str) -> int | None:
        """The label's place on the common scale, where the indicator is completion and it has one."""
        return self.labels.get(label) if self.indicator == IrmIndicator.COMPLETION else None


def scales_of(kind: str, year: int) -> list[Scale]:
    """The indicators of a report of this kind on a plan submitted in this year, its own before the others.

    Reports at the start of a plan and at its end code completion on scales of their own; what the plan's
    year knows beside that can be coded in either.
    """
    position = "first" if kind in AT_THE_START else "last"
    known = [i for i in INDICATORS if covers(scale_version(i, year), year)]
    ordered = sorted(known, key=lambda indicator: indicator.report != position)
    scales: dict[str, Scale] = {}
    for indicator in ordered:
        scales.setdefault(indicator.code, _scale(indicator, year))
    if covers(GRAND_CHALLENGE_SCALE, year):
        challenge = IrmIndicator.GRAND_CHALLENGE
        labels: dict[str, int | None] = dict.fromkeys(GRAND_CHALLENGES.values())
        scales[challenge] = Scale(challenge, GRAND_CHALLENGE_SCALE, labels)
    return list(scales.values())


def _scale(indicator: Indicator, year: int) -> Scale:
    labels: Sequence[str] = list(FLAG_LABELS.values()) if indicator.flag else _distinct(indicator)
    levels = {label: indicator.labels.get(label.lower()) for label in labels}
    return Scale(IrmIndicator(indicator.code), scale_version(indicator, year), levels)


def _distinct(indicator: Indicator) -> list[str]:
    """Labels as reports print them; of two spellings of one level the first."""
    levels: set[int] = set()
    labels = []
    for label, level in indicator.labels.items():
        if level is None or level not in levels:
            labels.append(label.capitalize())
        if level is not None:
            levels.add(level)
    return labels


def covers(version: str, year: int) -> bool:
    """Whether a scale such as "2011-16" or "2013-" was used for plans submitted in this year."""
    first, _, last = version.partition("-")
    return int(first) <= year and (not last or year <= 2000 + int(last))
