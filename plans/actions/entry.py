"""Entering a plan and changing it."""

from typing import Any

from django.db import transaction

from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.files.actions import publish_files, withdraw_files
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import locked
from ogp_portal.translation.ledger import record, states_for
from ogp_portal.translation.values import RowEdit, checked_values, create_row, save_row
from plans.models import ActionPlan, PlanFile

PLAN_VALUES = ("number", "key", "kind", "state", "starts_on", "ends_on", "legal_act_url", "ogp_id")


def plan_values(plan: ActionPlan) -> dict[str, Any]:
    """What a plan's form shows beside its texts."""
    return {name: getattr(plan, name) for name in PLAN_VALUES}


@transaction.atomic
def create_plan(country_id: int, edit: RowEdit, *, by: User) -> ActionPlan:
    """Begin a plan that nobody else sees yet."""
    with acting(by):
        plan = ActionPlan(country_id=country_id, **edit.values)
        create_row(plan, edit, by=by, main_language=country_by_id(country_id).main_language)
    return plan


@transaction.atomic
def save_plan(plan: ActionPlan, edit: RowEdit, *, by: User) -> None:
    """Change a plan; raises EditConflict where somebody else was first."""
    fresh = locked(plan)
    values = checked_values(fresh, plan_values(fresh), edit)
    with acting(by):
        save_row(fresh, edit, values, by=by, main_language=country_by_id(plan.country_id).main_language)


@transaction.atomic
def add_plan_file(plan: ActionPlan, file: StoredFile, *, title: str, language: str, by: User) -> PlanFile:
    """Put a document beside the plan; who reads the plan can have it."""
    with acting(by):
        row = PlanFile(country_id=plan.country_id, plan=plan, file=file)
        set_texts(row, "title", {language: title})
        row.save()
        record(states_for(row, ["title"], source_language=language))
        if plan.published_at:
            publish_files([file.pk])
    return row


@transaction.atomic
def remove_plan_file(row: PlanFile, *, by: User) -> None:
    """Take a document away from the plan; the file itself stays in the store."""
    with acting(by):
        withdraw_files([row.file_id])
        row.delete()
