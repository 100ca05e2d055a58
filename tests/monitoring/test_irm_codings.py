"""The IRM's codings as its researchers enter them: the scales of a plan's year, labels, the voice."""

import datetime as dt
from collections.abc import Callable

import pytest

from commitments.ogp.indicators import INDICATORS
from monitoring.actions.irm import ReportFacts, add_irm_report, code_commitment, edit_irm_report
from monitoring.irm_scales import covers, scales_of
from monitoring.models import IrmCoding, IrmReport
from monitoring.queries import voices_of
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.editing import TextEdit
from plans.actions import NotPossible
from plans.enums import Source
from tests.cast import Tenant, make_user

TITLE = TextEdit("en", {"title": "Results Report, Georgia"}, {"title": ""})


def facts(kind: str = "results", edition: str = "second") -> ReportFacts:
    return ReportFacts(kind, edition, dt.date(2026, 4, 1), "month", "https://example.org/report")


@pytest.fixture
def researcher(georgia: Tenant) -> User:
    return make_user(Role.IRM_RESEARCHER, georgia.country)


@pytest.mark.parametrize(
    ("kind", "year", "first", "holds", "lacks"),
    [
        ("progress", 2012, "specificity", "on_time", "potential_for_results"),
        ("end_of_term", 2014, "completion", "opened_government", "projected_completion"),
        ("design", 2018, "verifiable", "potential_impact", "specificity"),
        ("results", 2021, "completion", "early_results", "opened_government"),
        ("action_plan_review", 2022, "verifiable", "potential_for_results", "value_technology"),
    ],
)
def test_a_report_codes_what_the_plans_year_knows(
    kind: str, year: int, first: str, holds: str, lacks: str
) -> None:
    scales = scales_of(kind, year)
    codes = [scale.indicator.value for scale in scales]
    assert codes[0] == first
    assert len(codes) == len(set(codes))
    assert holds in codes
    assert lacks not in codes
    assert all(covers(scale.version, year) for scale in scales)


def test_levels_are_those_of_the_import() -> None:
    completion = next(s for s in scales_of("results", 2021) if s.indicator == "completion")
    by_import = next(i for i in INDICATORS if i.column == "completion_end")
    assert completion.labels == {
        label: by_import.labels[label.lower()]
        for label in (
            "No evidence available",
            "Not started",
            "Limited",
            "Substantial",
            "Complete",
            "Unclear",
            "Withdrawn",
        )
    }
    relevant = {year: scales_of("results", year) for year in (2018, 2021)}
    assert [next(s.version for s in scales if s.indicator == "relevant") for scales in relevant.values()] == [
        "2011-19",
        "2020-",
    ]


def test_a_coding_is_the_irms_voice_at_once(georgia: Tenant, researcher: User) -> None:
    with country_scope(georgia.country):
        report = add_irm_report(georgia.plan, TITLE, facts(), by=researcher)
        labels = {"completion": "Substantial", "early_results": "Moderate", "verifiable": ""}
        code_commitment(report, georgia.commitment, labels, by=researcher)
        codings = IrmCoding.objects.filter(report=report).order_by("indicator")
        assert [(c.indicator, c.scale_version, c.label, c.level) for c in codings] == [
            ("completion", "2013-", "Substantial", 3),
            ("early_results", "2019-", "Moderate", None),
        ]
    with public_scope():
        voices = voices_of([georgia.commitment.pk])[georgia.commitment.pk]
        assert voices.latest["irm"] == 3
    with country_scope(georgia.country):
        code_commitment(report, georgia.commitment, {"completion": "Unclear"}, by=researcher)
        assert IrmCoding.objects.get(report=report, indicator="completion").level is None
        code_commitment(report, georgia.commitment, {"completion": ""}, by=researcher)
        assert not IrmCoding.objects.filter(report=report, indicator="completion").exists()
    with public_scope():
        assert voices_of([georgia.commitment.pk])[georgia.commitment.pk].latest["irm"] == 1


def test_an_imported_report_is_not_changed(georgia: Tenant, researcher: User) -> None:
    with country_scope(georgia.country):
        IrmReport.objects.filter(pk=georgia.irm_report.pk).update(source=Source.IMPORT)
        report = IrmReport.objects.get(pk=georgia.irm_report.pk)
        steps: list[Callable[[], object]] = [
            lambda: edit_irm_report(report, TITLE, facts(), by=researcher),
            lambda: code_commitment(report, georgia.commitment, {"completion": "Complete"}, by=researcher),
        ]
        for refused in steps:
            with pytest.raises(NotPossible, match="came with OGP's data"):
                refused()
        assert IrmCoding.objects.get(report=report).level == 1


def test_a_report_stands_once_per_kind_and_edition(georgia: Tenant, researcher: User) -> None:
    with country_scope(georgia.country):
        add_irm_report(georgia.plan, TITLE, facts(), by=researcher)
        with pytest.raises(NotPossible, match="another edition"):
            add_irm_report(georgia.plan, TITLE, facts(), by=researcher)
        add_irm_report(georgia.plan, TITLE, facts(edition="third"), by=researcher)


def test_a_commitment_of_another_plan_is_not_coded(georgia: Tenant, researcher: User) -> None:
    with country_scope(georgia.country):
        report = add_irm_report(georgia.draft_plan, TITLE, facts(), by=researcher)
        with pytest.raises(NotPossible, match="another plan"):
            code_commitment(report, georgia.commitment, {"completion": "Complete"}, by=researcher)


def test_a_researcher_enters_reports_of_the_own_country(
    georgia: Tenant, ukraine: Tenant, researcher: User
) -> None:
    with country_scope(georgia.country, ukraine.country):
        assert [r.country_id for r in IrmReport.objects.editable_by(researcher)] == [georgia.country.pk]
        editor = make_user(Role.ADMINISTRATOR)
        assert IrmReport.objects.editable_by(editor).count() == 2
