"""What refuses to start."""

from django.apps import apps
from django.core.checks import run_checks
from django.db import connection, models

from ogp_portal.tenancy.base import TenantModel
from ogp_portal.tenancy.checks import database_keeps_the_wall, keys_lead_with_country


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


def test_a_unique_rule_without_the_country_is_named() -> None:
    class Leaky(TenantModel):
        slug = models.SlugField(unique=True)

        class Meta:
            app_label = "tenancy"

    try:
        found = [error.msg for error in keys_lead_with_country(None)]
    finally:
        del apps.all_models["tenancy"]["leaky"]
        apps.clear_cache()
    assert found == ["tenancy.Leaky: slug is unique without the country."]
