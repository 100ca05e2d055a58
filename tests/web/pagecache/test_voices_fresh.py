"""The three voices on every page that shows them: from published rows only, fresh after each publish."""

import datetime as dt

import pytest
from django.conf import LazySettings
from pytest_django import DjangoCaptureOnCommitCallbacks

from commitments.models import CommitmentArea, PolicyArea
from monitoring.actions.evidence import publish_evidence
from monitoring.actions.irm import ReportFacts, add_irm_report, code_commitment
from monitoring.actions.rating import draft_rating, publish_rating, submit_rating
from ogp_portal.accounts.enums import Role
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.stamps import touch
from ogp_portal.translation.editing import TextEdit
from tests.accounts.routes.evidence import make_evidence
from tests.cast import Tenant, make_user
from tests.web.pagecache.door import Door

COMMITMENT = "/en/georgia/plans/5/1/"
PAGES = (
    COMMITMENT,
    "/en/georgia/plans/5/",
    "/en/georgia/",
    "/en/",
    "/en/areas/open-data/",
    "/en/disagreement/",
    "/en/georgia/disagreement/",
)


@pytest.fixture
def open_door(georgia: Tenant, ukraine: Tenant, settings: LazySettings) -> Door:
    settings.ROOT_URLCONF = "ogp_portal.urls"
    with country_scope(georgia.country):
        area = PolicyArea.objects.get(tag_set="2024", slug="open-data")
        CommitmentArea.objects.create(commitment=georgia.commitment, area=area)
    touch(None)
    touch((georgia.country.pk, ukraine.country.pk))
    return Door(most=10_000_000)


def read(door: Door) -> dict[str, str]:
    return {path: door.get(path).text for path in PAGES}


def built(door: Door) -> list[int]:
    return [door.get(path).built for path in PAGES]


def test_a_rating_is_on_every_page_once_it_is_published_and_not_before(
    georgia: Tenant, open_door: Door, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    editor = make_user(Role.ADMINISTRATOR)
    member = make_user(Role.CSO_MEMBER, georgia.country, georgia.cso, "member")
    before = read(open_door)
    assert built(open_door) == [0] * len(PAGES)
    with (
        django_capture_on_commit_callbacks(execute=True),
        country_scope(georgia.country, shows=False),
    ):
        rating = draft_rating(
            georgia.commitment,
            TextEdit("en", {"rationale": "Nothing is there."}, {"rationale": ""}),
            completion=0,
            period=None,
            organisation=georgia.cso,
            by=member,
        )
        submit_rating(rating, by=member)
    assert built(open_door) == [0] * len(PAGES)
    touch(None)
    assert read(open_door) == before
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        publish_rating(rating, by=editor)
    after = read(open_door)
    assert [path for path in PAGES if after[path] == before[path]] == []
    assert "4 steps" in after["/en/disagreement/"]


def test_a_coding_is_on_every_page_once_it_is_saved(
    georgia: Tenant, open_door: Door, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    researcher = make_user(Role.IRM_RESEARCHER, georgia.country)
    before = read(open_door)
    facts = ReportFacts("results", "second", dt.date(2026, 1, 1), "year", "")
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        report = add_irm_report(
            georgia.plan, TextEdit("en", {"title": ""}, {"title": ""}), facts, by=researcher
        )
        code_commitment(report, georgia.commitment, {"completion": "Complete"}, by=researcher)
    after = read(open_door)
    assert [path for path in PAGES if after[path] == before[path]] == []
    assert "2 steps" in after["/en/georgia/disagreement/"]


def test_evidence_is_on_the_commitments_page_once_it_is_published(
    georgia: Tenant, open_door: Door, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    editor = make_user(Role.ADMINISTRATOR)
    assert "What civil society found" not in open_door.get(COMMITMENT).text
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        submitted = make_evidence(georgia, georgia.cso, "submitted", title_en="Half is empty")
    assert "Half is empty" not in open_door.get(COMMITMENT).text
    with django_capture_on_commit_callbacks(execute=True), country_scope(georgia.country):
        publish_evidence(submitted, by=editor)
    assert "Half is empty" in open_door.get(COMMITMENT).text
