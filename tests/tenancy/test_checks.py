"""What refuses to start."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connection, models

from ogp_portal.tenancy.base import TenantForeignKey, TenantModel
from ogp_portal.tenancy.checks import database_keeps_the_wall, keys_lead_with_country
from plans.models import ActionPlan


def test_the_portal_itself_passes(db: None) -> None:
    assert run_checks(databases=["default"]) == []


def test_a_table_without_its_wall_is_named(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE commitments_milestone NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "ALTER TABLE commitments_commitment DROP CONSTRAINT commitments_commitment_lead_same_country"
        )
    messages = [error.msg for error in database_keeps_the_wall(None, databases=["default"])]
    assert sorted(messages) == [
        "The composite key commitments_commitment_lead_same_country of commitments_commitment is missing.",
        "The table commitments_milestone has no forced row-level security.",
    ]


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Models made in a test are not there in the next one."""
    yield
    for name in [name for name in apps.all_models["tenancy"] if name.startswith("leaky")]:
        del apps.all_models["tenancy"][name]
    apps.clear_cache()


def found() -> list[str]:
    return [error.msg for error in keys_lead_with_country(None)]


@pytest.mark.usefixtures("forgotten")
def test_a_unique_rule_without_the_country_is_named() -> None:
    class Leaky(TenantModel):
        slug = models.SlugField(unique=True)
        number = models.IntegerField()

        class Meta:
            app_label = "tenancy"
            unique_together = [("number", "country")]

    assert found() == [
        "tenancy.Leaky: number, country is unique without the country.",
        "tenancy.Leaky: slug is unique without the country.",
    ]


@pytest.mark.usefixtures("forgotten")
def test_a_link_without_the_country_is_named_wherever_it_stands() -> None:
    class LeakyGlobal(models.Model):  # noqa: DJ008 (never a row)
        plain = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="+")
        bare = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tenancy"

    class Leaky(TenantModel):
        kept = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="+")
        many = models.ManyToManyField(ActionPlan, related_name="+")

        class Meta:
            app_label = "tenancy"

    assert [message.partition(" ")[0] for message in found()] == [
        "tenancy.LeakyGlobal.plain",
        "tenancy.LeakyGlobal.bare",
        "tenancy.Leaky_many.leaky",
        "tenancy.Leaky_many.actionplan",
    ]


def test_a_missing_key_of_a_table_outside_the_wall_is_named(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_roleassignment DROP CONSTRAINT role_organisation_same_country")
    messages = [error.msg for error in database_keeps_the_wall(None, databases=["default"])]
    assert messages == [
        "The composite key role_organisation_same_country of accounts_roleassignment is missing."
    ]
