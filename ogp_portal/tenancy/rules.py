"""The database's side of tenancy, as constraints that `makemigrations` writes by itself.

`TenantModel` adds them to every table: a unique (country, id) to point at, a composite foreign key per
`TenantForeignKey`, row-level security with its policies. PostgreSQL's rules behind them:
https://www.postgresql.org/docs/current/ddl-rowsecurity.html
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.migrations.operations.base import Operation

from ogp_portal.languages.fields import columns

IN_SCOPE = "{table}.country_id = ANY ((SELECT current_setting('portal.countries')::bigint[])::bigint[])"
OPEN_EVERY = (
    "SELECT set_config('portal.countries',"
    " (SELECT coalesce(array_agg(id), '{}')::text FROM tenancy_country), true)"
)


class DatabaseRule(models.BaseConstraint):
    """A rule that is SQL around a table; not a constraint that a form could check."""

    def statements(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def undo(self, model: type[models.Model]) -> list[str]:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        # Inside CREATE TABLE there is no place for these: they follow when all tables stand.
        schema_editor.deferred_sql.extend(self.statements(model))
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.extend(self.statements(model))
        return None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return ";\n".join(self.undo(model))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to check before saving: the database decides."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseRule) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class CompositeForeignKey(DatabaseRule):
    """(country, field) refers to (country, id), since plain foreign keys look past every policy."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "field": self.field}

    def statements(self, model: type[models.Model]) -> list[str]:
        field = model._meta.get_field(self.field)
        target = field.related_model._meta.db_table  # type: ignore[union-attr]
        return [
            # Adding a key reads the rows that are there, and those of a walled table only show in a scope.
            OPEN_EVERY,
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}"'
            f' FOREIGN KEY (country_id, "{field.column}")'  # type: ignore[union-attr]
            f' REFERENCES "{target}" (country_id, id) DEFERRABLE INITIALLY DEFERRED',
        ]

    def undo(self, model: type[models.Model]) -> list[str]:
        return [f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT IF EXISTS "{self.name}"']


class CountryWall(DatabaseRule):
    """Row-level security, forced: own country for the portal's role, published rows for the anonymous one.

    `public` is an SQL condition in which `{table}` stands for the table, or "" when no row is ever public.
    `private` names the fields of public rows that the anonymous role may not read all the same.
    """

    def __init__(self, *, public: str, name: str, private: Iterable[str] = ()) -> None:
        super().__init__(name=name)
        self.public, self.private = public, tuple(private)

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        kwargs["public"] = self.public
        return path, (), {**kwargs, "private": self.private} if self.private else kwargs

    def statements(self, model: type[models.Model]) -> list[str]:
        table = f'"{model._meta.db_table}"'
        in_scope = IN_SCOPE.format(table=table)
        wall = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY in_scope ON {table} TO CURRENT_USER USING ({in_scope}) WITH CHECK ({in_scope})",
        ]
        if self.public:
            public = self.public.format(table=table)
            wall += [
                f"CREATE POLICY public_rows ON {table} FOR SELECT TO {settings.ANONYMOUS_ROLE}"
                f" USING ({in_scope} AND ({public}))",
                reading(model, self.private),
            ]
        return wall

    def undo(self, model: type[models.Model]) -> list[str]:
        table = f'"{model._meta.db_table}"'
        return [
            f"DROP POLICY IF EXISTS public_rows ON {table}",
            f"DROP POLICY IF EXISTS in_scope ON {table}",
            f"REVOKE ALL ON {table} FROM {settings.ANONYMOUS_ROLE}",
        ]


def reading(model: type[models.Model], private: Iterable[str]) -> str:
    """SQL that lets the anonymous role read a table, or all of its columns but those of the private fields.

    A column that is added to a table with private ones is not readable until this is said again: `ReadAgain`.
    """
    hidden = {name for field in private for name in (field, *columns(field))}
    fields = [field for field in model._meta.concrete_fields if field.name not in hidden]
    listed = ", ".join(f'"{field.column}"' for field in fields)
    of_these = f" ({listed})" if hidden else ""
    return f'GRANT SELECT{of_these} ON "{model._meta.db_table}" TO {settings.ANONYMOUS_ROLE}'


class ReadAgain(Operation):
    """Goes into the migration that adds a public column to a table of which the public reads some alone."""

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing but rights changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        walls = [rule for rule in model._meta.constraints if isinstance(rule, CountryWall)]
        schema_editor.deferred_sql.extend(reading(model, wall.private) for wall in walls if wall.public)

    def database_backwards(self, *args: Any) -> None:
        """A column that goes takes its rights along."""


class PublicTable(DatabaseRule):
    """A table without tenants (countries, policy areas) that the anonymous role may read."""

    def statements(self, model: type[models.Model]) -> list[str]:
        return [f'GRANT SELECT ON "{model._meta.db_table}" TO {settings.ANONYMOUS_ROLE}']

    def undo(self, model: type[models.Model]) -> list[str]:
        return [f'REVOKE ALL ON "{model._meta.db_table}" FROM {settings.ANONYMOUS_ROLE}']


def with_public(parent_table: str, column: str) -> str:
    """The `public` condition of a child row: public when its parent is visible to the same reader."""
    return (
        f'EXISTS (SELECT 1 FROM "{parent_table}" parent'
        f' WHERE parent.country_id = {{table}}.country_id AND parent.id = {{table}}."{column}")'
    )
