"""The plan page's data: what is late, what a filter finds, what is over."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils.translation import override

from commitments.models import CommitmentArea, Milestone
from monitoring.enums import IrmReportKind
from monitoring.models import IrmCoding, IrmReport
from ogp_portal.languages.fields import set_texts
from ogp_portal.public.pages.plan import PlanPage, plan_page
from ogp_portal.public.pages.plan_filters import Filters
from ogp_portal.public.pages.plan_parts import PlanParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.tenancy.directory import country_by_id
from plans.enums import PlanState
from tests.cast import Tenant, make_commitment
from tests.public.making import Made, make_plan, row_levels

DURING, AFTER = dt.date(2025, 3, 1), dt.date(2026, 6, 1)


@contextmanager
def shown(
    tenant: Tenant, key: str = "6", today: dt.date = DURING, language: str = "en"
) -> Iterator[PlanPage]:
    with override(language), public_scope(tenant.country):
        country = country_by_id(tenant.country.pk)
        page = plan_page(country, key, Reader.of(country), today)
        assert page is not None
        yield page


@pytest.fixture
def made(ukraine: Tenant) -> Made:
    """Three commitments without milestones: 1 kept by all, 2 where the voices part, 3 unrated."""
    with country_scope(ukraine.country):
        made = make_plan(ukraine.country, 0)
        for number in ("1", "2", "3"):
            made.commitments.append(
                make_commitment(
                    made.plan, number=number, key=number, position=int(number), title_en=f"Promise {number}"
                )
            )
        row_levels(made, made.commitments[0], government=4, cso=[4, 3], irm=3)
        row_levels(made, made.commitments[1], government=4, cso=[1, 2], irm=1)
    return made


def due(tenant: Tenant, made: Made, at: int, on: dt.date | None, **fields: object) -> None:
    with country_scope(tenant.country):
        Milestone.objects.create(
            country=tenant.country,
            commitment=made.commitments[at],
            number="1",
            ends_on=on,
            ends_precision="day" if on else "",
            **fields,
        )


def numbers(page: PlanPage, **asked: str) -> list[str]:
    return [row.number for row in Filters(page.commitments, page.voices, asked, "en").found]


def test_codings_without_a_day_are_ordered_by_their_report(ukraine: Tenant, made: Made) -> None:
    with country_scope(ukraine.country):
        IrmCoding.objects.all().delete()
        for kind, level in ((IrmReportKind.END_OF_TERM, 2), (IrmReportKind.PROGRESS, 4)):
            report = IrmReport.objects.create(country=ukraine.country, plan=made.plan, kind=kind)
            IrmCoding.objects.create(
                report=report,
                commitment=made.commitments[0],
                indicator="completion",
                scale_version="2013-",
                label="x",
                level=level,
            )
    with shown(ukraine) as page:
        assert page.commitments[0].levels == [4, 3, 2]


def test_levels_are_the_latest_of_each_voice(ukraine: Tenant, made: Made) -> None:
    with shown(ukraine) as page:
        assert [row.levels for row in page.commitments] == [[4, 3, 3], [4, 1, 1], [None, None, None]]
        assert [row.distance for row in page.commitments] == [1, 3, None]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["1", "2", "3"]),
        ({"rating": "irm-3"}, ["1"]),
        ({"rating": "government-none"}, ["3"]),
        ({"apart": "1"}, ["1", "2"]),
        ({"order": "distance"}, ["2", "1", "3"]),
        ({"rating": "government-4", "apart": "1", "order": "distance"}, ["2", "1"]),
    ],
)
def test_filters_find(ukraine: Tenant, made: Made, asked: dict[str, str], found: list[str]) -> None:
    with shown(ukraine) as page:
        assert numbers(page, **asked) == found


def test_filters_by_area_and_lead(ukraine: Tenant, made: Made) -> None:
    with country_scope(ukraine.country):
        area = made.areas[0]
        CommitmentArea.objects.create(country=ukraine.country, commitment=made.commitments[1], area=area)
        made.commitments[2].lead = made.lead
        made.commitments[2].save()
    with shown(ukraine) as page:
        assert numbers(page, area=area.slug) == ["2"]
        assert numbers(page, lead=str(made.lead.pk)) == ["3"]
        filters = Filters(page.commitments, page.voices, {"area": area.slug}, "en")
        assert [(option.value, option.count, option.is_chosen) for option in filters.areas] == [
            (area.slug, 1, True)
        ]


def test_late_counts_days_past_the_last_day_a_date_can_mean(ukraine: Tenant, made: Made) -> None:
    due(ukraine, made, 0, DURING - dt.timedelta(days=5))
    due(ukraine, made, 1, DURING)
    due(ukraine, made, 2, DURING - dt.timedelta(days=9), completed_on=DURING)
    with shown(ukraine) as page:
        assert [row.late_days for row in page.commitments] == [5, 0, 0]
        assert numbers(page, late="1") == ["1"]
        assert numbers(page, state="done") == ["3"]
        assert numbers(page, state="open") == ["1", "2"]
        assert PlanParts(page, Filters(page.commitments, page.voices, {}, "en")).time_heading == (
            "1 commitment is late"
        )


def test_date_that_is_not_certain_is_shown_as_given_and_never_late(ukraine: Tenant, made: Made) -> None:
    due(ukraine, made, 0, None, ends_text="after the elections")
    with shown(ukraine) as page:
        step = page.commitments[0].steps[0]
        assert (step.due_text, page.commitments[0].late_days) == ("after the elections", 0)


def test_closed_plan_waits_no_longer(ukraine: Tenant, made: Made) -> None:
    due(ukraine, made, 0, dt.date(2025, 12, 1))
    with country_scope(ukraine.country):
        made.plan.state = PlanState.CLOSED
        made.plan.save()
    with shown(ukraine, today=AFTER) as page:
        parts = PlanParts(page, Filters(page.commitments, page.voices, {}, "en", page.is_over))
        assert page.is_over
        assert parts.time_heading == "1 commitment was not done by the end of the plan"
        assert [delay for _, delay in parts.waiting] == ["not done"]


def test_plan_past_its_last_day_that_is_not_closed_still_waits(ukraine: Tenant, made: Made) -> None:
    due(ukraine, made, 0, dt.date(2025, 12, 1))
    with shown(ukraine, today=AFTER) as page:
        assert not page.is_over
        assert page.late[0].late_days == (AFTER - dt.date(2025, 12, 1)).days


def test_short_title_never_outranks_a_translated_title(ukraine: Tenant, made: Made) -> None:
    with country_scope(ukraine.country):
        first = made.commitments[0]
        set_texts(first, "title", {"uk": "Обіцянка"})
        set_texts(first, "short_title", {"en": "Short"})
        first.save()
    with shown(ukraine, language="uk") as page:
        assert str(page.commitments[0].short) == "Обіцянка"
    with shown(ukraine, language="en") as page:
        assert str(page.commitments[0].short) == "Short"


def test_next_report_is_the_first_to_come(ukraine: Tenant, made: Made) -> None:
    with shown(ukraine, today=dt.date(2025, 1, 12)) as page:
        facts = PlanParts(page, Filters(page.commitments, page.voices, {}, "en")).facts
        assert facts[-1].value == "15 January 2025, in 3 days"
    with shown(ukraine, today=DURING) as page:
        assert page.next_due is None
