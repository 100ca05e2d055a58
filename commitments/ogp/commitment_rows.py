"""How a row of an export stands in the columns of plans, commitments and milestones."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from commitments.models import Commitment, Milestone
from commitments.models.spans import span_columns
from commitments.ogp.fulltext import TEXT_FIELDS
from commitments.ogp.identity import ImportKey, plain_title
from commitments.ogp.institutions import names_of
from commitments.ogp.milestones import MilestoneText
from commitments.ogp.plans import PlanFacts
from commitments.ogp.rows import OgpRow
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.dates import LooseDate, parse_loose
from ogp_portal.languages.fields import column
from ogp_portal.languages.registry import LANGUAGES

WITHOUT_NUMBER = 2_000_000_000
MAX_MILESTONE_TITLE = 1000
MAX_DATE_TEXT = 200


def english(field: str) -> str:
    return column(field, "en")


def blank_columns(fields: Iterable[str]) -> dict[str, Any]:
    """The columns of every other language, empty; spares a new object the search for its defaults."""
    return {column(field, language): "" for field in fields for language in LANGUAGES}


def plan_columns(facts: PlanFacts) -> dict[str, Any]:
    """Titles and dates of a plan: from the first day of its first year to the last of its last."""
    return {
        "starts_on": dt.date(facts.first_year, 1, 1),
        "ends_on": dt.date(facts.last_year, 12, 31),
        **{column("title", language): title for language, title in facts.titles.items()},
    }


def commitment_columns(row: OgpRow, lead: Organisation | None) -> dict[str, Any]:
    """Everything of a commitment that comes from the file."""
    return {
        "number": row.number,
        "position": position(row.number),
        "ogp_id": row.ogp_id,
        "import_key": str(row.key),
        english("title"): row.title,
        english("short_title"): row.short_title,
        **{english(field): getattr(row.texts, field) for field in TEXT_FIELDS},
        "lead_id": lead.pk if lead else None,
        "values": list(row.values),
        **span_columns(row.starts, row.ends),
    }


def milestone_columns(text: MilestoneText, place: int, responsible: Organisation | None) -> dict[str, Any]:
    """A milestone of a full text. Several institutions in charge are kept in words."""
    title, rest = text.title, ""
    if len(title) > MAX_MILESTONE_TITLE:
        title, rest = title[: MAX_MILESTONE_TITLE - 1] + "…", title
    named = text.responsible if text.responsible and len(names_of(text.responsible)) != 1 else ""
    kept = [rest, text.output, f"Responsible: {' '.join(named.split())}" if named else ""]
    return {
        "number": text.number[:20],
        "position": place,
        english("title"): title,
        english("output"): "\n\n".join(part for part in kept if part),
        "responsible_id": responsible.pk if responsible else None,
        **span_columns(_loose(text.starts, "start"), _loose(text.ends, "end")),
    }


def _loose(text: str, role: Any) -> LooseDate:
    text = " ".join(text.split())[:MAX_DATE_TEXT]
    return parse_loose(text, role) if text else LooseDate("")


def position(number: str) -> int:
    """A place in the plan that follows the printed number: 2 before 10, 1.1.b before 1.2, 13 before 13a."""
    parts = re.findall(r"\d+|[a-z]", number.casefold())[:3]
    places = [min(int(part), 999) if part.isdigit() else ord(part) - 96 for part in parts]
    if not places:
        return WITHOUT_NUMBER
    first, second, third = (*places, 0, 0)[:3]
    return first * 1_000_000 + second * 1_000 + third


def whole_text(commitment: Commitment) -> str:
    """The English texts of a commitment, for comparing."""
    return "\n".join(filter(None, (getattr(commitment, english(field)) for field in TEXT_FIELDS)))


def titles(commitment: Commitment) -> set[str]:
    """Its English titles in the form for comparing."""
    both = (getattr(commitment, english(field)) for field in ("title", "short_title"))
    return {plain_title(title, commitment.number) for title in both} - {""}


def is_older(row: OgpRow, commitment: Commitment) -> bool:
    """Whether the commitment stands as a later generation of OGP's files has it."""
    return ImportKey.read(commitment.import_key).generation > row.key.generation


def changed_columns(row: Commitment | Milestone, columns: dict[str, Any]) -> list[str]:
    """The columns in which an object differs from what the file says; sets them."""
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    return changed
