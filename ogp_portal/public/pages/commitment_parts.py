"""The commitment page's sentences, facts and charts, from its data."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from monitoring.voices import VOICES, Voice
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.findings import milestones_finding, verdict_finding
from ogp_portal.public.pages import commitment_evidence, commitment_said
from ogp_portal.public.pages import commitment_sections as sections
from ogp_portal.public.pages.commitment import CommitmentPage
from ogp_portal.public.pages.commitment_facts import key_facts
from ogp_portal.public.pages.commitment_sections import report_name
from ogp_portal.public.pages.membership import status_line
from ogp_portal.public.pages.texts import grouped
from ogp_portal.public.words import plan_with_years
from ogp_portal.web import charts
from ogp_portal.web.marks import level_word
from ogp_portal.web.parts import Crumb, Status, Verdict, inline_text

STAND_LETTERS = 400
"""Imported summaries can be as long as a whole plan: longer ones stand among the texts."""


@dataclass(frozen=True)
class CommitmentParts:
    """What the template places, each part built when it is asked for."""

    page: CommitmentPage

    @cached_property
    def plan_name(self) -> str:
        plan = self.page.plan
        return plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)

    @cached_property
    def name(self) -> str:
        return gettext("Commitment %(number)s") % {"number": self.page.number}

    @property
    def crumbs(self) -> list[Crumb]:
        page = self.page
        return [
            Crumb(page.country.name, address("country", country=page.country.slug)),
            Crumb(self.plan_name, page.plan.url),
            Crumb(self.name),
        ]

    @property
    def statuses(self) -> list[Status]:
        page, lines = self.page, []
        if page.is_withdrawn:
            reason = page.withdrawn_reason
            text = inline_text(reason) if reason else ""
            # Translators: before the reason; a commitment that was taken out of its plan.
            lines.append(Status(text, pgettext("state of a commitment", "Withdrawn from the plan.")))
        if page.standing and page.standing.touches(page.plan.ends_on):
            lines.append(status_line(page.standing, page.country, page.reader))
        return lines

    # What the three voices say

    @cached_property
    def verdict(self) -> str:
        return verdict_finding(self.page.voices.latest)

    @property
    def verdicts(self) -> list[Verdict]:
        """Each voice that can speak, with its latest rating."""
        voices = [v for v in VOICES if v != "government" or not self.page.plan.is_shadow]
        return [Verdict(voice, self.page.voices.latest[voice], self._note(voice)) for voice in voices]

    def _note(self, voice: Voice) -> str:
        page, on = self.page, self.page.voices.latest_on(voice)
        if on is None:
            coded = voice == "irm" and page.codings
            return gettext("coded below, but not how far it is carried out") if coded else ""
        if voice == "irm":
            said = [c for c in page.codings if c.is_rating and c.order_on == on][-1]
            parts = [said.on_text, report_name(said)]
        elif voice == "cso":
            parts = [page.reader.day(on), self._organisations]
        else:
            parts = [page.reader.day(on), self._period_of(on)]
        return " · ".join(filter(None, parts))

    @cached_property
    def _organisations(self) -> str:
        """How many organisations stand at each level, where there are several."""
        spread = self.page.voices.spread
        count = sum(spread.values())
        if count == 0:
            return ""
        counted = ngettext("%(count)s organisation", "%(count)s organisations", count) % {"count": count}
        if count == 1:
            return counted
        levels = ", ".join(f"{level_word(level)} {spread[level]}" for level in sorted(spread, reverse=True))
        # Translators: how civil society organisations rate, such as “3 organisations: Complete 1, Limited 2”.
        return gettext("%(organisations)s: %(levels)s") % {"organisations": counted, "levels": levels}

    def _period_of(self, on: dt.date) -> str:
        """The latest period that the government reported on that day."""
        named = (p.name for p in self.page.periods if any(r.on == on and not r.milestone for r in p.reports))
        return next(named, "")

    @cached_property
    def _undated(self) -> set[dt.date]:
        """Days that stand in for less exact dates: they order the IRM's codings and are not drawn."""
        return {coding.order_on for coding in self.page.codings if coding.on is None}

    # Their course over time

    @property
    def course(self) -> SafeString | None:
        """The three voices over time, or None where nobody has spoken on a day that is known."""
        voices, page = self.page.voices, self.page
        points = [
            charts.Rating(voice, on, level)
            for voice in VOICES
            for on, level in voices.course(voice)
            if voice != "irm" or on not in self._undated
        ]
        if not points:
            return None
        days = [point.on for point in points]
        events = self._events
        start = min([page.plan.starts_on, *days])
        last = max([page.plan.ends_on, *days, *(event.on for event in events)])
        end = page.today if not page.is_over else min(page.today, last + dt.timedelta(days=45))
        return charts.course(
            points,
            start=start,
            end=max(end, max(days) + dt.timedelta(days=1)),
            events=[event for event in events if start <= event.on <= end],
            title=gettext("The ratings of the three voices over time"),
        )

    @cached_property
    def _events(self) -> list[charts.Event]:
        page = self.page
        events = [
            charts.Event(page.plan.starts_on, pgettext("event", "Plan begins")),
            charts.Event(page.plan.ends_on, pgettext("event", "Plan ends")),
        ]
        for standing in page.standings:
            if standing.precision == "day" and page.plan.starts_on < standing.since <= page.today:
                # Translators: a dated event in a chart, such as “Membership: suspended”.
                text = gettext("Membership: %(state)s") % {"state": standing.state.label}
                events.append(charts.Event(standing.since, text))
        return events

    @property
    def course_table(self) -> SafeString:
        page = self.page
        rows = [
            charts.Rating("government", r.on, r.completion, p.name, "#g")
            for p in page.periods
            for r in p.reports
            if not r.milestone and r.completion is not None
        ]
        rows += [charts.Rating("cso", r.on, r.level, str(r.organisation), "#s") for r in page.ratings]
        rows += [
            charts.Rating("irm", c.on, c.level, report_name(c), "#i")
            for c in page.codings
            if c.is_rating and c.on
        ]
        caption = gettext("Every rating with its date and source")
        return charts.course_table(rows, page.reader.language, caption=caption)

    # What was promised

    @property
    def stand(self) -> Shown:
        """The summary under the title, when it is short enough to be one."""
        return self.page.summary.shown if self._has_stand else Shown("", "en", "en")

    @cached_property
    def _has_stand(self) -> bool:
        return len(self.page.summary.shown.text) <= STAND_LETTERS

    @property
    def promised(self) -> SafeString:
        """The texts of the plan under the headings of OGP's template, one bar for neighbours alike."""
        texts = dict(self.page.texts)
        if not self._has_stand:
            texts = {"summary": self.page.summary, **texts}
        headings = {
            "summary": gettext("Brief description"),
            "problem": gettext("The problem"),
            "causes": gettext("What causes it"),
            "done_so_far": gettext("What has been done so far"),
            "solution": gettext("What is promised"),
            "results": gettext("Results wanted"),
            "transparency": gettext("How it serves transparency"),
            "participation": gettext("How it serves participation"),
            "accountability": gettext("How it serves accountability"),
        }
        return grouped([(headings[name], text) for name, text in texts.items()])

    @property
    def head_notes(self) -> list[str]:
        """What a reader should know of the title and the summary."""
        texts = [self.page.title, *([self.page.summary] if self._has_stand else [])]
        return list(dict.fromkeys(note for text in texts for note in text.notes))

    # What was done

    @cached_property
    def milestones_heading(self) -> str:
        milestones = self.page.milestones
        return milestones_finding(sum(m.done is not None for m in milestones), len(milestones))

    @property
    def milestones(self) -> SafeString | None:
        return sections.milestones_chart(self.page, self.milestones_heading)

    @property
    def milestones_table(self) -> SafeString:
        return sections.milestones_table(self.page)

    @property
    def reports(self) -> SafeString:
        return commitment_said.reports(self.page)

    @property
    def ratings(self) -> SafeString:
        return commitment_said.ratings(self.page)

    @property
    def evidence_heading(self) -> str:
        return commitment_evidence.heading(self.page.evidence)

    @property
    def evidence(self) -> SafeString:
        return commitment_evidence.evidence(self.page.evidence, self.page.reader)

    @property
    def codings_table(self) -> SafeString:
        return sections.codings_table(self.page)

    @property
    def key_facts(self) -> SafeString:
        return key_facts(self.page, self.plan_name)
