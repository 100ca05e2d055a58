"""How a commitment is known again: from one edition to the next, and from one generation to the next."""

import hashlib
import re
from dataclasses import dataclass

from commitments.ogp.text import likeness, one_line

CERTAIN_LIKENESS = 0.9


def plain_title(title: str, number: str = "") -> str:
    """The title for comparing: no leading number, lower case, words only."""
    return re.sub(r"[\W_]+", " ", without_number(one_line(title), number)).casefold().strip()


def without_number(title: str, number: str) -> str:
    """`Commitment 10: Elaborate …` and `10. Elaborate …` without what the number says already."""
    rest = title.strip()
    if number:
        loose = r"\s*".join(re.escape(part) for part in re.findall(r"[^\W_]+|[^\w\s]", number))
        own = re.match(rf"^(?:commitment\s*)?{loose}(?![\w])\s*[.:)–—-]*\s*", rest, re.IGNORECASE)
        if own and own.end() < len(rest):
            return rest[own.end() :].strip()
    return rest


def number_in_title(title: str) -> str:
    """The number a title begins with, for editions without a column for it; "" when there is none."""
    found = re.match(
        r"^(?:commitment\s*)?(\d+(?:\.\d+)*(?:\.?[a-z](?![a-z]))?)\s*[.:)]", title.strip(), re.IGNORECASE
    )
    return found[1] if found else ""


def slug_of_number(number: str, title: str) -> str:
    """Part of the address: `1.1.a` gives `1-1-a`; without a number a digest of the title."""
    slug = re.sub(r"[^a-z0-9]+", "-", number.casefold()).strip("-")
    return slug[:30] or f"c-{digest(plain_title(title))}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def base_key(country: str, plan: int, number: str, title: str, *, shared: bool) -> str:
    """`UA/1/9`; with the title's digest when the number is missing or several rows of the file share it."""
    own = "" if number and not shared else f"#{digest(plain_title(title, number))}"
    return f"{country}/{plan}/{number.casefold().replace(' ', '')}{own}"


@dataclass(frozen=True)
class ImportKey:
    """What is stored as `import_key`: the base key and the generation of the file, `UA/1/9@2016`."""

    base: str
    generation: str

    def __str__(self) -> str:
        return f"{self.base}@{self.generation}"

    @classmethod
    def read(cls, text: str) -> "ImportKey":
        base, _, generation = text.rpartition("@")
        return cls(base, generation)


def is_same(titles: set[str], text: str, other_titles: set[str], other_text: str) -> bool:
    """Whether two rows with one number in one plan, from two generations, are certainly one commitment.

    Numbers alone do not prove it. Equal titles do, and so do full texts that share nine words in ten.
    """
    if (titles - {""}) & (other_titles - {""}):
        return True
    return bool(text and other_text) and likeness(text, other_text) >= CERTAIN_LIKENESS
