"""The desk's home: all jobs of a person in one order, and beside them what they look after."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from monitoring.models import Evidence
from ogp_portal.accounts.models import User
from ogp_portal.desk.pages.jobs import KINDS
from ogp_portal.desk.pages.jobs.evidence import own_rows
from ogp_portal.desk.pages.jobs.job import Asking, Group, Job, More, commitment_label
from ogp_portal.desk.pages.jobs.progress import Standing, standings
from ogp_portal.desk.pages.jobs.text import Ledger, ledgers
from ogp_portal.desk.pages.menu import Area, areas_for
from ogp_portal.desk.pages.texts.queue import state_count
from ogp_portal.desk.pages.texts.worth import IN_ORDER
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from plans.words import plan_with_years

BESIDE = 12
"""So many lines in the column beside the jobs."""


@dataclass(frozen=True)
class Part:
    """The jobs of one group; `total` counts also those that are not shown."""

    group: Group
    jobs: Sequence[Job]
    more: Sequence[More]

    @property
    def heading(self) -> str:
        return self.group.heading

    @property
    def is_late(self) -> bool:
        return self.group == Group.LATE

    @property
    def total(self) -> int:
        return sum(job.weight for job in self.jobs) + sum(more.count for more in self.more)


@dataclass(frozen=True)
class LedgerLine:
    """A state of the texts of a plan: in a word, with a link to them."""

    state: str
    text: str
    url: str


@dataclass(frozen=True)
class LedgerBox:
    """How the texts of a plan stand in one language."""

    heading: str
    name: str
    lines: Sequence[LedgerLine]


@dataclass(frozen=True)
class EvidenceLine:
    """A piece of the organisation's own evidence."""

    title: Shown
    label: str
    state: str
    turn: str
    url: str


@dataclass
class Home:
    """What the page shows."""

    asking: Asking
    parts: list[Part]
    periods: list[Standing] = field(default_factory=list)
    ledgers: list[LedgerBox] = field(default_factory=list)
    evidence: list[EvidenceLine] = field(default_factory=list)
    evidence_total: int = 0

    @cached_property
    def areas(self) -> list[Area]:
        return areas_for(self.asking.user)

    @cached_property
    def headline(self) -> str:
        """The finding: what is late, and what is next."""
        late = self._total(Group.LATE)
        due = next((part.jobs for part in self.parts if part.group == Group.DUE), ())
        first = _late_sentence(late) if late else gettext("Nothing is late.")
        if due:
            return f"{first} {_next_sentence(due[0])}"
        if late:
            return first
        texts = self._total(Group.UNTRANSLATED)
        others = sum(part.total for part in self.parts) - texts
        if others:
            return f"{first} {_waiting_sentence(others)}"
        return f"{first} {_texts_sentence(texts)}" if texts else gettext("Nothing waits for you.")

    def _total(self, group: Group) -> int:
        return sum(part.total for part in self.parts if part.group == group)

    @property
    def has_beside(self) -> bool:
        return bool(self.periods or self.ledgers or self.evidence)

    @property
    def evidence_left(self) -> int:
        return self.evidence_total - len(self.evidence)


def home_of(user: User, language: str) -> Home:
    """Ask every kind for its jobs, and put them in one order."""
    asking = Asking(user, language)
    found = [kind(asking) for kind in KINDS]
    jobs = [job for one in found for job in one.jobs]
    more = [line for one in found for line in one.more]
    parts = [
        Part(
            group,
            sorted((job for job in jobs if job.group == group), key=_turn),
            [line for line in more if line.group == group],
        )
        for group in Group
    ]
    home = Home(asking, [part for part in parts if part.jobs or part.more])
    # The next one due of which something is missing; one that was opened again may be complete.
    home.periods = sorted(standings(asking), key=lambda one: one.handed_in == len(one.lines))[:1]
    home.ledgers = [] if home.periods else [_ledger_box(asking, one) for one in ledgers(asking)]
    home.evidence, home.evidence_total = _own_evidence(asking)
    return home


def _turn(job: Job) -> tuple[int, str]:
    """What has been due longest, or is due next, first; else what has waited longest; dateless last."""
    return (job.days, "") if job.days else (0, job.on.isoformat() if job.on else "9")


def _late_sentence(count: int) -> str:
    return ngettext("%(count)s thing is late.", "%(count)s things are late.", count) % {"count": count}


def _next_sentence(job: Job) -> str:
    words = {"days": job.days, "period": job.period}
    if job.period and job.days == 0:
        return gettext("The report is due today (%(period)s).") % words
    if job.period:
        # Translators: the period is such as “1st half of 2025”.
        return (
            ngettext(
                "The report is due in %(days)s day (%(period)s).",
                "The report is due in %(days)s days (%(period)s).",
                job.days,
            )
            % words
        )
    if job.days == 0:
        return gettext("The next thing is due today.")
    return (
        ngettext(
            "The next thing is due in %(days)s day.", "The next thing is due in %(days)s days.", job.days
        )
        % words
    )


def _waiting_sentence(count: int) -> str:
    return ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count) % {
        "count": count
    }


def _texts_sentence(count: int) -> str:
    return ngettext("%(count)s text is not translated.", "%(count)s texts are not translated.", count) % {
        "count": count
    }


def _ledger_box(asking: Asking, ledger: Ledger) -> LedgerBox:
    plan = ledger.plan
    name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
    country = country_by_id(plan.country_id).form("name", asking.language)
    lines = [
        LedgerLine(state.value, state_count(state, ledger.counts[state]), ledger.address(state.value))
        for state in IN_ORDER
    ]
    return LedgerBox(standing_name(ledger.language, asking.language), f"{country}: {name}", lines)


def _own_evidence(asking: Asking) -> tuple[list[EvidenceLine], int]:
    """Of the person's organisations, the newest first, and how many there are."""
    rows = own_rows(asking)
    newest = sorted(rows, key=lambda row: -row.pk)[:BESIDE]
    return [_evidence_line(asking, row) for row in newest], rows[0].in_all if rows else 0


def _evidence_line(asking: Asking, row: Evidence) -> EvidenceLine:
    turns = {"draft": "r0", "returned": "r1", "submitted": "r1"}
    state = gettext("replied to") if row.replied_at else row.get_state_display()
    return EvidenceLine(
        asking.shown(row, "title"),
        commitment_label(row.commitment.number),
        state,
        turns.get(row.state, "r2"),
        reverse("desk:evidence", args=[row.pk]),
    )
