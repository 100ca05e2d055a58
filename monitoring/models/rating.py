"""Ratings by civil society organisations."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.enums import Completion, ReportState
from commitments.models import Commitment
from commitments.models.shown_changes import PublicChanges, changes_shown
from monitoring.models.evidence import OPEN_STATES
from monitoring.watching import state_blocker, watch_blocker
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.tracking import tracked
from ogp_portal.languages.fields import text_in
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.models import ReportingPeriod


class CsoRatingQuerySet(models.QuerySet["CsoRating"]):
    """Ratings by who may see them."""

    def published(self) -> "CsoRatingQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def visible_to(self, user: User) -> "CsoRatingQuerySet":
        """The own organisation's in every state, and what was submitted, to the portal's editors."""
        seen = Q(organisation_id__in=user.roles.organisations(Role.CSO_MEMBER))
        if user.roles.is_administrator:
            seen |= ~Q(state=ReportState.DRAFT)
        return self.filter(seen)

    def editable_by(self, user: User) -> "CsoRatingQuerySet":
        """The own organisation's; whether its state allows it is the blockers' matter."""
        return self.filter(organisation_id__in=user.roles.organisations(Role.CSO_MEMBER))


@tracked
class CsoRating(TenantModel):
    """How far one organisation sees a commitment carried out, with reasons; "not assessed" has no row."""

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "commitments_commitment", "commitment_id"
    )
    private_fields: ClassVar[tuple[str, ...]] = (
        "author",
        "submitted_at",
        "returned_note",
        "rejected_reason",
    )
    parent: ClassVar[str] = "commitment"

    organisation = TenantForeignKey(Organisation, on_delete=models.PROTECT, related_name="ratings")
    commitment = TenantForeignKey(Commitment, on_delete=models.CASCADE, related_name="ratings")
    period = TenantForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.RESTRICT, related_name="ratings"
    )
    completion = models.SmallIntegerField(choices=Completion)
    rationale = models.TextField(blank=True)
    rated_on = models.DateField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    rejected_reason = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT)
    returned_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CsoRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "organisation", "commitment", "rated_on"], name="cso_rating_once_per_day"
            ),
            PublicStates(name="public_csorating"),
            PublicChanges(name="public_changes_csorating"),
        ]
        triggers = [
            changes_shown(
                "monitoring.csorating",
                texts=["rationale"],
                others=["completion"],
                was_public="OLD.state = 'published'",
                is_public="NEW.state = 'published'",
            )
        ]

    def __str__(self) -> str:
        return f"rating of commitment {self.commitment_id} by organisation {self.organisation_id}"

    @property
    def edit_blocker(self) -> str:
        """Why this rating cannot be changed, or ""."""
        if self.state == ReportState.PUBLISHED:
            return _("A published rating no longer changes. Rate the commitment anew instead.")
        return "" if self.state in OPEN_STATES else state_blocker(self.state)

    @property
    def submit_blocker(self) -> str:
        """Why this rating cannot be submitted, or ""."""
        if self.state not in OPEN_STATES:
            return state_blocker(self.state)
        return self._content_blocker

    @property
    def publish_blocker(self) -> str:
        """Why this rating cannot be published, or ""."""
        return self.review_blocker or self._content_blocker

    @property
    def review_blocker(self) -> str:
        """Why this rating can be neither returned nor rejected, or ""."""
        return "" if self.state == ReportState.SUBMITTED else _("Only what has been submitted is reviewed.")

    @property
    def _content_blocker(self) -> str:
        if blocker := watch_blocker(self.organisation, self.commitment):
            return blocker
        if not any(text_in(self, "rationale", code) for code in LANGUAGES):
            return _("The reasons are missing: say what the rating rests on.")
        return ""

    @property
    def take_back_blocker(self) -> str:
        """Why this rating cannot be taken back from review, or ""."""
        return (
            "" if self.state == ReportState.SUBMITTED else _("Only what waits to be reviewed is taken back.")
        )

    @property
    def discard_blocker(self) -> str:
        """Why this draft cannot be thrown away, or ""."""
        return "" if self.state in OPEN_STATES else _("Only a draft can be discarded.")
