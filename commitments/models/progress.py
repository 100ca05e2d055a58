"""The government's progress reports."""

from collections.abc import Sequence
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from commitments.enums import Challenge, Completion, ReportState
from commitments.models.commitment import Commitment
from commitments.models.milestone import Milestone
from commitments.models.shown_changes import PublicChanges, changes_shown
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.models import ReportingPeriod


class ProgressUpdateQuerySet(models.QuerySet["ProgressUpdate"]):
    """Updates by who may see them and what they speak of."""

    def published(self) -> "ProgressUpdateQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def on_commitments(self) -> "ProgressUpdateQuerySet":
        """The government's voice on whole commitments, not on single milestones."""
        return self.filter(milestone__isnull=True)


LOCKED = """
IF TG_OP = 'UPDATE' THEN
  SELECT languages[1] INTO main FROM tenancy_country WHERE id = NEW.country_id;
  SELECT count(*) INTO changed
    FROM jsonb_each_text(to_jsonb(NEW)) AS now_is JOIN jsonb_each_text(to_jsonb(OLD)) AS was USING (key)
    WHERE now_is.value IS DISTINCT FROM was.value
      AND NOT (key = ANY(ARRAY[{people}]::text[]) AND now_is.value IS NULL)
      AND NOT (key = ANY(ARRAY[{texts}]::text[]) AND right(key, 2) <> main
        AND to_jsonb(OLD) ->> (left(key, -2) || main) <> '');
  IF changed = 0 THEN
    RETURN NEW;
  END IF;
END IF;
IF EXISTS (
  SELECT 1 FROM plans_reportingperiod period
  WHERE period.id IN {periods} AND period.locked_on <= current_date
    AND NOT EXISTS (
      SELECT 1 FROM plans_periodreopening again
      WHERE again.period_id = period.id AND again.until >= current_date
    )
) THEN
  RAISE EXCEPTION 'the reporting period of this row is locked' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def not_while_locked(
    texts: Sequence[str] = (), people: Sequence[str] = (), periods: str = "(NEW.period_id, OLD.period_id)"
) -> pgtrigger.Trigger:
    """What is written into a locked period is refused by the database too; actions say it as a sentence.

    Two things go on while a period is locked: `texts` are translated out of the country's main language, and
    the columns in `people` are emptied when a person's account is erased. `periods` is SQL.
    """
    return pgtrigger.Trigger(
        name="not_while_locked",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("main", "text"), ("changed", "integer")],
        func=LOCKED.format(
            texts=", ".join(f"'{name}'" for text in texts for name in columns(text)),
            people=", ".join(f"'{name}'" for name in people),
            periods=periods,
        ),
    )


@tracked
class ProgressUpdate(TenantModel):
    """What the government reports for a period on a commitment, or on one of its milestones."""

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "commitments_commitment", "commitment_id"
    )
    private_fields: ClassVar[tuple[str, ...]] = (
        "submitted_by",
        "submitted_at",
        "returned_by",
        "returned_at",
        "returned_note",
        "published_by",
    )
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="updates")
    milestone = TenantForeignKey(
        Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="updates"
    )
    period = TenantForeignKey(ReportingPeriod, on_delete=models.RESTRICT, related_name="updates")
    completion = models.SmallIntegerField(choices=Completion, null=True, blank=True)
    is_computed = models.BooleanField(default=False)
    """Whether `completion` was rolled up from the milestones (`commitments.rollup`) or stated as such."""
    narrative = models.TextField(blank=True)
    challenge = models.CharField(max_length=28, choices=Challenge, blank=True)
    challenge_text = models.TextField(blank=True)
    nothing_new = models.BooleanField(default=False)
    links = ArrayField(models.URLField(), default=list, blank=True)
    has_files = models.BooleanField(default=False)
    """Kept beside the files themselves, so that public pages ask for files only where there are some."""
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT)
    returned_note = models.TextField(blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    amended_at = models.DateTimeField(null=True, blank=True)
    """When a published report was last corrected, which everybody sees."""
    reported_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "commitment", "milestone", "period"],
                name="update_once_per_period",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReportState.PUBLISHED) | models.Q(reported_on__isnull=False),
                name="update_published_has_date",
            ),
            PublicStates(name="public_progressupdate"),
            PublicChanges(name="public_changes_progressupdate"),
        ]
        triggers = [
            changes_shown(
                "commitments.progressupdate",
                texts=["narrative", "challenge_text"],
                others=["completion", "challenge", "nothing_new", "links"],
                was_public="OLD.state = 'published'",
                is_public="NEW.state = 'published'",
            ),
            not_while_locked(
                texts=["narrative", "challenge_text"],
                people=["submitted_by_id", "returned_by_id", "published_by_id"],
            ),
        ]

    def __str__(self) -> str:
        return f"update on commitment {self.commitment_id} in period {self.period_id}"


class UpdateFile(TenantModel):
    """A file that supports a progress report."""

    public_rows: ClassVar[str] = with_public("commitments_progressupdate", "update_id")
    parent: ClassVar[str] = "update"

    update = TenantForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="updates")

    class Meta:
        triggers = [
            not_while_locked(
                periods="(SELECT u.period_id FROM commitments_progressupdate u WHERE u.id = NEW.update_id)"
            )
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} of update {self.update_id}"
