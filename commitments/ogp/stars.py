"""OGP's stars: three formulas over the same four ratings, as its own files compute them.

Source: the IRM's published rule of 2014-15 and OGP's file of late 2016, whose starred columns they reproduce.
"""

from collections.abc import Collection
from typing import Final

SPECIFIC: Final = frozenset({"medium", "high"})
DONE: Final = frozenset({"substantial", "complete"})
COUNTED_VALUES: Final = frozenset({"access_to_information", "civic_participation", "public_accountability"})


def _starred(
    specificity: str, values: Collection[str], impact: str, completion: str, impacts: Collection[str]
) -> bool:
    return (
        specificity.casefold() in SPECIFIC
        and bool(COUNTED_VALUES.intersection(values))
        and impact.casefold() in impacts
        and completion.casefold() in DONE
    )


def starred_current(specificity: str, values: Collection[str], impact: str, completion: str) -> bool:
    """The formula in force since 2015: only a transformative commitment earns it.

    Labels without their letter ("Medium", "Transformative", "Complete"); technology alone counts for nothing.
    """
    return _starred(specificity, values, impact, completion, {"transformative"})


def starred_2015(specificity: str, values: Collection[str], impact: str, completion: str) -> bool:
    """The formula of the reports before: a moderate potential impact was enough."""
    return _starred(specificity, values, impact, completion, {"moderate", "transformative"})
