"""The snapshot of a plan from the database: what is public, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.enums import ReportState
from commitments.models import Milestone
from monitoring.models import CsoRating, IrmCoding, IrmReport
from monitoring.reports.figures import verdicts
from monitoring.reports.gathering import build_snapshot
from monitoring.reports.snapshot import parse_snapshot
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.ledger import record, states_for
from plans.models import ReportingPeriod
from tests.cast import SECRET, Tenant, make_commitment, speak

pytestmark = pytest.mark.django_db


def test_snapshot_holds_the_published_commitment_and_its_voices(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        snapshot = build_snapshot(georgia.plan)

    (promise,) = snapshot.commitments
    assert promise.title == {"en": "Publish the register of owners"}
    assert [(rating.voice, rating.level) for rating in promise.ratings] == [
        ("government", 4),
        ("cso", 2),
        ("irm", 1),
    ]
    assert verdicts(snapshot)[0].distance == 3
    assert sorted(organisation.name["en"] for organisation in snapshot.organisations) == [
        "Ministry of georgia",
        "Watch of georgia",
    ]


def test_snapshot_holds_no_draft(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        CsoRating.objects.create(
            country=georgia.country,
            organisation=georgia.cso,
            commitment=georgia.commitment,
            completion=0,
            rationale_en=SECRET,
            rated_on=dt.date(2025, 1, 1),
            state=ReportState.DRAFT,
        )
        text = build_snapshot(georgia.plan).canonical

    assert "Half of the register is empty." in text
    assert SECRET not in text


def test_snapshot_holds_nothing_of_another_country(georgia: Tenant, ukraine: Tenant) -> None:
    with country_scope(georgia.country, ukraine.country):
        text = build_snapshot(georgia.plan).canonical

    assert "Watch of georgia" in text
    assert "Watch of ukraine" not in text


def test_same_data_gives_the_same_snapshot_and_it_reads_back(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        first, second = build_snapshot(georgia.plan), build_snapshot(georgia.plan)

    assert first.sha256 == second.sha256
    assert parse_snapshot(first.canonical) == first


def test_snapshot_of_a_period_ends_when_its_reports_are_due(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        snapshot = build_snapshot(georgia.plan, georgia.period)

    assert snapshot.data_as_of == georgia.period.due_on
    assert [rating.voice for rating in snapshot.commitments[0].ratings] == ["government"]


def test_ledger_tells_each_text_and_a_text_it_does_not_know_is_a_draft(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        record(states_for(georgia.commitment, ["title"], source_language="en"))
        states = {entry.text: entry.states for entry in build_snapshot(georgia.plan).ledger}

    assert states["commitments/1/title"] == {"en": "approved"}
    assert states["commitments/1/summary"] == {"en": "draft"}
    assert states["commitments/1/milestones/1/title"] == {"en": "draft"}


def test_queries_do_not_grow_with_commitments(georgia: Tenant) -> None:
    def queries() -> int:
        with country_scope(georgia.country), CaptureQueriesContext(connection) as captured:
            build_snapshot(georgia.plan)
        return len(captured)

    before = queries()
    with country_scope(georgia.country):
        for number in range(3, 9):
            promise = make_commitment(georgia.plan, key=str(number), number=str(number), position=number)
            speak(georgia, promise, government=3, cso=2, irm=2)
            Milestone.objects.create(country=georgia.country, commitment=promise, number="1", title_en="Step")

    assert queries() == before


def test_periods_stand_in_order(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        ReportingPeriod.objects.create(
            country=georgia.country,
            plan=georgia.plan,
            number=2,
            kind="half_year",
            starts_on=dt.date(2024, 7, 1),
            ends_on=dt.date(2024, 12, 31),
            due_on=dt.date(2025, 1, 15),
        )
        snapshot = build_snapshot(georgia.plan)

    assert [period.number for period in snapshot.periods] == [1, 2]


def test_irm_rating_without_a_day_is_counted_and_its_day_not_made_up(georgia: Tenant) -> None:
    with country_scope(georgia.country):
        IrmCoding.objects.update(coded_on=None)
        IrmReport.objects.update(published_on=None)
        (promise,) = build_snapshot(georgia.plan).commitments

    (irm,) = [rating for rating in promise.ratings if rating.voice == "irm"]
    assert (irm.level, irm.rated_on, irm.rated_precision) == (1, georgia.plan.ends_on, "")
    assert [(coding.coded_on, coding.coded_precision) for coding in promise.codings] == [(None, "")]
