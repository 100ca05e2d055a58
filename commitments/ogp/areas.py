"""OGP's policy areas: which tags there are, what they are called, and which column of an export each is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from commitments.ogp.columns import normalised

SOURCE: Final = Path(__file__).resolve().parents[1] / "data" / "policy_areas.toml"
TAG_SETS: Final = ("2014", "2024")


@dataclass(frozen=True)
class Area:
    """A tag of one set. `parent` is the slug of its umbrella in the same set, or ""."""

    tag_set: str
    slug: str
    parent: str
    names: Mapping[str, str]
    columns: tuple[str, ...]


@cache
def areas() -> tuple[Area, ...]:
    """All tags of both sets, umbrellas before what they cover."""
    with SOURCE.open("rb") as file:
        listed = tomllib.load(file)["area"]
    found = [
        Area(
            tag_set=tag_set,
            slug=entry["slug"],
            parent=entry.get("parent", "") if tag_set == "2024" else "",
            names=entry["name"],
            columns=tuple(entry["columns"][tag_set]),
        )
        for tag_set in TAG_SETS
        for entry in listed
        if tag_set in entry["columns"]
    ]
    return tuple(sorted(found, key=lambda area: (area.tag_set, _depth(area, found), found.index(area))))


def _depth(area: Area, all_areas: list[Area]) -> int:
    parents = {(a.tag_set, a.slug): a.parent for a in all_areas}
    depth, slug = 0, area.parent
    while slug:
        depth, slug = depth + 1, parents[area.tag_set, slug]
    return depth


@cache
def tag_columns(tag_set: str) -> Mapping[str, str]:
    """Slug of each normalised column name of a tag set."""
    return {normalised(name): a.slug for a in areas() if a.tag_set == tag_set for name in a.columns}
