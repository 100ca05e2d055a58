"""Start-up checks that refuse a database or a model through which countries could leak."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models
from django.db.backends.utils import CursorWrapper

from ogp_portal.tenancy.base import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import CompositeForeignKey

NOT_WALLED = {
    "accounts_roleassignment": "a role may span all countries; read before any country is known",
    "accounts_invitation": "as the role that it offers; found by its token",
    "accounts_rolechange": "as the role that it tells of",
    "tenancy_country": "the list of countries itself",
}


def tenant_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a country, history included."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "country" for field in model._meta.local_fields)
        and model._meta.db_table not in NOT_WALLED
    ]


@register(Tags.models)
def keys_lead_with_country(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """tenancy.E001: a unique rule or a link in which countries could meet."""
    every = apps.get_models(include_auto_created=True)
    return [error for model in every for error in (*_unique_errors(model), *_link_errors(model))]


def _unique_errors(model: type[models.Model]) -> Iterator[CheckMessage]:
    if not issubclass(model, TenantModel):
        return
    leading = {
        rule.name: rule.fields
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    }
    leading |= {", ".join(names): tuple(names) for names in model._meta.unique_together}
    leading |= {f.name: (f.name,) for f in model._meta.local_fields if f.unique and not f.primary_key}
    for name, fields in leading.items():
        if fields[:1] != ("country",):
            yield Error(
                f"{model._meta.label}: {name} is unique without the country.",
                hint="Start its fields with country, or its errors tell of other countries' rows.",
                id="tenancy.E001",
            )


def _link_errors(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Links to a tenant's table without the composite key, also in the hidden table of a ManyToManyField."""
    if not getattr(model, "keeps_keys", True):
        return
    kept = {rule.field for rule in model._meta.constraints if isinstance(rule, CompositeForeignKey)}
    for field in model._meta.local_fields:
        target = field.related_model
        if not isinstance(target, type) or not issubclass(target, TenantModel):
            continue
        if not isinstance(field, TenantForeignKey) or field.name not in kept:
            yield Error(
                f"{model._meta.label}.{field.name} points at a tenant's table without its country.",
                hint="Use TenantForeignKey in a TenantModel, or add a CompositeForeignKey to its rules.",
                id="tenancy.E001",
            )


@register(Tags.database)
def database_keeps_the_wall(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """tenancy.E002: a role that policies do not bind; tenancy.E003: a tenant's table without its wall."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            errors += _role_errors(cursor) + _table_errors(cursor)
    return errors


def _role_errors(cursor: CursorWrapper) -> list[CheckMessage]:
    cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    name, is_super, bypasses = cursor.fetchone()
    errors: list[CheckMessage] = []
    if is_super or bypasses:
        errors.append(
            Error(
                f"The database role {name} is a superuser or bypasses row-level security.",
                hint="Connect as a role made with NOSUPERUSER NOBYPASSRLS (deploy/postgres/init-roles.sh).",
                id="tenancy.E002",
            )
        )
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [settings.ANONYMOUS_ROLE]
    )
    row = cursor.fetchone()
    if row is None or row[0]:
        errors.append(
            Error(
                f"The database role {settings.ANONYMOUS_ROLE} is missing or bypasses row-level security.",
                hint=f"As a superuser: CREATE ROLE {settings.ANONYMOUS_ROLE} NOLOGIN;"
                f" GRANT {settings.ANONYMOUS_ROLE} TO {name};",
                id="tenancy.E002",
            )
        )
    return errors


def _table_errors(cursor: CursorWrapper) -> list[CheckMessage]:
    cursor.execute(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity"
        "  AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'in_scope')"
        " FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
    )
    walled = dict(cursor.fetchall())
    cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2")
    composite = {name for (name,) in cursor.fetchall()}
    bare = [
        f"The table {model._meta.db_table} has no forced row-level security."
        for model in tenant_models()
        if not walled.get(model._meta.db_table, True)
    ]
    loose = [
        f"The composite key {rule.name} of {model._meta.db_table} is missing."
        for model in apps.get_models()
        for rule in model._meta.constraints
        if isinstance(rule, CompositeForeignKey)
        and model._meta.db_table in walled
        and rule.name not in composite
    ]
    return [Error(sentence, id="tenancy.E003") for sentence in (*bare, *loose)]
