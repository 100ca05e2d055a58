"""What civil society found, on the commitment's page: versions, replies, files, what was rejected."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commitments.enums import ReportState
from commitments.models import Milestone
from monitoring.models import Evidence, EvidenceFile, EvidenceRejection
from ogp_portal.accounts.models import Organisation
from ogp_portal.files.actions import publish_files, store_upload
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.evidence import make_evidence
from tests.cast import SECRET, Tenant
from tests.public.test_commitment_page import QUERIES, page

MORE = 2
"""Evidence in its versions with what was rejected, and the copies of its files."""


def add(tenant: Tenant, **fields: Any) -> Evidence:
    with country_scope(tenant.country):
        return make_evidence(tenant, tenant.cso, ReportState.PUBLISHED, **fields)


def with_file(tenant: Tenant, evidence: Evidence, name: str = "ana at home.txt") -> EvidenceFile:
    with country_scope(tenant.country):
        upload = SimpleUploadedFile(name, b"what was seen\n", "text/plain")
        file = store_upload(upload, country_id=tenant.country.pk, by=None, purpose="evidence")
        publish_files([file.pk])
        return EvidenceFile.objects.create(evidence=evidence, file=file)


def reject(tenant: Tenant, evidence: Evidence, reason: str) -> None:
    with country_scope(tenant.country):
        EvidenceRejection.objects.create(
            evidence=evidence,
            commitment=evidence.commitment,
            organisation=evidence.organisation,
            reason_en=reason,
        )


def section(html: str) -> str:
    found = re.search(r'<section class="sec" aria-labelledby="e">.*?</section>', html, re.DOTALL)
    return unescape(found[0]) if found else ""


@pytest.mark.parametrize("many", [0, 1, 3])
def test_evidence_costs_two_queries_and_none_where_there_is_none(
    georgia: Tenant, client: Client, many: int, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        with_file(georgia, add(georgia))
        with country_scope(georgia.country):
            rejected = make_evidence(georgia, georgia.cso, ReportState.REJECTED)
        reject(georgia, rejected, "No files.")
    page(client)
    with django_assert_num_queries(QUERIES + (MORE if many else 0)):
        html = page(client)
    assert section(html).count('<article class="say found">') == many


def test_a_finding_is_shown_with_all_that_is_public_of_it(georgia: Tenant, client: Client) -> None:
    assert section(page(client)) == ""
    found = add(georgia, completion=2, links=["https://example.org/register"], milestone=georgia.milestone)
    file = with_file(georgia, found)
    html = section(page(client))
    for words in (
        "Half of the register is empty",
        "<p>We looked at every tenth entry.</p>",
        "Watch of georgia",
        "Observed: 1 September 2024",
        "Milestone 1",
        "Limited",
        'href="https://example.org/register" rel="nofollow"',
        file.file.sha256,
        f"evidence-{file.file_id}.txt",
    ):
        assert words in html, words
    assert "ana" not in html
    link = re.search(r'href="(/en/georgia/files/[^"]+)"', html)
    assert link
    assert b"".join(client.get(link[1]).streaming_content) == b"what was seen\n"  # type: ignore[attr-defined]


def test_only_what_is_published_is_shown(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        for state in ("draft", "submitted", "returned", "rejected"):
            with_file(georgia, make_evidence(georgia, georgia.cso, ReportState(state)))
    html = page(client)
    assert section(html) == ""
    assert SECRET not in html


def test_a_reply_that_is_late_is_counted_in_red_from_the_day_it_was_due(
    georgia: Tenant, client: Client
) -> None:
    add(georgia, reply_due_on=dt.date.today() - dt.timedelta(days=12))
    html = section(page(client))
    assert '<p class="small wait">Unanswered for 12 days</p>' in html
    assert "What civil society found: 1 reply of the government is overdue" in html


def test_a_reply_that_is_not_late_yet_is_not_red(georgia: Tenant, client: Client) -> None:
    add(georgia, reply_due_on=dt.date.today() + dt.timedelta(days=3))
    html = section(page(client))
    assert "The government’s reply is due by" in html
    assert "wait" not in html
    assert "<h2" in html
    assert ">What civil society found</h2>" in html


def test_where_no_government_is_asked_nothing_is_counted(georgia: Tenant, client: Client) -> None:
    add(georgia, reply_due_on=None)
    html = section(page(client))
    assert "reply" not in html
    assert "Unanswered" not in html


def test_a_reply_stands_beside_the_finding(georgia: Tenant, client: Client) -> None:
    published = timezone.now() - dt.timedelta(days=28)
    add(
        georgia,
        published_at=published,
        replied_at=published + dt.timedelta(days=28),
        reply_ka="ვასწორებთ.",
        reply_amended_at=timezone.now(),
    )
    html = section(page(client))
    assert "after 28 days" in html
    assert "corrected on" in html
    assert "Shown in Georgian: not yet in English" in html
    assert "Unanswered" not in html


def test_an_earlier_version_stays_readable_with_its_reply(georgia: Tenant, client: Client) -> None:
    first = add(
        georgia,
        title_en="Twenty are there",
        superseded_at=timezone.now(),
        replied_at=timezone.now(),
        reply_en="We count again.",
        reply_due_on=dt.date(2024, 1, 1),
    )
    add(
        georgia,
        title_en="Twenty-one are there",
        corrects=first,
        version=2,
        reply_due_on=dt.date.today() + dt.timedelta(days=9),
    )
    html = section(page(client))
    assert html.index("Twenty-one are there") < html.index("<details>") < html.index("Twenty are there")
    assert "1 earlier version" in html
    assert "The government’s reply to version 1" in html
    assert "We count again." in html
    assert "Unanswered" not in html


def test_what_was_rejected_is_one_line_with_its_reason(georgia: Tenant, client: Client) -> None:
    with country_scope(georgia.country):
        rejected = make_evidence(georgia, georgia.cso, ReportState.REJECTED)
    reject(georgia, rejected, "The files show another place.")
    html = page(client)
    assert "Evidence of Watch of georgia: The files show another place." in section(html)
    assert SECRET not in html


def test_newest_first(georgia: Tenant, client: Client) -> None:
    for days, title in ((5, "Older"), (1, "Newer"), (9, "Oldest")):
        add(georgia, title_en=title, published_at=timezone.now() - dt.timedelta(days=days))
    titles = re.findall(r"<h3>(Old\w*|New\w*)</h3>", section(page(client)))
    assert titles == ["Newer", "Older", "Oldest"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_opens_in_every_language(georgia: Tenant, client: Client, language: str) -> None:
    with_file(georgia, add(georgia, completion=0))
    assert "Half of the register is empty" in page(client, f"/{language}/georgia/plans/5/1/")


def test_words_of_others_are_escaped(georgia: Tenant, client: Client) -> None:
    add(georgia, title_en="<b>bold</b>", finding_en="<script>1</script>", links=['https://e.org/?a=1&b="'])
    html = page(client)
    assert "<b>bold" not in html
    assert "<script>1" not in html
    assert "&lt;script&gt;1" in html


def test_evidence_of_another_country_with_the_same_numbers_is_elsewhere(
    georgia: Tenant, ukraine: Tenant, client: Client
) -> None:
    add(ukraine, title_en="Found in Ukraine")
    assert "Found in Ukraine" in page(client, "/en/ukraine/plans/5/1/")
    assert "Found in Ukraine" not in page(client)
    with country_scope(georgia.country):
        assert Organisation.objects.filter(pk=georgia.cso.pk).exists()
        assert Milestone.objects.filter(pk=georgia.milestone.pk).exists()
