"""Ratings and the IRM's codings at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commitments.enums import ReportState
from monitoring.models import CsoRating, IrmCoding, IrmReport
from monitoring.queries import voices_of
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.translation.ledger import version_of
from plans.enums import Source
from tests.accounts.routes.evidence import make_watched
from tests.accounts.test_access import signed_in
from tests.cast import Tenant, make_commitment, make_user

RATING_QUERIES, REPORTS_QUERIES, TABLE_QUERIES = 9, 9, 11
"""Eight of each belong to the session, the person, its roles, the wall and the test's transaction."""


@pytest.fixture
def member(georgia: Tenant) -> User:
    return make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "watch member")


@pytest.fixture
def researcher(georgia: Tenant) -> User:
    return make_user(Role.IRM_RESEARCHER, georgia.country)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"desk:{name}", kwargs=kwargs)


def heard(tenant: Tenant, voice: Any) -> int | None:
    with public_scope():
        return voices_of([tenant.commitment.pk])[tenant.commitment.pk].latest[voice]


def test_a_rating_is_written_corrected_and_published(georgia: Tenant, member: User) -> None:
    watch, review = signed_in(member), signed_in(make_user(Role.ADMINISTRATOR))
    write = address("rating_write", commitment=georgia.commitment.pk)
    refused = watch.post(write, {"organisation": georgia.cso.pk, "language": "en"}).content.decode()
    assert "Choose how far the commitment is carried out." in refused
    data = {"organisation": georgia.cso.pk, "language": "en", "completion": "1", "period": georgia.period.pk}
    watch.post(write, {**data, "rationale": "Nothing has begun."})
    with country_scope(georgia.country):
        rating = CsoRating.objects.get(state=ReportState.DRAFT)
    assert "today already" in watch.post(write, {**data, "rationale": "Again."}).content.decode()
    base = {"base_rationale": version_of("Nothing has begun."), "completion": "0"}
    watch.post(
        address("rating_edit", pk=rating.pk, language="en"), {**base, "rationale": "Nothing is shown."}
    )
    watch.post(address("rating_submit", pk=rating.pk))
    assert heard(georgia, "cso") == 2
    assert "Nothing is shown." in text(review, address("rating", pk=rating.pk))
    review.post(address("rating_publish", pk=rating.pk))
    assert heard(georgia, "cso") == 0
    public = text(signed_in(None), "/en/georgia/plans/5/1/")
    assert "Nothing is shown." in public
    assert "No evidence available" in public
    assert member.full_name not in public


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_ratings_asks_as_often_for_any_number(
    georgia: Tenant, member: User, many: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        for number in range(many):
            row = make_commitment(georgia.plan, key=f"r{number}", number=f"r{number}")
            CsoRating.objects.create(
                commitment=row, organisation=georgia.cso, completion=number, rated_on="2024-03-01"
            )
    client, path = signed_in(member), address("rating_list")
    text(client, path)
    with django_assert_num_queries(RATING_QUERIES):
        assert text(client, path).count('class="t"') == many + 1


def test_a_researcher_enters_a_report_and_codes_one_commitment_after_another(
    georgia: Tenant, researcher: User
) -> None:
    with country_scope(georgia.country):
        other = make_commitment(georgia.plan, key="7", number="7", position=7)
    client = signed_in(researcher)
    data = {"plan": georgia.plan.pk, "kind": "results", "edition": "second", "language": "en"}
    data |= {"title": "Results Report 2024", "published": "next year", "url": "https://example.org/r"}
    refused = client.post(address("irm_report_new"), data).content.decode()
    assert "“next year” is no certain date" in refused
    client.post(address("irm_report_new"), {**data, "published": "April 2026"})
    with country_scope(georgia.country):
        report = IrmReport.objects.get(edition="second")
    assert (text_in(report, "title", "en"), report.published_precision, str(report.published_on)) == (
        "Results Report 2024",
        "month",
        "2026-04-01",
    )
    coding = address("irm_coding", pk=report.pk, commitment=georgia.commitment.pk)
    form = text(client, coding)
    assert '<option value="Not started">Not started</option>' in form
    assert "Scale of plans: 2013–" in form
    answer = client.post(coding, {"completion": "Not started", "verifiable": "Yes", "next": "1"})
    assert answer.url == address("irm_coding", pk=report.pk, commitment=other.pk)  # type: ignore[attr-defined]
    assert heard(georgia, "irm") == 1
    assert (
        "is not one of the available choices"
        in client.post(coding, {"completion": "Finished"}).content.decode()
    )
    table = text(client, address("irm_report", pk=report.pk))
    assert 'Verifiable: <span lang="en">Yes</span>' in table
    public = text(signed_in(None), "/en/georgia/plans/5/1/")
    assert "Results Report 2024 (second)" in table
    assert "Results Report 2024" in public


def test_an_imported_report_is_shown_but_not_changed(georgia: Tenant, researcher: User) -> None:
    with country_scope(georgia.country):
        IrmReport.objects.filter(pk=georgia.irm_report.pk).update(source=Source.IMPORT)
    client, pk = signed_in(researcher), georgia.irm_report.pk
    html = text(client, address("irm_report", pk=pk))
    assert "This report came with OGP&#x27;s data" in html
    assert "/edit/" not in html
    coding = address("irm_coding", pk=pk, commitment=georgia.commitment.pk)
    for path in (coding, address("irm_report_edit", pk=pk, language="en")):
        assert client.post(path, {"completion": "Complete"}).status_code == 302
    with country_scope(georgia.country):
        assert IrmCoding.objects.get().label == "Not started"


@pytest.mark.parametrize("many", [1, 3])
def test_tables_of_codings_ask_as_often_for_any_number(
    georgia: Tenant, researcher: User, many: int, django_assert_num_queries: Any
) -> None:
    with country_scope(georgia.country):
        for number in range(many):
            row = make_commitment(georgia.plan, key=f"r{number}", number=f"r{number}")
            IrmCoding.objects.create(
                report=georgia.irm_report, commitment=row, indicator="verifiable", label="Yes"
            )
            IrmReport.objects.create(plan=georgia.plan, kind="design", edition=str(number))
    client = signed_in(researcher)
    for path, queries in (
        (address("irm_report_list"), REPORTS_QUERIES),
        (address("irm_report", pk=georgia.irm_report.pk), TABLE_QUERIES),
    ):
        text(client, path)
        with django_assert_num_queries(queries):
            text(client, path)


def test_a_rating_of_a_rival_is_not_found(georgia: Tenant, ukraine: Tenant) -> None:
    things = make_watched(georgia, georgia.cso)
    member = make_user(Role.CSO_MEMBER, ukraine.country, ukraine.cso, "elsewhere")
    for state in ("draft", "submitted", "published"):
        path = address("rating", pk=things[f"{state} rating"].pk)
        assert signed_in(member).get(path).status_code == 404
