"""The parts of a report that speak of the whole plan: what stands in them, ready for the template."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.reports import drawing, sentences
from monitoring.reports.drawing_time import LANE_WIDTH, Axis, lane, lane_head
from monitoring.reports.figures import (
    LEVELS,
    LateMilestone,
    Verdict,
    coverage,
    furthest_apart,
    late_days,
    late_milestones,
)
from monitoring.reports.reader import Reader, said_once
from monitoring.reports.snapshot import Commitment
from monitoring.voices import VOICES, Tally
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.enums import MembershipState
from ogp_portal.web.marks import level_word, voice_name
from plans.enums import PlanState

MOST_APART = 5
MOST_LATE = 60
"""Rows of the table of late milestones; the sentence above it counts them all."""


def level_words() -> dict[int, str]:
    """The words of the common scale."""
    return {level: level_word(level) for level in LEVELS}


def cover(reader: Reader, rows: tuple[Verdict, ...], tallies: tuple[Tally, ...]) -> dict[str, Any]:
    """The first page: whose plan, the finding, and the drawing of the data."""
    below = f"{reader.country}: {reader.plan}"
    title = _("Commitments on the five lines of the scale, each with the marks of its voices.")
    return {
        "country": reader.country,
        "years": reader.years,
        "plan": reader.plan,
        "finding": sentences.kept_finding(reader, tallies),
        "drawing": drawing.score(rows, level_words(), below, title),
    }


def summary(reader: Reader, rows: tuple[Verdict, ...], tallies: tuple[Tally, ...]) -> dict[str, Any]:
    """Who says it is kept: a bar and a row for each voice, and where the voices are furthest apart."""
    apart = [compared(reader, row) for row in furthest_apart(rows, MOST_APART)]
    kept = {
        tally.voice: _("%(kept)s of %(all)s kept or nearly kept")
        % {"kept": reader.number(tally.kept), "all": reader.number(tally.rated)}
        for tally in tallies
    }
    names = {voice: voice_name(voice) for voice in VOICES}
    title = _("Commitments at each level, by voice. The table below has the figures.")
    return {
        "finding": sentences.kept_finding(reader, tallies),
        "distance": sentences.distance_finding(reader, rows),
        "bars": drawing.bars(tallies, names, kept, title),
        "legend": [reader.said("government", level) for level in LEVELS],
        "levels": [level_word(level) for level in (*LEVELS, None)],
        "table": [
            {
                "voice": names[tally.voice],
                "counts": [reader.number(tally.counts.get(level, 0)) for level in (*LEVELS, None)],
                "all": reader.number(len(rows)),
            }
            for tally in tallies
        ],
        "notice": said_once(apart),
        "apart": apart,
        "voices": list(names.values()),
    }


def compared(reader: Reader, row: Verdict) -> dict[str, Any]:
    """One commitment in a table of the three voices."""
    return {
        "key": row.commitment.key,
        "number": row.commitment.number,
        "title": reader.text(row.commitment.title),
        "said": [reader.said(voice, row.voices.latest[voice]) for voice in VOICES],
        "steps": reader.number(row.distance) if row.is_compared else "–",
        "is_withdrawn": row.commitment.state == "withdrawn",
    }


def glance(reader: Reader, rows: Iterable[Verdict]) -> dict[str, Any]:
    """Every commitment in one table."""
    every = [compared(reader, row) for row in rows]
    return {"notice": said_once(every), "rows": every}


def _late_row(reader: Reader, item: LateMilestone) -> dict[str, Any]:
    return {
        "key": item.commitment.key,
        "commitment": item.commitment.number,
        "title": reader.text(item.milestone.title),
        "responsible": reader.organisation(item.milestone.responsible or item.commitment.lead),
        "due": reader.loose(item.milestone.due),
        "days": reader.number(item.days),
    }


def schedule(reader: Reader) -> dict[str, Any]:
    """What is late, and every commitment's milestones in time."""
    snapshot = reader.snapshot
    late = late_milestones(snapshot)
    rows = [_late_row(reader, item) for item in late[:MOST_LATE]]
    promises = [promise for promise in snapshot.commitments if promise.milestones]
    return {
        "headline": sentences.late_headline(reader, late),
        "as_of": reader.day(snapshot.data_as_of),
        "notice": said_once(rows),
        "late": rows,
        "left_out": reader.number(len(late) - MOST_LATE) if len(late) > MOST_LATE else "",
        "lanes": _lanes(reader, promises) if promises else None,
    }


def _lanes(reader: Reader, promises: list[Commitment]) -> dict[str, Any]:
    snapshot = reader.snapshot
    due = [step.due.on for promise in promises for step in promise.milestones if step.due.on]
    axis = Axis(min([snapshot.plan.starts_on, *due]), max([snapshot.plan.ends_on, *due]), 2, LANE_WIDTH - 6)
    rows = []
    for promise in promises:
        done, late = milestone_counts(promise, reader)
        words = sentences.milestones_finding(reader, done, len(promise.milestones), late)
        rows.append(
            {
                "key": promise.key,
                "number": promise.number,
                "title": reader.marked(promise.title),
                "drawing": lane(axis, promise.milestones, snapshot.data_as_of, words),
                "done": pgettext("milestones done", "%(done)s of %(all)s")
                % {"done": reader.number(done), "all": reader.number(len(promise.milestones))},
                "late": reader.number(late) if late else "",
            }
        )
    return {"head": lane_head(axis, _("The years of the plan")), "rows": rows}


def milestone_counts(promise: Commitment, reader: Reader) -> tuple[int, int]:
    """How many milestones of a commitment are done, and how many are late."""
    done = sum(step.completed_on is not None or step.level == 4 for step in promise.milestones)
    late = sum(late_days(step, reader.snapshot.data_as_of) > 0 for step in promise.milestones)
    return done, late


def membership(reader: Reader) -> dict[str, Any]:
    """The country's standing in the partnership and the facts of the plan."""
    snapshot, plan = reader.snapshot, reader.snapshot.plan
    return {
        "title": reader.text(plan.title),
        "state": PlanState(plan.state).label,
        "starts": reader.day(plan.starts_on),
        "ends": reader.day(plan.ends_on),
        "legal_act": reader.text(plan.legal_act),
        "ogp_id": plan.ogp_id,
        "statuses": [
            {
                "state": MembershipState(status.state).label,
                "since": reader.dated(status.since, status.since_precision),
                "until": reader.day(status.until),
                "basis": reader.text(status.basis),
            }
            for status in snapshot.memberships
        ],
        "periods": [
            {
                "name": reader.period(period),
                "starts": reader.short_day(period.starts_on),
                "ends": reader.short_day(period.ends_on),
                "due": reader.short_day(period.due_on),
            }
            for period in snapshot.periods
        ],
    }


def languages(reader: Reader) -> dict[str, Any]:
    """How much of the report stands in which language."""
    every = [coverage(reader.snapshot, language) for language in LANGUAGES]
    return {
        "finding": sentences.coverage_finding(reader, coverage(reader.snapshot, reader.language)),
        "rows": [
            {
                "name": OWN_NAMES[found.language],
                "counts": [
                    reader.number(count)
                    for count in (found.approved, found.stale, found.unapproved, found.missing)
                ],
            }
            for found in every
        ],
    }
