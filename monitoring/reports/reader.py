"""A snapshot as a reader of one language sees it: texts with their fallbacks, dates, numbers, words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from monitoring.enums import IrmReportKind
from monitoring.reports.snapshot import Loose, Period, Rating, Snapshot, Texts
from monitoring.voices import VOICES
from ogp_portal.languages.fields import Shown, fallback_order
from ogp_portal.languages.formats import (
    format_date,
    format_half_year,
    format_loose,
    format_number,
    format_quarter,
    format_range_years,
)
from ogp_portal.languages.registry import LANGUAGES, name_of
from ogp_portal.web.marks import level_word, mark_id, voice_name
from plans.enums import PlanKind


def said_once(rows: list[dict[str, Any]]) -> str:
    """The notice that holds for the titles of all rows, taken off each of them; "" when they differ."""
    notices = {row["title"].notice() for row in rows}
    if len(rows) < 2 or len(notices) != 1 or notices == {""}:
        return ""
    for row in rows:
        row["title"] = str(row["title"])
    return str(notices.pop())


@dataclass(frozen=True)
class Reader:
    """Reads a snapshot in one language; its methods expect that language to be active."""

    snapshot: Snapshot
    language: str

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The languages to look for a text in."""
        return fallback_order(self.language, self.snapshot.country.languages[0], LANGUAGES)

    def text(self, texts: Texts) -> Shown:
        """The text in this language, or the first one there is, which says so."""
        for language in self.order:
            if texts.get(language):
                return Shown(texts[language], language, self.language)
        return Shown("", self.language, self.language)

    def marked(self, texts: Texts) -> str:
        """The text for a list or a lane, with the language's name behind it when it is in another."""
        shown = self.text(texts)
        return f"{shown} ({name_of(shown.language, self.language)})" if shown.is_fallback else str(shown)

    def day(self, on: date | None) -> str:
        """A date with the month as a word; a dash for none."""
        return format_date(on, self.language) if on else "–"

    def short_day(self, on: date | None) -> str:
        """A date for a narrow column; a dash for none."""
        return format_date(on, self.language, style="short") if on else "–"

    def loose(self, when: Loose) -> str:
        """A date as exact as it is known; a dash for none."""
        return format_loose(when.text, when.on, when.precision, self.language, "short") or "–"

    def dated(self, on: date | None, precision: str, *, is_short: bool = False) -> str:
        """A date as exact as it is known; a dash where nothing of it is."""
        return (
            format_date(on, self.language, precision, "short" if is_short else "long")
            if on and precision
            else "–"
        )

    def number(self, value: int) -> str:
        """A number with the language's signs."""
        return format_number(value, self.language)

    def organisation(self, key: str) -> str:
        """The name an organisation is shown by; a dash for none."""
        return str(self.text(self.snapshot.named_organisations[key].name)) if key else "–"

    def period(self, period: Period) -> str:
        """A reporting period in words."""
        start, end = period.starts_on, period.ends_on
        match period.kind:
            case "quarter":
                return format_quarter((start.month + 2) // 3, start.year, self.language)
            case "half_year" if start.month in {1, 7}:
                return format_half_year(1 if start.month == 1 else 2, start.year, self.language)
            case "year" if start.month == 1:
                return str(start.year)
        return f"{self.short_day(start)} – {self.short_day(end)}"

    @property
    def country(self) -> str:
        """The country's name."""
        return str(self.text(self.snapshot.country.name))

    @property
    def years(self) -> str:
        """The years of the plan."""
        return format_range_years(self.snapshot.plan.starts_on.year, self.snapshot.plan.ends_on.year)

    @property
    def plan(self) -> str:
        """The plan, named by its number or its kind."""
        if self.snapshot.plan.kind == PlanKind.SHADOW:
            return _("Shadow plan, %(years)s") % {"years": self.years}
        return _("Action plan %(number)s, %(years)s") % {
            "number": self.snapshot.plan.number,
            "years": self.years,
        }

    def source(self, rating: Rating) -> str:
        """Where a rating comes from: report and period, organisation, or IRM report."""
        period = self.snapshot.numbered_periods.get(rating.period or 0)
        match rating.voice:
            case "government":
                if period is None:
                    return _("Government report")
                return _("Government report, %(period)s") % {"period": self.period(period)}
            case "cso":
                name = self.organisation(rating.organisation)
                return f"{name}, {self.period(period)}" if period else name
        return self.irm_report(rating.report_kind, rating.report_title)

    def irm_report(self, kind: str, title: Texts) -> str:
        """An IRM report under its title in this language, else under the name of its kind."""
        return title.get(self.language) or str(IrmReportKind(kind).label)

    def said(self, voice: str, level: int | None) -> dict[str, str]:
        """A rating for the page: its mark, its voice, its word."""
        return {"mark": mark_id(voice, level), "voice": voice_name(voice), "word": level_word(level)}

    def spoken(self, levels: dict[str, int]) -> str:
        """Voices with their levels in one line, as labels."""
        return "; ".join(
            pgettext("a voice and its rating", "%(voice)s: %(level)s")
            % {"voice": voice_name(voice), "level": level_word(levels[voice])}
            for voice in VOICES
            if voice in levels
        )

    def steps(self, count: int) -> str:
        """A distance on the common scale."""
        return ngettext("%(count)s step", "%(count)s steps", count) % {"count": self.number(count)}
