"""Milestones and indicators of a commitment: added, changed, ordered, removed while it is a draft."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentIndicator, Milestone, PublicChange
from commitments.models.spans import span_changes
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import locked
from ogp_portal.translation.values import RowEdit, Values, checked_values, create_row, save_row
from plans.actions import NotPossible

Part = Milestone | CommitmentIndicator
PART_VALUES: dict[type[Part], tuple[str, ...]] = {
    Milestone: ("number", "starts_text", "ends_text", "responsible_id"),
    CommitmentIndicator: ("kind", "baseline", "target"),
}


def part_values(part: Part) -> dict[str, Any]:
    """What a part's form shows beside its texts."""
    return {name: getattr(part, name) for name in PART_VALUES[type(part)]}


@transaction.atomic
def create_part(commitment: Commitment, model: type[Part], edit: RowEdit, *, by: User) -> Part:
    """Add a milestone or an indicator as the last one."""
    # Two who add at once wait for each other here, so that each gets a place of its own.
    fresh = locked(commitment)
    rows: Any = model._default_manager
    last = rows.filter(commitment=fresh).aggregate(last=Max("position"))["last"] or 0
    with acting(by):
        part = model(
            country_id=fresh.country_id,
            commitment=fresh,
            position=last + 1,
            **_columns(model, None, edit.values),
        )
        create_row(part, edit, by=by, main_language=country_by_id(fresh.country_id).main_language)
        if fresh.state != CommitmentState.DRAFT:
            # Not the trigger's: milestones that an import brings with a public commitment are no amendment.
            PublicChange.objects.create(
                country_id=fresh.country_id,
                commitment=fresh,
                model=model._meta.label_lower,
                object_id=part.pk,
            )
    return part


@transaction.atomic
def save_part(part: Part, edit: RowEdit, *, by: User) -> None:
    """Change a part; raises EditConflict where somebody else was first, and then nothing is written."""
    fresh = locked(part)
    values = checked_values(fresh, part_values(fresh), edit)
    main = country_by_id(part.country_id).main_language
    with acting(by):
        save_row(fresh, edit, _columns(type(part), fresh, values), by=by, main_language=main)


@transaction.atomic
def move_part(part: Part, *, up: bool, by: User) -> None:
    """Change places with the part before or after; at the end of the list nothing happens."""
    locked(part.commitment)
    rows: Any = type(part)._default_manager
    listed = list(rows.filter(commitment_id=part.commitment_id).order_by("position", "pk"))
    at = next(index for index, row in enumerate(listed) if row.pk == part.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(listed):
        return
    listed[at], listed[to] = listed[to], listed[at]
    with acting(by):
        for position, row in enumerate(listed, start=1):
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])


@transaction.atomic
def remove_part(part: Part, *, by: User) -> None:
    """Delete a part of a draft."""
    if blocker := part.commitment.remove_part_blocker:
        raise NotPossible(blocker)
    with acting(by):
        part.delete()


def _columns(model: type[Part], row: Any, values: Values) -> dict[str, Any]:
    if model is CommitmentIndicator:
        return dict(values)
    plain = {name: value for name, value in values.items() if name not in {"starts_text", "ends_text"}}
    return plain | span_changes(row, dict(values))
