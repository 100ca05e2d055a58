"""Evidence: what a civil society organisation found, and the government's reply."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from commitments.enums import Completion, ReportState
from commitments.models import Commitment, Milestone
from commitments.models.shown_changes import changes_shown
from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy.enums import Precision
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates


@tracked
class Evidence(TenantModel):
    """A finding on a commitment or one of its milestones, observed on a day.

    Published evidence never changes: a correction is a new row that `corrects` it, public beside it. The
    government's reply is due on `reply_due_on` and stands in `reply` from `replied_at` on.
    """

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "commitments_commitment", "commitment_id"
    )
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    milestone = TenantForeignKey(
        Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    organisation = TenantForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=300)
    finding = models.TextField(blank=True)
    observed_text = models.CharField(max_length=200, blank=True)
    observed_on = models.DateField(null=True, blank=True)
    observed_precision = models.CharField(max_length=9, choices=Precision, blank=True)
    completion = models.SmallIntegerField(choices=Completion, null=True, blank=True)
    """How far what was found shows the commitment or milestone carried out; None: it says nothing of that."""
    links = ArrayField(models.URLField(), default=list, blank=True)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT)
    returned_note = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = TenantForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    reply_due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "corrects", "version"],
                condition=models.Q(corrects__isnull=False),
                name="evidence_version_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReportState.PUBLISHED) | models.Q(published_at__isnull=False),
                name="evidence_public_since",
            ),
            PublicStates(name="public_evidence"),
        ]
        triggers = [
            changes_shown(
                "monitoring.evidence",
                texts=["title", "finding", "reply"],
                others=["completion"],
                was_public="OLD.state = 'published'",
                is_public="NEW.state = 'published'",
            )
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk} on commitment {self.commitment_id}"


class EvidenceRejection(TenantModel):
    """Why a piece of evidence was not published: everybody reads the reason, nobody the evidence."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "evidence"

    evidence = TenantForeignKey(Evidence, on_delete=models.CASCADE, related_name="rejections")
    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="rejections")
    organisation = TenantForeignKey(Organisation, on_delete=models.PROTECT, related_name="rejections")
    reason = models.TextField()
    rejected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "evidence"], name="evidence_rejected_once")]

    def __str__(self) -> str:
        return f"rejection of evidence {self.evidence_id}"


class EvidenceFile(TenantModel):
    """A file of a piece of evidence."""

    public_rows: ClassVar[str] = with_public("monitoring_evidence", "evidence_id")
    parent: ClassVar[str] = "evidence"

    evidence = TenantForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")

    def __str__(self) -> str:
        return f"file {self.file_id} of evidence {self.evidence_id}"
