"""The database's side of tenancy, as constraints that `makemigrations` writes by itself.

`TenantModel` adds them to every table: a unique (country, id) to point at, a composite foreign key per
`TenantForeignKey`, row-level security with its policies. PostgreSQL's rules behind them:
https://www.postgresql.org/docs/current/ddl-rowsecurity.html
"""

from typing import Any

from django.conf import settings
from django.db import models

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
    """

    def __init__(self, *, public: str, name: str) -> None:
        super().__init__(name=name)
        self.public = public

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "public": self.public}

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
                f"GRANT SELECT ON {table} TO {settings.ANONYMOUS_ROLE}",
            ]
        return wall

    def undo(self, model: type[models.Model]) -> list[str]:
        table = f'"{model._meta.db_table}"'
        return [
            f"DROP POLICY IF EXISTS public_rows ON {table}",
            f"DROP POLICY IF EXISTS in_scope ON {table}",
            f"REVOKE ALL ON {table} FROM {settings.ANONYMOUS_ROLE}",
        ]


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
