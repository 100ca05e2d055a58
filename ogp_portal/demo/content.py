"""The demonstration content: a TOML file per country, read into typed objects.

Texts are tables by language. A date is given as such, or relative to the day of loading by the same name
with `_in_days`, so that what is due and what is late follows that day.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A table of the file, with its dates counted from `today`."""

    data: Mapping[str, Any]
    today: dt.date

    def text(self, name: str) -> str:
        return str(self.data.get(name, ""))

    def texts(self, name: str) -> Texts:
        return dict(self.data.get(name, {}))

    def number(self, name: str) -> int | None:
        value = self.data.get(name)
        return None if value is None else int(value)

    def listed(self, name: str) -> list[str]:
        return [str(item) for item in self.data.get(name, [])]

    def date(self, name: str) -> dt.date | None:
        if f"{name}_in_days" in self.data:
            return self.today + dt.timedelta(days=int(self.data[f"{name}_in_days"]))
        value = self.data.get(name)
        return value if isinstance(value, dt.date) else None

    def day(self, name: str) -> dt.date:
        """The same for a date that must be there; raises ValueError naming it."""
        value = self.date(name)
        if value is None:
            raise ValueError(f"{self.text('key') or self.text('number')}: no date {name}")
        return value

    def entries(self, name: str) -> list["Entry"]:
        return [Entry(item, self.today) for item in self.data.get(name, [])]

    def entry(self, name: str) -> "Entry":
        return Entry(self.data[name], self.today)


def country_slugs() -> list[str]:
    """The countries that have demonstration content."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(slug: str, today: dt.date, part: str = "") -> Entry:
    """A country's content: its plans, or the named part ("dialogue", "monitoring"), empty where it has none."""
    path = FOLDER / part / f"{slug}.toml"
    return Entry(tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}, today)
