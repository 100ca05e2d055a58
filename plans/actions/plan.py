"""Every change of a plan that has consequences."""

from django.db import transaction
from django.utils import timezone

from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.files.actions import publish_files, withdraw_files
from plans.actions.refusal import NotPossible
from plans.models import ActionPlan


@transaction.atomic
def publish_plan(plan: ActionPlan, *, by: User | None) -> None:
    """Show the plan to everybody."""
    if blocker := plan.publish_blocker:
        raise NotPossible(blocker)
    with acting(by):
        plan.published_at = timezone.now()
        plan.save(update_fields=["published_at"])
        publish_files(plan.files.values_list("file_id", flat=True))


@transaction.atomic
def withdraw_plan(plan: ActionPlan, *, by: User | None) -> None:
    """Take the plan out of the public's sight; nothing is deleted."""
    if blocker := plan.withdraw_blocker:
        raise NotPossible(blocker)
    with acting(by):
        plan.published_at = None
        plan.save(update_fields=["published_at"])
        withdraw_files(plan.files.values_list("file_id", flat=True))
