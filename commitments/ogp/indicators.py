"""What the IRM codes: for each column the indicator, its scale, its labels and the report it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

COMPLETION: Final[Mapping[str, int | None]] = MappingProxyType(
    {
        "no evidence available": 0,
        "not started": 1,
        "limited": 2,
        "substantial": 3,
        "complete": 4,
        "completed": 4,
        # On the scale of the old files, but no degree of completion.
        "unclear": None,
        "withdrawn": None,
    }
)
_OPENED: Final = (
    "worsened",
    "did not change",
    "none",
    "marginal",
    "major",
    "outstanding",
    "not applicable",
    "no early results to report yet",
    "unclear",
)


def _scale(*labels: str) -> Mapping[str, int | None]:
    return MappingProxyType(dict.fromkeys(labels))


@dataclass(frozen=True)
class Indicator:
    """One coded column.

    `labels` maps labels (without their letter, lower case) to the common level of completion, None where
    there is none; a column without labels takes any text. A `flag` holds 0 or 1. `report` says which of
    the IRM's two reports on a plan gives it: `first` in the middle or at the start, `last` at the end.
    """

    column: str
    code: str
    scale_version: str
    report: str = "first"
    labels: Mapping[str, int | None] = field(default_factory=dict)
    flag: bool = False


FLAG_LABELS: Final = {"0": "No", "1": "Yes"}

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator("specificity", "specificity", "2011-16", labels=_scale("none", "low", "medium", "high")),
    Indicator("verifiable", "verifiable", "2011-", labels=_scale("yes", "no")),
    Indicator("value_information", "value_information", "2011-19", flag=True),
    Indicator("value_participation", "value_participation", "2011-19", flag=True),
    Indicator("value_accountability", "value_accountability", "2011-19", flag=True),
    Indicator("value_technology", "value_technology", "2011-19", flag=True),
    Indicator("relevant", "relevant", "2011-19", flag=True),
    Indicator(
        "potential_impact",
        "potential_impact",
        "2012-19",
        labels=_scale("none", "minor", "moderate", "transformative", "unclear"),
    ),
    Indicator(
        "potential_for_results",
        "potential_for_results",
        "2020-",
        labels=_scale("unclear", "modest", "substantial"),
    ),
    Indicator("completion", "completion", "2011-16", labels=COMPLETION),
    Indicator("projected_completion", "projected_completion", "2011-13", labels=COMPLETION),
    Indicator("on_time", "on_time", "2011-13"),
    Indicator("on_schedule", "on_schedule", "2011-13"),
    Indicator("compound", "compound", "2011-"),
    Indicator("cluster", "cluster", "2011-"),
    Indicator("completion_end", "completion", "2013-", "last", labels=COMPLETION),
    Indicator(
        "change_in_completion",
        "change_in_completion",
        "2013-",
        "last",
        labels=_scale("increase", "decrease", "no change"),
    ),
    Indicator(
        "early_results",
        "early_results",
        "2019-",
        "last",
        labels=_scale("no notable results", "moderate", "significant"),
    ),
    Indicator("opened_government", "opened_government", "2013-20", "last", labels=_scale(*_OPENED)),
    Indicator("opened_information", "opened_information", "2013-20", "last", labels=_scale(*_OPENED)),
    Indicator("opened_participation", "opened_participation", "2013-20", "last", labels=_scale(*_OPENED)),
    Indicator("opened_accountability", "opened_accountability", "2013-20", "last", labels=_scale(*_OPENED)),
)

GRAND_CHALLENGES: Final = {
    "gc_services": "Improving public services",
    "gc_integrity": "Increasing public integrity",
    "gc_resources": "More effectively managing public resources",
    "gc_safety": "Creating safer communities",
    "gc_companies": "Increasing corporate accountability",
}
GRAND_CHALLENGE_SCALE: Final = "2011-13"

STARS: Final = (
    # A report keeps one star: that of the formula in force, else the latest one it was given by.
    ("first", (("star_current", "current"), ("star_2015", "2015"), ("star_2014", "2014"))),
    ("last", (("star_current_end", "current"),)),
)

VALUES: Final = {
    "value_information": "access_to_information",
    "value_participation": "civic_participation",
    "value_accountability": "public_accountability",
    "value_technology": "technology",
}


def report_kind(report: str, year_of_submission: int | None) -> str:
    """What the IRM called the report on a plan submitted in that year.

    Until 2016 progress and end-of-term reports, for plans of 2017-19 design and implementation reports,
    since 2020 action plan review and results report.
    """
    first = report == "first"
    if year_of_submission is None or year_of_submission <= 2016:
        return "progress" if first else "end_of_term"
    if year_of_submission <= 2019:
        return "design" if first else "implementation"
    return "action_plan_review" if first else "results"


def scale_version(indicator: Indicator, year_of_submission: int | None) -> str:
    """The indicator's scale; relevance became one question, the open government lens, with plans of 2020."""
    if indicator.code == "relevant" and (year_of_submission or 0) >= 2020:
        return "2020-"
    return indicator.scale_version
