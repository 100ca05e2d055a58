"""The plans that a bench makes are what the public sees, and their pages open."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from commitments.models import Commitment, Milestone
from ogp_portal.bench.content import MILESTONES, new_plan
from ogp_portal.bench.counting import addresses, queries_of
from ogp_portal.bench.importing import ROWS, made_up
from ogp_portal.tenancy import country_scope, public_scope
from ogp_portal.tenancy.models import Country


@pytest.fixture
def georgia_alone(db: None, settings: LazySettings) -> Country:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return Country.objects.get(slug="georgia")


def test_a_plan_grows_and_is_hidden(georgia_alone: Country) -> None:
    with country_scope(georgia_alone):
        growing = new_plan(georgia_alone, "grown", dt.date(2026, 1, 1))
        growing.grow_to(2)
        growing.grow_to(5)
    with public_scope(georgia_alone):
        assert Commitment.objects.count() == 5
        assert Milestone.objects.count() == 5 * MILESTONES
    with country_scope(georgia_alone):
        growing.hide()
    with public_scope(georgia_alone):
        assert Commitment.objects.count() == 0


def test_its_pages_open_and_are_counted(georgia_alone: Country) -> None:
    with country_scope(georgia_alone):
        growing = new_plan(georgia_alone, "grown", dt.date.today())
        growing.grow_to(1)
    paths = addresses(growing)
    assert {path: Client(headers={"host": "127.0.0.1"}).get(path).status_code for path in paths.values()} == (
        dict.fromkeys(paths.values(), 200)
    )
    few = {name: queries_of(path) for name, path in paths.items()}
    with country_scope(georgia_alone):
        growing.grow_to(12)
    assert {name: queries_of(path) for name, path in paths.items()} == few


def test_the_made_up_file_is_taken_whole(db: None, tmp_path: Any) -> None:
    from monitoring.ogp_import import import_file

    report = import_file(made_up(tmp_path), dry_run=True)
    counts = report.counts
    assert report.total == ROWS
    assert counts["created"] == ROWS * 3 // 4
    assert counts["rejected"] == 0
