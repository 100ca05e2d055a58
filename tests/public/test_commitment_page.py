"""The commitment page over HTTP."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.enums import Challenge, CommitmentState, ReportState
from commitments.models import Commitment, CommitmentSupport, Milestone, ProgressUpdate
from monitoring.enums import IrmIndicator
from monitoring.models import CsoRating, IrmCoding, IrmReport
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.accounts.models import Organisation
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.ledger import record, states_for
from plans.models import ActionPlan
from tests.cast import SECRET, Tenant, make_commitment, make_plan

QUERIES = 12
"""Three of them belong to the transaction around the test: savepoint, release, the wall closed again."""


def page(client: Client, address: str = "/en/georgia/plans/5/1/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def change(tenant: Tenant, **fields: Any) -> None:
    with country_scope(tenant.country):
        Commitment.objects.filter(pk=tenant.commitment.pk).update(**fields)


def organisations(tenant: Tenant, count: int) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(country=tenant.country, kind=OrganisationKind.CSO, name_en=f"Watch {number}")
        for number in range(count)
    )


def rate(tenant: Tenant, organisation: Organisation, level: int, **fields: Any) -> CsoRating:
    return CsoRating.objects.create(
        **{
            "country": tenant.country,
            "organisation": organisation,
            "commitment": tenant.commitment,
            "completion": level,
            "rated_on": dt.date(2024, 9, 1),
            "state": ReportState.PUBLISHED,
            "published_at": timezone.now(),
            **fields,
        }
    )


@pytest.mark.parametrize("many", [1, 30])
def test_commitment_asks_as_often_for_any_number_of_rows(
    georgia: Tenant, client: Client, many: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        for organisation in organisations(georgia, many):
            rate(georgia, organisation, 2, rationale_en="Why")
            CommitmentSupport.objects.create(
                country=georgia.country, commitment=georgia.commitment, organisation=organisation
            )
        Milestone.objects.bulk_create(
            Milestone(
                country=georgia.country, commitment=georgia.commitment, number=f"m{n}", title_en=f"Step {n}"
            )
            for n in range(many)
        )
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)


@pytest.mark.parametrize("language", LANGUAGES)
def test_commitment_opens_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in page(client, f"/{language}/georgia/plans/5/1/")


@pytest.mark.parametrize(
    "address",
    [
        "/en/georgia/plans/5/2/",
        "/en/georgia/plans/9/1/",
        "/en/georgia/plans/5/none/",
        "/en/ukraine/plans/5/1/",
    ],
)
def test_commitment_that_is_not_public_is_not_found(georgia: Tenant, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_commitment_of_another_country_with_the_same_keys_is_another(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    assert "Watch of georgia" in page(client)
    assert "Watch of georgia" not in page(client, "/en/ukraine/plans/5/1/")


def test_nothing_unpublished_is_shown(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        rate(georgia, organisations(georgia, 1)[0], 0, state=ReportState.SUBMITTED, rationale_en=SECRET)
        ProgressUpdate.objects.create(
            country=georgia.country,
            commitment=georgia.commitment,
            milestone=georgia.milestone,
            period=georgia.period,
            narrative_en=SECRET,
        )
    html = page(client)
    assert "The register is open." in html
    assert SECRET not in html


def test_verdict_says_who_dissents_and_shows_all_three(georgia: Tenant, client: Client) -> None:
    html = page(client)
    assert "The government considers the promise kept or nearly kept, the two other voices do not" in html
    verdict = html[html.index('<dl class="verdict">') : html.index("</dl>")]
    assert [level for level in ("Complete", "Limited", "Not started") if f"<b>{level}</b>" in verdict] == [
        "Complete",
        "Limited",
        "Not started",
    ]
    assert "10 July 2024" in verdict


def test_several_organisations_are_shown_as_a_distribution(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        for organisation, level in zip(organisations(georgia, 2), (4, 4), strict=True):
            rate(georgia, organisation, level)
    assert "3 organisations: Complete 2, Limited 1" in page(client)


def test_fallback_is_marked_with_its_language_and_a_notice(georgia: Tenant, client: Client) -> None:
    change(georgia, problem_en="Nobody knows.", problem_ka="არავინ იცის.", causes_en="Old law.")
    html = page(client, "/ka/georgia/plans/5/1/")
    assert '<h1><span lang="en">Publish the register of owners</span></h1>' in html
    assert "<p>არავინ იცის.</p>" in html
    assert '<div lang="en"><p>Old law.</p></div>' in html
    assert "ნაჩვენებია ინგლისურად: ქართულად ჯერ არ არის" in html
    assert "fallback" not in page(client)


def test_long_summary_stands_among_the_texts(georgia: Tenant, client: Client) -> None:
    assert '<p class="stand">Who owns what is open to everybody.</p>' in page(client)
    change(georgia, summary_en="Much to say. " * 60)
    html = page(client)
    assert '<p class="stand">' not in html
    assert "<h3>Brief description</h3>" in html


def test_stale_text_says_that_its_original_has_changed(georgia: Tenant, client: Client) -> None:
    change(georgia, problem_en="Nobody knows.", problem_ka="არავინ იცის.")
    with country_scope(georgia.country):
        commitment = Commitment.objects.get(pk=georgia.commitment.pk)
        states = {("problem", "en"): TextStatus.STALE}
        record(states_for(commitment, ["title", "problem"], source_language="ka", states=states))
    note = "The original has changed since this was translated"
    html = page(client)
    assert note in html
    assert "Georgian: 1 of 2 texts approved" in html
    assert "English: 1 of 2 texts approved" in html


def test_date_that_is_not_certain_is_shown_as_given(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        Milestone.objects.create(
            country=georgia.country,
            commitment=georgia.commitment,
            number="2",
            title_en="Second step",
            ends_text="30 days after the reform",
        )
    assert "30 days after the reform" in page(client)


def test_dates_are_no_finer_than_they_are_certain(georgia: Tenant, client: Client) -> None:
    change(georgia, ends_on=dt.date(2024, 9, 30), ends_text="Quarter III, 2024", ends_precision="quarter")
    assert "<dd>3rd quarter of 2024</dd>" in page(client)


def test_codings_show_the_reader_s_word_beside_the_original_label(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        IrmCoding.objects.bulk_create(
            IrmCoding(
                country=georgia.country,
                report=georgia.irm_report,
                commitment=georgia.commitment,
                indicator=indicator,
                scale_version="2013-20",
                label=label,
            )
            for indicator, label in [
                (IrmIndicator.OPENED_GOVERNMENT, "b. Did Not Change"),
                (IrmIndicator.ON_TIME, "As stated in 2.3"),
            ]
        )
    html = page(client)
    assert '">Did not change</td>' in html
    assert '<span lang="en">b. Did Not Change</span>' in html
    assert '<span lang="en">As stated in 2.3</span>' in html
    assert ">2013–20</td>" in html


def test_coding_without_a_day_is_the_irm_s_voice_and_gets_no_invented_date(
    georgia: Tenant, client: Client
) -> None:
    with country_scope(georgia.country):
        IrmCoding.objects.update(coded_on=None)
        IrmReport.objects.update(published_on=None)
    html = page(client)
    verdict = html[html.index('<dl class="verdict">') : html.index("</dl>")]
    assert "<b>Not started</b><small>Results report</small>" in verdict
    assert "31 December 2025" not in html
    with country_scope(georgia.country):
        IrmReport.objects.update(published_on=dt.date(2025, 1, 1), published_precision="year")
    html = page(client)
    assert "<small>2025 · Results report</small>" in html
    assert "1 January 2025" not in html


def test_no_rating_no_evidence_and_not_started_stay_apart(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        CsoRating.objects.update(completion=0)
        ProgressUpdate.objects.all().delete()
    html = page(client)
    for level in ("Not assessed", "No evidence available", "Not started"):
        assert f"<b>{level}</b>" in html


def test_report_of_the_government_says_what_stands_in_the_way(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        ProgressUpdate.objects.update(
            challenge=Challenge.LACK_OF_RESOURCES,
            challenge_text_en="No money was given.",
            links=["https://example.org/report", "javascript:alert(1)"],
        )
    html = page(client)
    assert "What stands in the way: lack of resources" in html
    assert "No money was given." in html
    assert 'href="https://example.org/report"' in html
    assert "javascript:" not in html


def test_withdrawn_commitment_says_so_and_why(georgia: Tenant, client: Client) -> None:
    change(georgia, state=CommitmentState.WITHDRAWN, withdrawn_reason_en="The law was repealed.")
    assert "<b>Withdrawn from the plan.</b> The law was repealed." in page(client)


def test_links_lead_to_what_it_goes_on_with_but_never_to_a_draft(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        earlier = make_plan(georgia.country, key="4", number=4)
        first = make_commitment(earlier, title_en="The first promise")
        make_commitment(
            georgia.plan, key="7", number="7", title_en="Goes on", carried_forward_from=georgia.commitment
        )
        make_commitment(georgia.draft_plan, title_en=SECRET, carried_forward_from=georgia.commitment)
        Commitment.objects.filter(pk=georgia.commitment.pk).update(carried_forward_from=first)
    html = page(client)
    assert '<a href="/en/georgia/plans/4/1/">The first promise</a>' in html
    assert '<a href="/en/georgia/plans/5/7/">Goes on</a>' in html
    assert SECRET not in html
    with country_scope(georgia.country):
        ActionPlan.objects.filter(pk=earlier.pk).update(published_at=None)
    assert "The first promise" not in page(client)


def test_link_to_ogp_stands_where_there_is_an_id(georgia: Tenant, client: Client) -> None:
    assert "/commitments/GE0088/" not in page(client)
    change(georgia, ogp_id="GE0088")
    address = "https://www.opengovpartnership.org/members/georgia/commitments/GE0088/"
    assert f'href="{address}"' in page(client)


def test_text_of_a_commitment_is_never_markup(georgia: Tenant, client: Client) -> None:
    bad = '<script>alert("x")</script>'
    change(georgia, title_en=bad, problem_en=bad, summary_en=bad)
    with country_scope(georgia.country):
        Milestone.objects.filter(pk=georgia.milestone.pk).update(title_en=bad, output_en=bad)
        CsoRating.objects.update(rationale_en=bad)
    assert "<script>alert" not in page(client)
