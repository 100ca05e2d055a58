"""Action plans and reporting periods."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from ogp_portal.accounts.models import User
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import PlanKind, PlanState, Source
from plans.models.reach import CONTACT, READERS, within_reach


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    """Plans by who may see them."""

    def published(self) -> "ActionPlanQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User) -> "ActionPlanQuerySet":
        """With drafts, for those who work on the plans of a country or read them before they are public."""
        return within_reach(self, user, READERS)

    def editable_by(self, user: User) -> "ActionPlanQuerySet":
        """The contact's own country's; the administrator's everywhere, as where there is no government."""
        return within_reach(self, user, CONTACT)

    def demo(self) -> "ActionPlanQuerySet":
        return self.filter(is_demo=True)


@tracked
class ActionPlan(TenantModel):
    """A national action plan, or civil society's alternative to one. `key` is its part of the address."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL"

    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, choices=PlanKind, default=PlanKind.GOVERNMENT)
    state = models.CharField(max_length=16, choices=PlanState, default=PlanState.CO_CREATION)
    starts_on = models.DateField()
    ends_on = models.DateField()
    legal_act = models.CharField(max_length=500, blank=True)
    legal_act_url = models.URLField(blank=True)
    ogp_id = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.MANUAL)
    is_demo = models.BooleanField(default=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "key"], name="plan_key_in_country"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="plan_ends_after_start"
            ),
            PublicStates(name="public_actionplan"),
        ]

    def __str__(self) -> str:
        return f"plan {self.key} of country {self.country_id}"

    def has_ended(self, today: dt.date) -> bool:
        return self.ends_on < today

    @property
    def publish_blocker(self) -> str:
        """Why this plan cannot be published, or ""."""
        if self.published_at:
            return _("This plan is already published.")
        if not any(getattr(self, f"title_{language}") for language in self.country.languages):
            return _("The plan has no title in one of the country's languages yet.")
        return ""

    @property
    def withdraw_blocker(self) -> str:
        """Why this plan cannot be withdrawn, or ""."""
        return "" if self.published_at else _("This plan is not published.")


class PlanFile(TenantModel):
    """A document of a plan: the adopted text, the legal act, the self-assessment."""

    public_rows: ClassVar[str] = with_public("plans_actionplan", "plan_id")
    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"file {self.file_id} of plan {self.plan_id}"
