"""Whatever people or files write stays text on every page."""

import re
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from commitments.models import CommitmentArea, CommitmentSupport, PolicyArea
from ogp_portal.accounts.models import User
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.checks import tenant_models
from tests.accounts.test_access import make_report, signed_in
from tests.cast import Tenant

HOSTILE = "\"'><script>x</script>{{ 7 }}&amp;"
OURS = {"import_key", "path", "snapshot", "snapshot_sha256", "sha256"}
"""Columns that the portal fills itself, with nothing of what is written."""


def poison(model: Any) -> set[str]:
    """Put the hostile text into every column of free text of every row; gives the columns."""
    free = {
        field.attname
        for field in model._meta.local_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, models.SlugField)
        and not field.choices
        and (field.max_length or 1000) >= 80
        and field.attname not in OURS
    }
    if free:
        model._base_manager.update(**dict.fromkeys(free, HOSTILE))
    return free


@pytest.fixture
def poisoned(georgia: Tenant) -> Tenant:
    area = PolicyArea.objects.get(tag_set="2024", slug="open-data")
    with country_scope(georgia.country):
        CommitmentArea.objects.create(commitment=georgia.commitment, area=area)
        CommitmentSupport.objects.create(commitment=georgia.commitment, organisation=georgia.cso)
        columns = set()
        for model in tenant_models():
            if not model.__name__.endswith("Event"):
                columns |= poison(model)
    assert {"title_en", "title_ka", "narrative_en", "rationale_en", "label", "name_en", "url"} <= columns
    return georgia


def test_no_page_takes_written_text_for_markup(poisoned: Tenant, officer: User) -> None:
    report = make_report(poisoned)
    pages = [
        reverse("public:home"),
        reverse("public:country", args=["georgia"]),
        reverse("public:plan", args=["georgia", "5"]),
        reverse("public:commitment", args=["georgia", "5", "1"]),
        reverse("public:area_list"),
        reverse("public:area", args=["open-data"]),
        reverse("desk:report_list"),
        reverse("desk:report", args=[report.pk]),
    ]
    shown = 0
    for page in pages:
        for language in ("en", "ka", "uk"):
            client = signed_in(officer) if "/reports/" in page else Client()
            answer = client.get(page.replace("/en/", f"/{language}/", 1))
            text = answer.content.decode()
            assert answer.status_code == 200, page
            assert "<script>x" not in text, page
            assert not re.search(r"\"'>|'>&lt;script|&amp;amp;amp;", text), page
            shown += text.count("&lt;script&gt;x&lt;/script&gt;")
    assert shown > 20
