"""The trigger that writes the public change log: SQL around the columns that everybody may compare."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pgtrigger
from django.conf import settings
from django.db import connection, models

from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.rules import IN_SCOPE, DatabaseRule

TEMPLATE = """
IF current_setting('portal.loads', true) = 'on' THEN
  RETURN NULL;
END IF;
IF ({was_public}) AND ({is_public}) THEN
  FOR changed IN SELECT unnest(ARRAY[{columns}]) LOOP
    IF to_jsonb(OLD) ->> changed IS DISTINCT FROM to_jsonb(NEW) ->> changed THEN
      INSERT INTO commitments_publicchange
        (country_id, commitment_id, model, object_id, field, before, after, changed_at)
      VALUES (NEW.country_id, {commitment}, '{label}', NEW.id, changed,
        coalesce(to_jsonb(OLD) ->> changed, ''), coalesce(to_jsonb(NEW) ->> changed, ''), now());
    END IF;
  END LOOP;
ELSIF {is_public} THEN
  INSERT INTO commitments_publicchange
    (country_id, commitment_id, model, object_id, field, before, after, changed_at)
  VALUES (NEW.country_id, {commitment}, '{label}', NEW.id, '', '', '', now());
END IF;
RETURN NULL;
"""


@contextmanager
def not_logged() -> Iterator[None]:
    """Leave what is written inside out of the public log, for the loading of data: no promise was amended.

    Needs a transaction; the history behind the log is complete all the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.loads', 'on', true)")
    yield
    # An error ends the transaction, and the setting with it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.loads', '', true)")


def changes_shown(
    label: str,
    *,
    texts: Sequence[str] = (),
    others: Sequence[str] = (),
    commitment: str = "NEW.commitment_id",
    was_public: str,
    is_public: str,
) -> pgtrigger.Trigger:
    """A trigger that logs each update of these columns between two public versions of a row.

    `texts` are translated fields, `others` plain columns; the conditions and `commitment` are SQL over OLD
    and NEW.
    """
    names = [*(name for text in texts for name in columns(text)), *others]
    return pgtrigger.Trigger(
        name="changes_shown",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        declare=[("changed", "text")],
        func=TEMPLATE.format(
            was_public=was_public,
            is_public=is_public,
            columns=", ".join(f"'{name}'" for name in names),
            commitment=commitment,
            label=label,
        ),
    )


class PublicChanges(DatabaseRule):
    """Shows the anonymous role the log of a model's public rows; stands in that model's Meta.

    What was published and then taken back (evidence that put somebody in danger) must not be read in the
    log: a row of it is public as long as the row that it speaks of.
    """

    def statements(self, model: type[models.Model]) -> list[str]:
        table = '"commitments_publicchange"'
        return [
            f'CREATE POLICY "{self.name}" ON {table} FOR SELECT TO {settings.ANONYMOUS_ROLE}'
            f" USING ({IN_SCOPE.format(table=table)} AND {table}.model = '{model._meta.label_lower}'"
            f' AND EXISTS (SELECT 1 FROM "{model._meta.db_table}" shown'
            f" WHERE shown.country_id = {table}.country_id AND shown.id = {table}.object_id))"
        ]

    def undo(self, model: type[models.Model]) -> list[str]:
        return [f'DROP POLICY IF EXISTS "{self.name}" ON "commitments_publicchange"']
