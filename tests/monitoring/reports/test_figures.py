"""Figures against a slow count by hand."""

from datetime import date

from monitoring.reports.figures import (
    coverage,
    furthest_apart,
    late_days,
    late_milestones,
    tallies,
    verdicts,
)
from monitoring.reports.sample import sample_snapshot
from monitoring.reports.snapshot import Loose, Milestone


def _milestone(due: Loose, completed_on: date | None = None, level: int | None = None) -> Milestone:
    return Milestone("1", {}, {}, "", Loose(None, "", ""), due, completed_on, level)


def test_tallies_count_what_each_voice_says_last() -> None:
    snapshot = sample_snapshot(8)
    by_hand = {"government": 0, "cso": 0, "irm": 0}
    for promise in snapshot.commitments:
        for voice in by_hand:
            said = [rating for rating in promise.ratings if rating.voice == voice]
            last = max(said, key=lambda rating: rating.rated_on, default=None)
            by_hand[voice] += last is not None and (last.level or 0) >= 3

    assert {tally.voice: tally.kept for tally in tallies(verdicts(snapshot))} == by_hand


def test_furthest_apart_is_sorted_and_leaves_agreement_out() -> None:
    distances = [row.distance for row in furthest_apart(verdicts(sample_snapshot(16)), 20)]

    assert distances == sorted(distances, reverse=True)
    assert 0 not in distances


def test_late_days_counts_from_the_day_after() -> None:
    due = Loose(date(2025, 6, 29), "day", "")

    assert late_days(_milestone(due), date(2025, 6, 29)) == 0
    assert late_days(_milestone(due), date(2025, 6, 30)) == 1


def test_late_days_is_none_for_what_is_done_or_ongoing() -> None:
    long_ago, as_of = date(2020, 1, 1), date(2025, 6, 30)

    assert late_days(_milestone(Loose(long_ago, "day", ""), completed_on=as_of), as_of) == 0
    assert late_days(_milestone(Loose(long_ago, "day", ""), level=4), as_of) == 0
    assert late_days(_milestone(Loose(long_ago, "ongoing", "")), as_of) == 0
    assert late_days(_milestone(Loose(None, "", "some day")), as_of) == 0


def test_late_milestones_begin_with_the_longest_overdue() -> None:
    days = [item.days for item in late_milestones(sample_snapshot(12))]

    assert days == sorted(days, reverse=True)
    assert days[-1] > 0


def test_coverage_adds_up_to_all_texts() -> None:
    snapshot = sample_snapshot(12)

    found = coverage(snapshot, "en")

    assert found.total == len(snapshot.ledger)
    assert found.approved + found.stale + found.unapproved + found.missing == found.total
    assert found.missing > 0
    assert found.stale > 0
    assert coverage(snapshot, "ka").approved == found.total
