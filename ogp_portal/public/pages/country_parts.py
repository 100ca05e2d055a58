"""A country's page in sentences, facts, charts and tables, from its data."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from monitoring.voices import VOICES
from ogp_portal.languages.formats import format_percent
from ogp_portal.languages.registry import name_of
from ogp_portal.public.addresses import address
from ogp_portal.public.findings import days_late, due_in, kept_finding
from ogp_portal.public.findings_region import plan_standing, steps_apart, untranslated
from ogp_portal.public.pages.country import CountryPage, Current, Step
from ogp_portal.public.pages.home import plan_url, row_title
from ogp_portal.public.pages.lanes import FIRST_DAY, lane_of, last_day, membership_words, plan_words
from ogp_portal.public.pages.membership import status_line
from ogp_portal.public.pages.tallies import by_distance, widest
from ogp_portal.public.words import from_to, period_name, plan_with_years
from ogp_portal.tenancy.enums import MembershipState
from ogp_portal.web.charts import Cell, VoiceCounts, bars, bars_table, lane_axis, table
from ogp_portal.web.parts import CommitmentRow, Crumb, Fact, Status, commitment_rows
from plans.queries import PlanEntry

APART = 5


@dataclass(frozen=True)
class CountryParts:
    """What the template places, each part built when it is asked for."""

    page: CountryPage

    @property
    def crumbs(self) -> list[Crumb]:
        return [
            Crumb(gettext("Six countries"), address("home")),
            Crumb(self.page.country.name),
        ]

    @cached_property
    def finding(self) -> str:
        current = self.page.current
        if current is None:
            return gettext("No action plan with commitments has been published here yet.")
        total = len(current.commitments)
        return kept_finding(current.tallies, total, has_government=not current.plan.is_shadow)

    @property
    def plan_words(self) -> str:
        """The current plan, its years and how it stands."""
        current, standing = self.page.current, self.page.standing
        return plan_words(
            current.plan if current else None,
            next((s for s in self.page.statuses if standing and s.since == standing.since), None),
            self.page.today,
        )

    @property
    def statuses(self) -> list[Status]:
        """The country's standing with date, basis and source; who wrote a shadow plan."""
        page, lines = self.page, []
        if page.standing:
            lines.append(status_line(page.standing, page.country, page.reader))
        if page.current and page.current.plan.is_shadow:
            said = gettext("This plan was written by civil society. The government takes no part in it.")
            lines.append(Status(said))
        return lines

    @property
    def basis_notice(self) -> str:
        """Says that the basis of the standing is shown in another language, or an empty text."""
        standing = self.page.standing
        return standing.basis.notice() if standing and standing.basis else ""

    @property
    def dialogue(self) -> list[tuple[str, str]]:
        """Where people speak with the government: an address and its name each."""
        slug = self.page.country.slug
        return [
            (address("forum", country=slug), gettext("Multi-stakeholder forum")),
            (address("consultation_list", country=slug), gettext("Consultations")),
            (address("organisation_list", country=slug), gettext("Organisations")),
        ]

    @property
    def facts(self) -> list[Fact]:
        """Progress at a glance."""
        current = self.page.current
        if current is None:
            return []
        count = len(current.commitments)
        facts = [Fact(gettext("Commitments"), str(count))]
        if current.milestones:
            figures = gettext("%(done)s of %(total)s done")
            figures %= {"done": current.done, "total": current.milestones}
            facts.append(Fact(gettext("Milestones"), figures))
        if current.late_count:
            late = current.late_count
            words = ngettext("%(count)s milestone", "%(count)s milestones", late) % {"count": late}
            label = pgettext("milestones", "Not done by the end") if self.page.is_over else gettext("Late")
            facts.append(Fact(label, words, late=True))
        return [*facts, *self._next_report(current)]

    def _next_report(self, current: Current) -> list[Fact]:
        report, page = current.next_report, self.page
        if report is None or current.plan.is_shadow:
            return []
        period = period_name(report.kind, report.starts_on, report.ends_on, page.reader)
        when = f"{page.reader.day(report.due_on)}, {due_in((report.due_on - page.today).days)}"
        # Translators: the period is “3rd quarter of 2026” or two dates.
        label = gettext("Next report due, period: %(period)s") % {"period": period}
        return [Fact(label, when)]

    @cached_property
    def _counts(self) -> list[VoiceCounts]:
        current = self.page.current
        if current is None:
            return []
        return [VoiceCounts(voice, tally.counts) for voice, tally in current.tallies.items()]

    @property
    def bars(self) -> SafeString | None:
        if not self._counts:
            return None
        return bars(self._counts, title=gettext("Who says the promises are kept"))

    @property
    def bars_table(self) -> SafeString:
        return bars_table(self._counts, caption=gettext("Commitments by the rating of each voice"))

    @property
    def late_heading(self) -> str:
        return pgettext("milestones", "Not done by the end") if self.page.is_over else gettext("What is late")

    @property
    def late(self) -> list[tuple[Step, str]]:
        """Late milestones, the longest first, with their delay."""
        current, today = self.page.current, self.page.today
        if current is None:
            return []
        over = self.page.is_over
        return [(step, "" if over else days_late((today - step.due).days)) for step in current.late]

    @property
    def late_left(self) -> str:
        """The words for the late milestones that do not stand here, or an empty text."""
        current = self.page.current
        left = current.late_count - len(current.late) if current else 0
        if left <= 0:
            return ""
        return ngettext("%(count)s more", "%(count)s more", left) % {"count": left}

    @property
    def untranslated(self) -> str:
        """How many titles stand in another language than the page, or an empty text."""
        page = self.page
        titles = [page.reader.shown(plan.title) for plan in page.plans]
        titles += [step.title for step in (*page.current.late, *page.current.next)] if page.current else []
        fallbacks = sum(title.is_fallback for title in titles)
        return untranslated(fallbacks + sum(bool(row.title_lang) for row in self._apart_rows))

    @property
    def apart(self) -> SafeString | None:
        """The commitments on which the voices differ most."""
        return commitment_rows(self._apart_rows, "apart") if self._apart_rows else None

    @cached_property
    def _apart_rows(self) -> list[CommitmentRow]:
        current, reader = self.page.current, self.page.reader
        if current is None:
            return []
        chosen = set(widest(current.said, APART))
        found = {row.pk: row for row in current.commitments if row.pk in chosen}
        named = {pk: row_title(row.short_text, row.title_text) for pk, row in found.items()}
        pairs = [(pk, text[2:]) for pk, text in named.items()]
        rows = []
        for pk in by_distance(pairs, current.said, reader.language)[:APART]:
            text, said = reader.shown(named[pk]), current.said[pk]
            rows.append(
                CommitmentRow(
                    url=f"{current.url}{found[pk].key}/",
                    title=text.text,
                    title_lang=text.lang if text.is_fallback else "",
                    ratings=[said.latest[voice] for voice in VOICES],
                    last=steps_apart(said.distance or 0),
                )
            )
        return rows

    @property
    def years(self) -> str:
        return f"{FIRST_DAY.year}–{last_day(self.page.plans, self.page.today).year}"

    @property
    def axis(self) -> SafeString:
        return lane_axis(start=FIRST_DAY, end=last_day(self.page.plans, self.page.today))

    @property
    def lane(self) -> SafeString:
        page = self.page
        urls = {plan.pk: self._url(plan) for plan in page.plans}
        current = page.current.plan if page.current else None
        end = last_day(page.plans, page.today)
        drawn = lane_of(
            page.country, page.plans, current, page.statuses, page.reader, urls, end=end, today=page.today
        )
        return drawn.svg

    def _url(self, plan: PlanEntry) -> str:
        return plan_url(self.page.country, plan)

    @property
    def plans_table(self) -> SafeString:
        """All plans, the newest first."""
        head = [
            gettext("Plan"),
            pgettext("of a plan", "Title"),
            pgettext("of a plan", "State"),
            gettext("Commitments"),
            pgettext("where data come from", "Source"),
        ]
        rows = [self._plan_row(plan) for plan in reversed(self.page.plans)]
        return table(gettext("All action plans, the newest first"), head, rows)

    def _plan_row(self, plan: PlanEntry) -> list[str | int | Cell]:
        title = self.page.reader.shown(plan.title)
        standing = self.page.standing
        state = standing.state if standing else ""
        return [
            Cell(plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on), self._url(plan)),
            Cell(title.text, "", title.lang if title.is_fallback else ""),
            plan_standing(plan.state, plan.ends_on, self._standing_of(plan, state), self.page.today),
            plan.commitments,
            _source(plan),
        ]

    def _standing_of(self, plan: PlanEntry, state: str) -> str:
        """A standing bears on the plans that it found under way, not on those that were over before."""
        standing = self.page.standing
        held = standing is not None and standing.since <= plan.ends_on and not plan.is_shadow
        current = self.page.current
        return state if held or (current is not None and plan is current.plan) else ""

    @property
    def membership_table(self) -> SafeString:
        """The country's standings, the newest first."""
        page = self.page
        head = [
            gettext("Standing"),
            gettext("From – to"),
            pgettext("what a standing rests on", "Basis"),
            pgettext("where data come from", "Source"),
        ]
        rows: list[list[str | int | Cell]] = []
        for at, s in reversed(list(enumerate(page.standings))):
            since = page.reader.loose_day("", s.since, s.precision)
            ends = self._until(at) or gettext("today")
            never = s.state == MembershipState.NEVER_MEMBER
            rows.append(
                [
                    str(s.state.label),
                    "" if never else from_to(since, ends),
                    Cell(str(s.basis), "", s.basis.lang if s.basis.is_fallback else ""),
                    Cell(urlsplit(s.source_url).netloc.removeprefix("www."), s.source_url),
                ]
            )
        return table(gettext("Membership of the Open Government Partnership, the newest first"), head, rows)

    def _until(self, at: int) -> str:
        """The end of a standing: where the next one begins there, no more exact than that."""
        standings, reader = self.page.standings, self.page.reader
        until, follower = standings[at].until, standings[at + 1 : at + 2]
        if until is None:
            return ""
        if follower and follower[0].since == until:
            return reader.loose_day("", until, follower[0].precision)
        return reader.day(until)

    @property
    def membership(self) -> str:
        """The standing today as a line."""
        statuses = self.page.statuses
        standing = self.page.standing
        now = next((s for s in statuses if standing and s.since == standing.since), None)
        return membership_words(now, self.page.reader)

    @property
    def languages_table(self) -> SafeString | None:
        """How much of the current plan stands approved in each language that has any of it."""
        current = self.page.current
        readable = [r for r in current.readable if r.coverage.approved] if current else []
        if not readable:
            return None
        head = [
            gettext("Language"),
            gettext("Texts approved"),
            gettext("Share"),
        ]
        rows: list[list[str | int | Cell]] = [
            [
                r.name,
                gettext("%(done)s of %(total)s") % {"done": r.coverage.approved, "total": r.coverage.total},
                format_percent(r.coverage.approved / r.coverage.total, self.page.reader.language),
            ]
            for r in readable
        ]
        return table(gettext("Texts of the current plan by language"), head, rows)

    @property
    def languages_missing(self) -> str:
        """The languages that have nothing of the plan yet, in a row; names stand after a colon."""
        current = self.page.current
        return ", ".join(
            name_of(r.coverage.language, self.page.reader.language)
            for r in (current.readable if current else [])
            if not r.coverage.approved
        )


def _source(plan: PlanEntry) -> str:
    if plan.is_demo:
        return pgettext("where data come from", "demonstration data")
    if plan.is_imported:
        return pgettext("where data come from", "OGP’s data")
    return pgettext("where data come from", "entered here")
