"""The plan page's sentences, facts and charts, from its data."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.public.addresses import address
from ogp_portal.public.findings import days_late, due_in, kept_finding, late_finding, undone_finding
from ogp_portal.public.pages.membership import status_line
from ogp_portal.public.pages.plan import PlanPage
from ogp_portal.public.pages.plan_filters import Filters, rating_value
from ogp_portal.public.pages.rows import CommitmentInList
from ogp_portal.public.words import plan_with_years
from ogp_portal.web.charts import (
    Due,
    Now,
    Row,
    VoiceCounts,
    bars,
    bars_table,
    timeline,
    timeline_table,
)
from ogp_portal.web.charts.timeline import state_of
from ogp_portal.web.marks import LEVELS
from ogp_portal.web.parts import (
    CommitmentRow,
    Crumb,
    Fact,
    Status,
    commitment_rows,
    inline_text,
)
from plans.enums import PlanState

WAITING_SHOWN = 5
"""So many of the longest waiting stand at the top; the form has the rest."""


@dataclass(frozen=True)
class PlanParts:
    """What the template places, each part built when it is asked for."""

    page: PlanPage
    filters: Filters

    @cached_property
    def name(self) -> str:
        """“Sixth action plan, 2023–2025”."""
        plan = self.page.plan
        return plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)

    @property
    def crumbs(self) -> list[Crumb]:
        country = self.page.country
        return [
            Crumb(gettext("Six countries"), address("home")),
            Crumb(country.name, address("country", country=country.slug)),
            Crumb(self.name),
        ]

    @cached_property
    def headline(self) -> str:
        page = self.page
        return kept_finding(page.tallies, len(page.counted), has_government=not page.plan.is_shadow)

    @property
    def statuses(self) -> list[Status]:
        """Standing of the country, where it touches the plan; who wrote a shadow plan."""
        page, lines = self.page, []
        if page.standing and page.standing.touches(page.plan.ends_on):
            lines.append(status_line(page.standing, page.country, page.reader))
        if page.plan.is_shadow:
            lines.append(Status(self._who_wrote_it))
        return lines

    @property
    def _who_wrote_it(self) -> str:
        if said := self.page.plan.legal_act:
            return inline_text(said)
        return gettext("This plan was written by civil society. The government takes no part in it.")

    @property
    def facts(self) -> list[Fact]:
        page = self.page
        facts = [Fact(pgettext("of a plan", "State"), self._state())]
        if page.milestones_total:
            figures = gettext("%(done)s of %(total)s done") % {
                "done": page.milestones_done,
                "total": page.milestones_total,
            }
            facts.append(Fact(gettext("Milestones"), figures))
        if page.late:
            count = len(page.late)
            figures = ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}
            label = pgettext("commitments", "Not done by the end") if page.is_over else gettext("Late")
            facts.append(Fact(label, figures, late=True))
        if page.next_due and not page.is_over and not page.plan.is_shadow:
            when = f"{page.reader.day(page.next_due)}, {due_in((page.next_due - page.today).days)}"
            facts.append(Fact(gettext("Next report due"), when))
        return facts

    def _state(self) -> str:
        page, plan = self.page, self.page.plan
        date = {"date": page.reader.day(plan.ends_on)}
        if plan.has_ended(page.today):
            return gettext("its term ended on %(date)s") % date
        if plan.state == PlanState.IMPLEMENTATION:
            return gettext("carried out until %(date)s") % date
        return str(plan.state.label)

    @property
    def bars_sub(self) -> str:
        count = len(self.page.counted)
        return ngettext(
            "%(count)s commitment by the latest rating of each voice; the upright parts what is complete or"
            " substantial from the rest.",
            "%(count)s commitments by the latest rating of each voice; the upright parts what is complete or"
            " substantial from the rest.",
            count,
        ) % {"count": count}

    @cached_property
    def _counts(self) -> list[VoiceCounts]:
        page = self.page
        return [
            VoiceCounts(
                voice,
                tally.counts,
                {
                    level: f"?rating={rating_value(voice, level)}#c"
                    for level in (*LEVELS, None)
                    if tally.counts.get(level)
                },
            )
            for voice, tally in page.tallies.items()
        ]

    @property
    def bars(self) -> SafeString:
        return bars(self._counts, title=gettext("Who says the promises are kept"))

    @property
    def bars_table(self) -> SafeString:
        return bars_table(self._counts, caption=gettext("Commitments by the rating of each voice"))

    @property
    def waiting(self) -> list[tuple[CommitmentInList, str]]:
        """The longest waiting commitments with their delay."""
        return [(row, self._delay(row)) for row in self.page.late[:WAITING_SHOWN]]

    @property
    def waiting_left(self) -> str:
        """The words for those that do not stand at the top, or an empty text."""
        count = len(self.page.late)
        if not any(step.due for row in self.page.commitments for step in row.steps):
            return gettext("No milestone of this plan has a certain date")
        if count <= WAITING_SHOWN:
            return ""
        return ngettext("All %(count)s of them", "All %(count)s of them", count) % {"count": count}

    @property
    def count(self) -> str:
        shown, total = len(self.filters.found), len(self.page.commitments)
        return ngettext(
            "%(shown)s of %(total)s commitment shown",
            "%(shown)s of %(total)s commitments shown",
            total,
        ) % {"shown": shown, "total": total}

    @property
    def untranslated(self) -> str:
        """How many titles stand in another language than the page, or an empty text."""
        count = sum(row.title.is_fallback for row in self.filters.found)
        if not count:
            return ""
        return ngettext(
            "%(count)s title stands in another language, since it is not translated into this one yet.",
            "%(count)s titles stand in another language, since they are not translated into this one yet.",
            count,
        ) % {"count": count}

    @property
    def rows(self) -> SafeString:
        return commitment_rows([self._row(row) for row in self.filters.found])

    def _row(self, row: CommitmentInList) -> CommitmentRow:
        page = self.page
        under = [str(row.lead)] if row.lead else []
        under += [str(area.name) for area in row.areas]
        late = bool(row.late_days) and not row.is_withdrawn
        return CommitmentRow(
            url=row.url,
            title=str(row.title),
            ratings=row.levels,
            number=row.number,
            under=" · ".join(under),
            milestones=[state_of(step.due, step.done, page.as_of) for step in row.steps],
            last=self._delay(row) if late else self._last(row),
            last_late=late,
            title_lang=row.title.lang if row.title.is_fallback else "",
        )

    def _delay(self, row: CommitmentInList) -> str:
        if row.late_days not in self._delays:
            said = pgettext("commitment", "not done") if self.page.is_over else days_late(row.late_days)
            self._delays[row.late_days] = said
        return self._delays[row.late_days]

    @cached_property
    def _delays(self) -> dict[int, str]:
        """Each delay in words: many commitments wait since the same day."""
        return {}

    def _last(self, row: CommitmentInList) -> str:
        if row.is_withdrawn:
            return pgettext("state of a commitment", "withdrawn")
        if row.is_done:
            return pgettext("milestones of a commitment", "all done")
        # Of a plan that is over, a milestone without a certain date tells nothing.
        is_running = row.steps and not self.page.is_over
        return pgettext("milestones of a commitment", "under way") if is_running else ""

    @property
    def time_heading(self) -> str:
        count = len(self.page.late)
        if not any(step.due for row in self.page.commitments for step in row.steps):
            return gettext("No milestone of this plan has a certain date")
        return undone_finding(count) if self.page.is_over else late_finding(count)

    @property
    def _now(self) -> Now:
        page = self.page
        if page.is_over:
            end = gettext("end of the plan")
            return Now(page.as_of, end)
        date = {"date": page.reader.day(page.today)}
        return Now(page.today, gettext("today, %(date)s") % date, gettext("today"))

    @cached_property
    def _time_rows(self) -> Sequence[Row]:
        return [
            Row(
                row.number,
                str(row.short),
                [Due(step.due, step.done, step.number, step.due_text) for step in row.steps],
                row.url,
                self._delay(row) if row.late_days else "",
                note_late=bool(row.late_days),
                lang=row.short.lang if row.short.is_fallback else "",
            )
            for row in self.filters.found
            if row.steps and not row.is_withdrawn
        ]

    @cached_property
    def time(self) -> SafeString | None:
        """Milestones in time with the table of the same dates, or None where there are none."""
        rows, page = self._time_rows, self.page
        if not rows:
            return None
        days = [due.due for row in rows for due in row.milestones if due.due]
        end = max([page.plan.ends_on, page.as_of, *days])
        start = min([page.plan.starts_on, *days])
        return timeline(rows, start=start, end=end, now=self._now, title=self.time_heading)

    @property
    def time_table(self) -> SafeString:
        caption = gettext("Milestones: when due, when done")
        return timeline_table(self._time_rows, self.page.reader.language, caption=caption)
