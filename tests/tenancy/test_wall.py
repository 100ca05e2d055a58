"""The database's own wall, tried with plain SQL as the portal's role: nothing of Django filters here."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from commitments.models import Commitment, Milestone, ProgressUpdate
from monitoring.models import CsoRating
from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.tracking import event_model
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy import country_scope, every_country, public_scope
from ogp_portal.tenancy.checks import NOT_WALLED, tenant_models
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan
from tests.cast import SECRET, Tenant


def rows(sql: str, params: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


@pytest.fixture
def both(georgia: Tenant, ukraine: Tenant) -> tuple[Tenant, Tenant]:
    return georgia, ukraine


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.db_table)
def test_a_tenant_table_without_a_scope_is_an_error(model: Any, both: tuple[Tenant, Tenant]) -> None:
    table = model._meta.db_table
    with every_country():
        filled = rows(f'SELECT count(*) FROM "{table}"')[0][0]
    if not filled:
        pytest.skip("no rows of this table in the cast; the policy itself is checked for every table")
    with pytest.raises(DatabaseError, match=r"malformed array literal|unrecognized configuration"):  # noqa: SIM117
        with transaction.atomic():
            rows(f'SELECT * FROM "{table}"')


def test_every_tenant_table_is_walled(db: None) -> None:
    found = rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    walled = {name for name, enabled, forced in found if enabled and forced}
    assert {model._meta.db_table for model in tenant_models()} == walled


def test_every_table_with_a_country_is_a_tenant_table(db: None) -> None:
    with_country = {
        name
        for (name,) in rows(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'country_id'"
        )
    }
    assert with_country == {model._meta.db_table for model in tenant_models()} | {
        table for table in NOT_WALLED if table != "tenancy_country"
    }


def test_georgia_reads_its_own_rows_and_no_others(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with country_scope(georgia.country):
        seen = {country for (country,) in rows("SELECT country_id FROM commitments_commitment")}
        by_id = rows("SELECT id FROM commitments_commitment WHERE id = %s", [ukraine.commitment.pk])
    assert seen == {georgia.country.pk}
    assert by_id == []


def test_georgia_cannot_write_into_ukraine(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with country_scope(georgia.country), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE commitments_commitment SET title_en = 'mine' WHERE id = %s", [ukraine.commitment.pk]
        )
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM commitments_milestone WHERE id = %s", [ukraine.milestone.pk])
        assert cursor.rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), country_scope(georgia.country):
        Organisation.objects.create(country=ukraine.country, kind="cso", name_en="Smuggled")


def test_a_row_cannot_move_to_another_country(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with pytest.raises(ProgrammingError, match="row-level security"), country_scope(georgia.country):
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(country=ukraine.country)


def test_a_row_cannot_point_into_another_country(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with pytest.raises(IntegrityError, match="same_country"), country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(lead_id=ukraine.ministry.pk)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_row_may_point_within_its_country(both: tuple[Tenant, Tenant]) -> None:
    georgia, _ = both
    with country_scope(georgia.country):
        Commitment.objects.filter(pk=georgia.commitment.pk).update(lead_id=georgia.cso.pk)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert rows("SELECT lead_id FROM commitments_commitment WHERE key = '1'") == [(georgia.cso.pk,)]


def test_the_anonymous_role_sees_published_rows_only(both: tuple[Tenant, Tenant]) -> None:
    with public_scope():
        titles = rows("SELECT title_en, state FROM commitments_commitment")
        plans = rows("SELECT key FROM plans_actionplan")
    assert sorted(titles) == [("Publish the register of owners", "published")] * 2
    assert plans == [("5",), ("5",)]


def test_a_published_commitment_of_a_hidden_plan_is_hidden(both: tuple[Tenant, Tenant]) -> None:
    georgia, _ = both
    with country_scope(georgia.country):
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(published_at=None)
    with public_scope(georgia.country):
        assert rows("SELECT 1 FROM commitments_commitment") == []
        assert rows("SELECT 1 FROM commitments_milestone") == []
        assert rows("SELECT 1 FROM monitoring_csorating") == []
        assert rows("SELECT 1 FROM commitments_progressupdate") == []


def _every_table() -> list[str]:
    return sorted({model._meta.db_table for model in apps.get_models()})


def _readable_columns(table: str) -> str:
    """The columns that the anonymous role may read, else the star that is refused."""
    found = rows(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped"
        " AND has_column_privilege(%s, attrelid, attnum, 'SELECT')",
        [table, settings.ANONYMOUS_ROLE],
    )
    return found[0][0] or "*"


def test_no_table_shows_a_draft_to_the_anonymous_role(both: tuple[Tenant, Tenant]) -> None:
    """Every table the role can read at all is dumped as text and searched."""
    georgia, _ = both
    with country_scope(georgia.country):
        for language in ("en", "ka"):
            TextState.objects.create(
                country=georgia.country,
                model="commitments.commitment",
                object_id=georgia.draft.pk,
                field="title",
                language=language,
                state=TextStatus.APPROVED,
                source_language="en",
                source_version=SECRET[:16],
            )
        assert SECRET in str(rows("SELECT t::text FROM commitments_commitment t"))
        assert SECRET[:16] in str(rows("SELECT t::text FROM translation_textstate t"))
    readable = []
    with public_scope():
        for table in _every_table():
            try:
                with transaction.atomic():
                    dump = str(rows(f'SELECT {_readable_columns(table)} FROM "{table}"'))
            except ProgrammingError:
                continue
            readable.append(table)
            assert SECRET[:16] not in dump, table
    assert "commitments_commitment" in readable
    assert not {"accounts_user", "accounts_roleassignment", "django_session"} & set(readable)
    assert not {name for name in readable if name.endswith("event")}


def test_the_anonymous_role_holds_no_other_rights(db: None) -> None:
    """These tables, to read only; no sequence, and no function of ours runs with its owner's rights."""
    role = settings.ANONYMOUS_ROLE
    granted = rows(
        "SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
        " WHERE c.relnamespace = 'public'::regnamespace AND a.grantee IN (0, %s::regrole)",
        [role],
    )
    models: list[Any] = [model for model in tenant_models() if model.public_rows]  # type: ignore[attr-defined]
    whole = {model._meta.db_table for model in models if not model.private_fields}
    assert set(granted) == {(t, "SELECT") for t in whole | {"tenancy_country", "commitments_policyarea"}}
    by_column = rows(
        "SELECT t.attrelid::regclass::text, t.attname, a.privilege_type, a.grantee::regrole::text"
        " FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid > 16384 AND NOT t.attisdropped"
    )
    assert set(by_column) == {
        (model._meta.db_table, field.column, "SELECT", role)
        for model in models
        if model.private_fields
        for field in model._meta.concrete_fields
        if field.name not in {name for text in model.private_fields for name in (text, *columns(text))}
    }
    assert not rows("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
    # A view reads with its owner's rights: there is none, so none can pass by the policies.
    assert not rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
        " AND relowner <> 10"
    )


def test_nothing_public_leads_back_to_the_portals_own_role(both: tuple[Tenant, Tenant]) -> None:
    georgia, _ = both
    with public_scope(georgia.country):
        for scope in (country_scope(georgia.country), every_country()):
            with pytest.raises(RuntimeError, match="Inside public_scope"), scope:
                pass
        assert rows("SELECT current_user") == [(settings.ANONYMOUS_ROLE,)]


def test_what_hangs_on_a_draft_is_not_public(both: tuple[Tenant, Tenant]) -> None:
    """From the commitment down to its ledger, each table by itself: none trusts a join."""
    georgia, _ = both
    with country_scope(georgia.country):
        milestone = Milestone.objects.create(commitment=georgia.draft, number="1", title_en=SECRET)
        update = ProgressUpdate.objects.create(
            commitment=georgia.draft,
            period=georgia.period,
            state="published",
            reported_on=dt.date(2025, 1, 1),
        )
        rating = CsoRating.objects.create(
            commitment=georgia.draft,
            organisation=georgia.cso,
            completion=2,
            rated_on=dt.date(2025, 1, 1),
            state="published",
        )
        for row in (georgia.draft, georgia.commitment, milestone, update, rating):
            TextState.objects.create(
                country=georgia.country,
                model=row._meta.label_lower,
                object_id=row.pk,
                field="probe",
                language="en",
                state=TextStatus.APPROVED,
                source_language="en",
            )
    with public_scope(georgia.country):
        for below in (milestone, update, rating):
            assert not type(below)._default_manager.filter(pk=below.pk).exists()
        assert list(TextState.objects.filter(field="probe").values_list("model", "object_id")) == [
            ("commitments.commitment", georgia.commitment.pk)
        ]


def test_the_anonymous_role_cannot_write(both: tuple[Tenant, Tenant]) -> None:
    georgia, _ = both
    with pytest.raises(ProgrammingError, match="permission denied"), public_scope(georgia.country):
        ActionPlan.objects.filter(pk=georgia.plan.pk).update(number=7)


def test_history_stands_behind_the_same_wall(both: tuple[Tenant, Tenant]) -> None:
    georgia, _ukraine = both
    with country_scope(georgia.country):
        events = event_model(Commitment)._default_manager.values_list("country_id", flat=True)
        assert set(events) == {georgia.country.pk}


def test_the_sealed_name_of_an_organisation_is_not_public(georgia: Tenant) -> None:
    with public_scope(georgia.country), pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
        with transaction.atomic():
            rows("SELECT * FROM accounts_organisationidentity")


PEOPLE = {"accounts.user"}
NOTES = ("note", "hidden_reason", "declined_reason", "rejected_reason")


def test_no_public_column_names_a_person_or_holds_a_note_on_the_way(db: None) -> None:
    """Which row is public is not enough: who wrote it, and what was said on the way, is nobody's business."""
    public: list[Any] = [model for model in tenant_models() if model.public_rows]  # type: ignore[attr-defined]
    telling = {
        (model._meta.db_table, field.column)
        for model in public
        for field in model._meta.concrete_fields
        if (field.related_model and field.related_model._meta.label_lower in PEOPLE)
        or any(note in field.name for note in NOTES)
    }
    assert ("monitoring_evidence", "author_id") in telling
    assert ("monitoring_csorating", "rejected_reason_ka") in telling
    for table, column in sorted(telling):
        with public_scope(), pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
            with transaction.atomic():
                rows(f'SELECT "{column}" FROM "{table}"')


def test_an_inner_scope_gives_the_outer_one_back(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with country_scope(georgia.country):
        with public_scope(ukraine.country):
            assert rows("SELECT current_user")[0][0] == settings.ANONYMOUS_ROLE
            assert [c for (c,) in rows("SELECT country_id FROM plans_actionplan")] == [ukraine.country.pk]
        assert rows("SELECT current_user")[0][0] != settings.ANONYMOUS_ROLE
        assert {c for (c,) in rows("SELECT country_id FROM plans_actionplan")} == {georgia.country.pk}


def test_a_failed_inner_scope_gives_the_outer_one_back(both: tuple[Tenant, Tenant]) -> None:
    georgia, ukraine = both
    with country_scope(georgia.country):
        with pytest.raises(RuntimeError), public_scope(ukraine.country):
            raise RuntimeError
        assert {c for (c,) in rows("SELECT country_id FROM plans_actionplan")} == {georgia.country.pk}
