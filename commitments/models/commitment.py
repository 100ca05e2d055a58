"""Commitments."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from commitments.enums import CommitmentState, OgpValue
from commitments.models.shown_changes import PublicChanges, changes_shown
from commitments.models.spans import Span
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.tracking import tracked
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import Source
from plans.models import ActionPlan, Contribution
from plans.models.reach import READERS, within_reach

SHOWN_TEXTS = (
    "title",
    "summary",
    "problem",
    "causes",
    "done_so_far",
    "solution",
    "results",
    "transparency",
    "participation",
    "accountability",
    "withdrawn_reason",
)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments by who may see them."""

    def published(self) -> "CommitmentQuerySet":
        """Published or withdrawn in public, in a published plan."""
        return self.exclude(state=CommitmentState.DRAFT).filter(plan__published_at__isnull=False)

    def visible_to(self, user: User) -> "CommitmentQuerySet":
        """With drafts, for those who work on the plans of a country or read them before they are public."""
        return within_reach(self, user, READERS)

    def editable_by(self, user: User) -> "CommitmentQuerySet":
        """The contact's whole country; an officer's where the institution leads or supports."""
        if user.roles.is_administrator:
            return self.all()
        own = user.roles.organisations(Role.AGENCY_OFFICER)
        supported = CommitmentSupport.objects.filter(
            commitment=models.OuterRef("pk"), organisation_id__in=own
        )
        return self.filter(
            models.Q(country_id__in=user.roles.countries(Role.POINT_OF_CONTACT))
            | models.Q(lead_id__in=own)
            | models.Exists(supported)
        )

    def reportable_by(self, user: User) -> "CommitmentQuerySet":
        """What one edits, and commitments with a milestone that one’s institution answers for."""
        own = user.roles.organisations(Role.AGENCY_OFFICER)
        steps: Any = Commitment._meta.get_field("milestones").related_model
        responsible = steps.objects.filter(commitment_id=models.OuterRef("pk"), responsible_id__in=own)
        mine = Commitment.objects.editable_by(user).filter(pk=models.OuterRef("pk"))
        return self.filter(models.Exists(mine) | models.Exists(responsible))


@tracked
class Commitment(Span, TenantModel):
    """A promise of a plan. `number` is as printed in the plan, `key` its part of the address."""

    public_rows: ClassVar[str] = "{table}.state <> 'draft' AND " + with_public("plans_actionplan", "plan_id")
    private_fields: ClassVar[tuple[str, ...]] = (
        "officer",
        "submitted_by",
        "submitted_at",
        "returned_at",
        "returned_note",
    )
    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="commitments")
    number = models.CharField(max_length=20)
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    ogp_id = models.CharField(max_length=20, blank=True)
    import_key = models.CharField(max_length=200, blank=True)
    """What an import knows this row by."""
    title = models.CharField(max_length=1000)
    short_title = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    causes = models.TextField(blank=True)
    done_so_far = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    results = models.TextField(blank=True)
    transparency = models.TextField(blank=True)
    participation = models.TextField(blank=True)
    accountability = models.TextField(blank=True)
    lead = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="led_commitments"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    """Who reports on it at the lead institution; reminders go to them."""
    values = ArrayField(models.CharField(max_length=24, choices=OgpValue), default=list, blank=True)
    is_watched = models.BooleanField(default=False)
    """Whether evidence on it was ever published or rejected, as triggers note: its public page asks for
    evidence only then."""
    has_origins = models.BooleanField(default=False)
    """Whether a contribution to a consultation ever led to it, as a trigger notes: its public page asks what
    it began as only then."""
    state = models.CharField(max_length=12, choices=CommitmentState, default=CommitmentState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    """When a draft was handed to the point of contact; None while it is still being written."""
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.TextField(blank=True)
    """What the point of contact asks to be put right; never public."""
    carried_forward_from = TenantForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_forward_to"
    )
    source = models.CharField(max_length=8, choices=Source, default=Source.MANUAL)
    is_demo = models.BooleanField(default=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "plan", "key"], name="commitment_key_in_plan"),
            models.UniqueConstraint(
                fields=["country", "import_key"],
                condition=~models.Q(import_key=""),
                name="commitment_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CommitmentState.DRAFT) | models.Q(published_at__isnull=False),
                name="commitment_public_since",
            ),
            PublicStates(name="public_commitment"),
            PublicChanges(name="public_changes_commitment"),
        ]
        triggers = [
            changes_shown(
                "commitments.commitment",
                texts=SHOWN_TEXTS,
                others=["lead_id", "values", "starts_text", "ends_text", "state"],
                commitment="NEW.id",
                was_public="OLD.state <> 'draft'",
                is_public="NEW.state <> 'draft'",
            )
        ]

    def __str__(self) -> str:
        return f"commitment {self.key} of plan {self.plan_id}"

    @property
    def missing(self) -> list[str]:
        """What OGP's template still asks for before the public may read it, each as a sentence."""
        return self.missing_beside(has_milestones=self.milestones.exists())

    def missing_beside(self, *, has_milestones: bool) -> list[str]:
        """The same without a question to the database, for lists."""
        language = country_by_id(self.country_id).main_language
        wanted = {
            "title": _("The title in the main language is missing."),
            "summary": _("The brief description in the main language is missing."),
            "problem": _("The problem in the main language is missing."),
            "solution": _("What will be done is missing in the main language."),
        }
        found = [sentence for name, sentence in wanted.items() if not text_in(self, name, language)]
        if self.lead_id is None:
            found.append(_("The commitment has no lead institution yet."))
        if not self.ends_text:
            found.append(_("The commitment has no end date yet."))
        if not has_milestones:
            found.append(_("The commitment has no milestone yet."))
        return found

    @property
    def publish_blocker(self) -> str:
        """Why this commitment cannot be published, or ""."""
        if self.state == CommitmentState.PUBLISHED:
            return _("This commitment is already published.")
        return " ".join(self.missing)

    @property
    def submit_blocker(self) -> str:
        """Why this draft cannot be handed to the point of contact, or ""."""
        if self.state != CommitmentState.DRAFT:
            return _("Only a draft can be submitted.")
        if self.submitted_at:
            return _("This draft is already with the point of contact.")
        return " ".join(self.missing)

    @property
    def return_blocker(self) -> str:
        """Why this draft cannot be given back to its writers, or ""."""
        if self.state != CommitmentState.DRAFT or not self.submitted_at:
            return _("Only a draft that was submitted can be returned.")
        return ""

    @property
    def remove_part_blocker(self) -> str:
        """Why milestones and indicators can no longer be removed, or ""."""
        if self.state == CommitmentState.DRAFT:
            return ""
        return _("The commitment is public: what everybody has read can be changed but no longer removed.")

    @property
    def withdraw_blocker(self) -> str:
        """Why this commitment cannot be withdrawn, or ""."""
        return (
            ""
            if self.state == CommitmentState.PUBLISHED
            else _("Only a published commitment can be withdrawn.")
        )

    @property
    def carry_blocker(self) -> str:
        """Why this commitment cannot go on in a later plan, or ""."""
        if self.state == CommitmentState.DRAFT:
            return _("Only a published commitment can be carried forward.")
        return ""


class CommitmentSupport(TenantModel):
    """An organisation that supports the lead of a commitment."""

    public_rows: ClassVar[str] = with_public("commitments_commitment", "commitment_id")
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="support")
    organisation = TenantForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supported_commitments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "commitment", "organisation"], name="support_once_per_commitment"
            )
        ]

    def __str__(self) -> str:
        return f"organisation {self.organisation_id} supports commitment {self.commitment_id}"


class CommitmentOrigin(TenantModel):
    """A contribution to a consultation led to this commitment."""

    public_rows: ClassVar[str] = (
        with_public("commitments_commitment", "commitment_id")
        + " AND "
        + with_public("plans_contribution", "contribution_id")
    )
    parent: ClassVar[str] = "commitment"

    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="origins")
    contribution = TenantForeignKey(Contribution, on_delete=models.CASCADE, related_name="led_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "commitment", "contribution"], name="origin_once_per_commitment"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="marks_origins",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE commitments_commitment SET has_origins = true
                      WHERE id = NEW.commitment_id AND country_id = NEW.country_id AND NOT has_origins;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"contribution {self.contribution_id} led to commitment {self.commitment_id}"
