"""Names of plans and periods that all pages and mails share."""

import datetime as dt
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, pgettext

from ogp_portal.languages.formats import format_date, format_half_year, format_quarter, format_range_years
from ogp_portal.languages.text import capitalised
from plans.enums import Participation, PeriodKind, PlanKind, Sector


def plan_name(number: int, kind: str) -> str:
    """“Sixth action plan”; a plan by civil society has no number."""
    return _plan_name(number, kind, get_language())


@lru_cache(maxsize=512)
def _plan_name(number: int, kind: str, language: str | None) -> str:
    """Remembered for each language: the home page has forty."""
    if kind == PlanKind.SHADOW:
        # Translators: written by civil society where the government has no plan; never “shadow” literally.
        return gettext("Shadow plan of civil society")
    names = (
        pgettext("plan by number", "First action plan"),
        pgettext("plan by number", "Second action plan"),
        pgettext("plan by number", "Third action plan"),
        pgettext("plan by number", "Fourth action plan"),
        pgettext("plan by number", "Fifth action plan"),
        pgettext("plan by number", "Sixth action plan"),
        pgettext("plan by number", "Seventh action plan"),
        pgettext("plan by number", "Eighth action plan"),
        pgettext("plan by number", "Ninth action plan"),
    )
    if 0 < number <= len(names):
        return names[number - 1]
    return gettext("Action plan %(number)s") % {"number": number}


def plan_with_years(number: int, kind: str, starts_on: dt.date, ends_on: dt.date) -> str:
    """“Sixth action plan, 2023–2025”."""
    # Translators: a plan and its years, such as “Sixth action plan, 2023–2025”.
    return gettext("%(plan)s, %(years)s") % {
        "plan": plan_name(number, kind),
        "years": format_range_years(starts_on.year, ends_on.year),
    }


def period_name(kind: str, starts_on: dt.date, ends_on: dt.date, language: str) -> str:
    """“1st half of 2025”, or from which day to which."""
    month = starts_on.month
    if kind == PeriodKind.QUARTER and month % 3 == 1:
        return format_quarter((month + 2) // 3, starts_on.year, language)
    if kind == PeriodKind.HALF_YEAR and month in (1, 7) and starts_on.day == 1:
        return format_half_year(1 if month == 1 else 2, starts_on.year, language)
    if kind == PeriodKind.YEAR and month == 1 and starts_on.day == 1:
        return str(starts_on.year)
    return from_to(format_date(starts_on, language), format_date(ends_on, language))


def from_to(start: str, end: str) -> str:
    """Two dates in words with a dash between them; one where the other is not known."""
    return f"{start} – {end}" if start and end else start or end


def participation_sentence(level: str) -> str:
    """What a level of participation promises to those who take part, in a sentence."""
    match Participation(level):
        case Participation.INFORM:
            return gettext("people are told what is planned and can follow it.")
        case Participation.CONSULT:
            return gettext("people are asked for their views, and told what became of them.")
        case Participation.INVOLVE:
            return gettext("people work on the proposals throughout, so that their concerns shape them.")
        case Participation.COLLABORATE:
            return gettext("proposals and choices are worked out together with people.")
        case Participation.EMPOWER:
            return gettext("people decide, and what they decide is carried out.")


def sector_name(sector: str) -> str:
    """A sector as a heading or a label, with one capital."""
    return capitalised(str(Sector(sector).label), get_language() or "en")


def sentence_case(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """Choices with one capital each, as a list or a table begins them."""
    language = get_language() or "en"
    return [(value, capitalised(str(label), language)) for value, label in choices.choices]
