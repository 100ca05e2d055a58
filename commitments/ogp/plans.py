"""What a plan is called and how long it runs, which OGP's exports do not say."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "data" / "plans.toml"


@dataclass(frozen=True)
class PlanFacts:
    """First and last year of a plan, and its titles by language."""

    first_year: int
    last_year: int
    titles: Mapping[str, str]


@cache
def _countries() -> Mapping[str, Any]:
    with SOURCE.open("rb") as file:
        return tomllib.load(file)["country"]  # type: ignore[no-any-return]


def plan_facts(country: str, number: int, year: int | None, end_year: int | None) -> PlanFacts | None:
    """The facts of a plan; of one that is not listed, by the years the file gives.

    A plan without an end year is taken to run two years, OGP's rule until 2022. None when neither the list
    nor the file has a year.
    """
    listed = _countries()[country]
    years = listed["plans"].get(str(number))
    if years is None:
        if year is None:
            return None
        years = [year, end_year or year + 1]
    first, last = years
    span = f"{first}–{last}" if first != last else str(first)
    return PlanFacts(
        first_year=first,
        last_year=last,
        titles={
            "en": f"Open Government Partnership action plan of {listed['name']}, {span}",
            listed["language"]: f"{listed['title']}, {span}",
        },
    )
