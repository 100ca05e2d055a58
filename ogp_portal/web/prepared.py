"""Queries of public pages: written with the ORM, compiled once, asked many times.

Building and compiling a query of thirty columns takes Django longer than PostgreSQL needs to answer it. A
prepared query is an ordinary queryset in which `Slot("name")` stands for a value that comes with each
question; its SQL is kept per set of arguments, such as the languages to look for texts in, and its plan by
the database connection. Walls and roles are the database's and act on every question alike.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import count
from typing import Any, Generic, ParamSpec

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.db.models.expressions import Combinable

from ogp_portal.languages.fields import column

P = ParamSpec("P")
Query = QuerySet[Any, Any]
"""What a prepared query is built from: a queryset that ends in `values()`."""
Row = Any
"""A named tuple whose fields are the names in the queryset's `values()`."""
_row_class: Callable[[str, Iterable[str]], Any] = namedtuple


class Slot(Value):
    """A place in a query for a value that is only known when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class IsAny(Func):
    """A condition, that a field is among the values of a slot: `filter(IsAny("commitment_id", "ids"))`.

    Instead of the slot's name, an expression that is an array.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("

    def __init__(self, field: str, values: str | Combinable) -> None:
        array = Slot(values) if isinstance(values, str) else values
        super().__init__(F(field), array, output_field=BooleanField())


class FirstText(Func):
    """The first text there is in an order of languages, with its language as the first two letters."""

    def __init__(self, field: str, order: Iterable[str]) -> None:
        self.order = tuple(order)
        super().__init__(*(F(column(field, language)) for language in self.order), output_field=TextField())

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        texts, params = [], []
        for language, source in zip(self.order, self.get_source_expressions(), strict=True):
            sql, its_params = compiler.compile(source)
            texts.append(f"'{language}' || NULLIF({sql}, '')")
            params += its_params
        return f"COALESCE({', '.join(texts)}, '')", params


class Prepared(Generic[P]):
    """A queryset ending in `values()`, compiled once per set of (hashable) arguments of its builder."""

    def __init__(self, build: Callable[P, Query]) -> None:
        self.build = build
        self.__doc__ = build.__doc__
        self._question: Callable[P, Question] = cache(self._compile)

    def _compile(self, *args: P.args, **kwargs: P.kwargs) -> "Question":
        queryset = self.build(*args, **kwargs)
        sql, params = queryset.query.get_compiler(connection=connection).as_sql()
        names = queryset._fields  # type: ignore[attr-defined]
        # What the class's own _make does, without a call of Python for every row.
        return Question(sql, tuple(params), partial(tuple.__new__, _row_class("Row", names)))

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> "Question":
        return self._question(*args, **kwargs)


class Question:
    """A compiled query waiting for the values of its slots.

    Each database connection plans it once and keeps it under `name`; row-level security is part of the plan,
    and PostgreSQL plans anew when another role asks. Behind a pool that shares connections within a
    transaction nothing can be kept there: Django's DISABLE_SERVER_SIDE_CURSORS, which such a pool needs
    anyway, sends the whole query each time instead.
    """

    _numbers = count()

    def __init__(self, sql: str, params: tuple[Any, ...], make: Callable[..., Row]) -> None:
        self.sql, self.params, self.make = sql, params, make
        self.slots = [p.name for p in params if isinstance(p, Slot)]
        self.name = f"portal_{next(self._numbers)}"
        listed = ", ".join(["%s"] * len(self.slots))
        self.execute = f"EXECUTE {self.name} ({listed})" if listed else f"EXECUTE {self.name}"

    def rows(self, **slots: Any) -> list[Row]:
        """All rows; every slot of the query must be given."""
        # Taken once: each name asked of `connection` looks the thread's own up anew.
        own = connections[DEFAULT_DB_ALIAS]
        own.ensure_connection()
        session = _session(own)
        if own.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
            params = [slots[p.name] if isinstance(p, Slot) else p for p in self.params]
            found = session.ask(self.sql, params)
        else:
            self._prepare_once(session)
            found = session.ask(self.execute, [_written(slots[name]) for name in self.slots])
        return list(map(self.make, found))

    def first(self, **slots: Any) -> Row | None:
        """The first row, or None."""
        rows = self.rows(**slots)
        return rows[0] if rows else None

    def _prepare_once(self, session: "_Session") -> None:
        if self.name not in session.prepared:
            # Outlives a rollback, so what is in `prepared` is there as long as the connection.
            with session.raw.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self._numbered(cursor)}")
            session.prepared.add(self.name)

    def _numbered(self, cursor: Any) -> str:
        """The SQL with $1, $2, … for its slots and all other parameters written out."""
        numbers = count(1)
        first, *rest = self.sql.split("%s")
        parts = [first.replace("%%", "%")]
        for param, text in zip(self.params, rest, strict=True):
            is_slot = isinstance(param, Slot)
            parts.append(f"${next(numbers)}" if is_slot else cursor.mogrify("%s", [param]).decode())
            parts.append(text.replace("%%", "%"))
        return "".join(parts)


class _Session:
    """One connection to PostgreSQL: what is prepared there, and a cursor of the driver's that stays open."""

    def __init__(self, own: Any) -> None:
        self.own, self.raw = own, own.connection
        self.prepared: set[str] = set()
        self.cursor = own.create_cursor()

    def ask(self, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
        """Every row; by a cursor of Django's, which costs as much again, only when somebody listens to it."""
        found: list[tuple[Any, ...]]
        if self.own.queries_logged or self.own.execute_wrappers:
            with self.own.cursor() as heard:
                heard.execute(sql, params)
                found = heard.fetchall()
        else:
            with self.own.wrap_database_errors:
                self.cursor.execute(sql, params)
                found = self.cursor.fetchall()
        return found


def _session(own: Any) -> _Session:
    session: _Session | None = getattr(own, "portal_session", None)
    if session is None or session.raw is not own.connection:
        session = own.portal_session = _Session(own)
    return session


def _written(value: Any) -> Any:
    """A list of ids as PostgreSQL writes it: the driver would quote each by itself."""
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else value
