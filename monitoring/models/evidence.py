"""Evidence: what a civil society organisation found, and the government's reply."""

import datetime as dt
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.enums import Completion, ReportState
from commitments.models import Commitment, Milestone
from commitments.models.shown_changes import PublicChanges, changes_shown
from monitoring.watching import state_blocker, watch_blocker
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.tenancy.enums import Precision
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates

OPEN_STATES = (ReportState.DRAFT, ReportState.RETURNED)
"""In which the organisation may still change its evidence or rating."""
REPLY_DAYS = 30
"""How long a government has to reply to published evidence."""


def marks_watched(condition: str = "true") -> pgtrigger.Trigger:
    """A trigger that tells the commitment that there is evidence to ask for; `condition` is SQL over NEW."""
    return pgtrigger.Trigger(
        name="marks_watched",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF {condition} THEN
              UPDATE commitments_commitment SET is_watched = true
                WHERE id = NEW.commitment_id AND country_id = NEW.country_id AND NOT is_watched;
            END IF;
            RETURN NULL;
        """,
    )


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence by who may see and change it."""

    def published(self) -> "EvidenceQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """The own organisation's in every state; what was submitted, to the portal's editors; what is
        published, to governments in their country."""
        roles = user.roles
        seen = Q(organisation_id__in=roles.organisations(Role.CSO_MEMBER))
        if roles.is_administrator:
            seen |= ~Q(state=ReportState.DRAFT)
        governments = roles.countries(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
        return self.filter(seen | Q(state=ReportState.PUBLISHED, country_id__in=governments))

    def editable_by(self, user: User) -> "EvidenceQuerySet":
        """The own organisation's; whether its state allows it is the blockers' matter."""
        return self.filter(organisation_id__in=user.roles.organisations(Role.CSO_MEMBER))

    def answerable_by(self, user: User) -> "EvidenceQuerySet":
        """What this person answers for the government: the contact all, an officer what their institution
        leads or what they report on themselves."""
        led = Q(commitment__lead_id__in=user.roles.organisations(Role.AGENCY_OFFICER))
        own = Q(commitment__officer_id=user.pk)
        contact = Q(country_id__in=user.roles.countries(Role.POINT_OF_CONTACT))
        return self.filter(contact | led | own, state=ReportState.PUBLISHED)

    def unanswered(self) -> "EvidenceQuerySet":
        """Published evidence that asks for a reply and has none; not what a correction stands for now."""
        return self.published().filter(
            reply_due_on__isnull=False, replied_at__isnull=True, superseded_at__isnull=True
        )


@tracked
class Evidence(TenantModel):
    """A finding on a commitment or one of its milestones, observed on a day.

    Published evidence never changes: a correction is a new row that `corrects` the first version, and once it
    is public, the version before it is superseded and stays readable. The government's reply is due on
    `reply_due_on` and stands in `reply` from `replied_at` on.
    """

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "commitments_commitment", "commitment_id"
    )
    private_fields: ClassVar[tuple[str, ...]] = (
        "author",
        "submitted_at",
        "returned_note",
        "replied_by",
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
    superseded_at = models.DateTimeField(null=True, blank=True)
    """Since when a later version stands for this one."""
    reply_due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    reply_amended_at = models.DateTimeField(null=True, blank=True)
    """When a reply was last corrected, which everybody sees."""
    is_demo = models.BooleanField(default=False)

    objects = EvidenceQuerySet.as_manager()

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
            PublicChanges(name="public_changes_evidence"),
        ]
        triggers = [
            changes_shown(
                "monitoring.evidence",
                texts=["title", "finding", "reply"],
                others=["completion"],
                was_public="OLD.state = 'published'",
                is_public="NEW.state = 'published'",
            ),
            marks_watched("NEW.state = 'published'"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk} on commitment {self.commitment_id}"

    @property
    def first_version_id(self) -> int:
        return self.corrects_id or self.pk

    @property
    def edit_blocker(self) -> str:
        """Why this evidence cannot be changed, or ""."""
        if self.state == ReportState.PUBLISHED:
            return _("Published evidence no longer changes. Submit a correction instead.")
        if self.state not in OPEN_STATES:
            return state_blocker(self.state)
        return ""

    @property
    def submit_blocker(self) -> str:
        """Why this evidence cannot be submitted, or ""."""
        if self.state not in OPEN_STATES:
            return state_blocker(self.state)
        return self._content_blocker

    @property
    def publish_blocker(self) -> str:
        """Why this evidence cannot be published, or ""."""
        return self.review_blocker or self._content_blocker

    @property
    def review_blocker(self) -> str:
        """Why this evidence can be neither returned nor rejected, or ""."""
        return "" if self.state == ReportState.SUBMITTED else _("Only what has been submitted is reviewed.")

    @property
    def _content_blocker(self) -> str:
        if blocker := watch_blocker(self.organisation, self.commitment):
            return blocker
        if not any(text_in(self, "title", code) for code in LANGUAGES):
            return _("The evidence has no title yet.")
        if not any(text_in(self, "title", c) and text_in(self, "finding", c) for c in LANGUAGES):
            return _("The finding is missing: say in the language of the title what you found.")
        return self.observed_blocker

    @property
    def observed_blocker(self) -> str:
        """What is wrong with the day of observation, or ""."""
        if not self.observed_text:
            return _("Say when this was observed.")
        if self.observed_on is None:
            return _(
                "“%(text)s” is no certain date: write when this was observed like 31.12.2026, March 2026 or"
                " 2026."
            ) % {"text": self.observed_text}
        if self.observed_on > today_in(country_by_id(self.country_id)):
            return _("The day of observation lies in the future.")
        return ""

    @property
    def take_back_blocker(self) -> str:
        """Why this evidence cannot be taken back from review, or ""."""
        return (
            "" if self.state == ReportState.SUBMITTED else _("Only what waits to be reviewed is taken back.")
        )

    @property
    def discard_blocker(self) -> str:
        """Why this draft cannot be thrown away, or ""."""
        return "" if self.state in OPEN_STATES else _("Only a draft can be discarded.")

    @property
    def correct_blocker(self) -> str:
        """Why no correction of this evidence can be begun, or ""."""
        if self.state != ReportState.PUBLISHED:
            return _("Only published evidence is corrected; a draft is simply changed.")
        if self.superseded_at:
            return _("A later version stands for this one: correct that.")
        if self.under_way is not None:
            return _("A correction of this evidence is already under way.")
        return ""

    @property
    def under_way(self) -> "Evidence | None":
        """The correction that is being written or reviewed."""
        waiting = (*OPEN_STATES, ReportState.SUBMITTED)
        corrections = Evidence.objects.filter(corrects_id=self.first_version_id, state__in=waiting)
        return corrections.order_by("-version").first()

    @property
    def reply_blocker(self) -> str:
        """Why the government cannot reply to this evidence, or ""."""
        if self.state != ReportState.PUBLISHED:
            return _("Only published evidence is replied to.")
        if self.reply_due_on is None:
            return _("This plan was written by civil society: no government is asked to reply.")
        if self.superseded_at:
            return _("A later version stands for this one: reply to that.")
        return ""

    def days_unanswered(self, today: dt.date) -> int:
        """Days past the day by which a reply was due; 0 where there is one, or none is due yet."""
        return days_unanswered(self.reply_due_on, has_reply=self.replied_at is not None, today=today)


def days_unanswered(due_on: dt.date | None, *, has_reply: bool, today: dt.date) -> int:
    """Days past the day by which a reply was due, 0 where nothing is late."""
    return max((today - due_on).days, 0) if due_on and not has_reply else 0


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
        constraints = [
            models.UniqueConstraint(fields=["country", "evidence"], name="evidence_rejected_once"),
            PublicStates(name="public_evidencerejection"),
        ]
        triggers = [marks_watched()]

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
