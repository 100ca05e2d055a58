"""Carrying a commitment forward into a later plan."""

from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commitments.models import Commitment, CommitmentArea, CommitmentIndicator, CommitmentSupport, Milestone
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import columns, translated_fields
from ogp_portal.translation.ledger import record
from ogp_portal.translation.models import TextState
from plans.actions import NotPossible
from plans.enums import Source
from plans.models import ActionPlan

SPAN = ("starts_text", "starts_on", "starts_precision", "ends_text", "ends_on", "ends_precision")
LEFT_BEHIND = {"withdrawn_reason"}


def later_plans(commitment: Commitment) -> models.QuerySet[ActionPlan]:
    """The plans that a commitment can go on in: of its country, ending after its own plan."""
    plans = ActionPlan.objects.filter(country_id=commitment.country_id, ends_on__gt=commitment.plan.ends_on)
    return plans.order_by("starts_on", "pk")


@transaction.atomic
def carry_commitment(commitment: Commitment, plan: ActionPlan, *, by: User) -> Commitment:
    """A draft in a later plan with the same texts, ledger states and tags, and the milestones still open."""
    if blocker := commitment.carry_blocker:
        raise NotPossible(blocker)
    if not later_plans(commitment).filter(pk=plan.pk).exists():
        raise NotPossible(_("A commitment can only be carried forward into a later plan of its country."))
    last = Commitment.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    with acting(by):
        new = Commitment(
            country_id=commitment.country_id,
            plan=plan,
            number=commitment.number,
            key=free_key(plan, commitment.key),
            position=last + 1,
            lead_id=commitment.lead_id,
            officer_id=commitment.officer_id,
            values=commitment.values,
            carried_forward_from=commitment,
            source=Source.MANUAL,
            is_demo=plan.is_demo,
        )
        _saved_copy(commitment, new, set(translated_fields(Commitment)) - LEFT_BEHIND)
        pairs: list[tuple[models.Model, models.Model]] = [(commitment, new)]
        pairs += _parts(commitment, new)
        _links(commitment, new)
        _copy_states(pairs)
    return new


def free_key(plan: ActionPlan, wanted: str) -> str:
    """A key that no commitment of the plan has yet, as close to the wanted one as can be."""
    taken = set(Commitment.objects.filter(plan=plan).values_list("key", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in candidates if key not in taken)


def _saved_copy(old: models.Model, new: models.Model, fields: set[str]) -> None:
    for field in fields:
        for name in columns(field):
            setattr(new, name, getattr(old, name))
    new.save()


def _parts(old: Commitment, new: Commitment) -> list[tuple[models.Model, models.Model]]:
    pairs: list[tuple[models.Model, models.Model]] = []
    open_steps = old.milestones.filter(completed_on__isnull=True).order_by("position", "pk")
    for position, step in enumerate(open_steps, start=1):
        copy = Milestone(
            country_id=new.country_id,
            commitment=new,
            number=step.number,
            position=position,
            responsible_id=step.responsible_id,
            **{name: getattr(step, name) for name in SPAN},
        )
        _saved_copy(step, copy, set(translated_fields(Milestone)))
        pairs.append((step, copy))
    for indicator in old.indicators.order_by("position", "pk"):
        figures = {name: getattr(indicator, name) for name in ("position", "kind", "baseline", "target")}
        measure = CommitmentIndicator(country_id=new.country_id, commitment=new, **figures)
        _saved_copy(indicator, measure, set(translated_fields(CommitmentIndicator)))
        pairs.append((indicator, measure))
    return pairs


def _links(old: Commitment, new: Commitment) -> None:
    CommitmentSupport.objects.bulk_create(
        CommitmentSupport(country_id=new.country_id, commitment=new, organisation_id=pk)
        for pk in old.support.order_by("pk").values_list("organisation_id", flat=True)
    )
    CommitmentArea.objects.bulk_create(
        CommitmentArea(country_id=new.country_id, commitment=new, area_id=pk)
        for pk in old.tags.order_by("pk").values_list("area_id", flat=True)
    )


def _copy_states(pairs: list[tuple[models.Model, Any]]) -> None:
    """Each text is worth in the new plan what it was worth in the old one."""
    copies = {(old._meta.label_lower, old.pk): new.pk for old, new in pairs}
    wanted = models.Q()
    for label in {label for label, _pk in copies}:
        wanted |= models.Q(model=label, object_id__in=[pk for name, pk in copies if name == label])
    states = list(TextState.objects.filter(wanted, country_id=pairs[0][1].country_id))
    kept = [state for state in states if state.field not in LEFT_BEHIND]
    for state in kept:
        state.object_id, state.pk = copies[state.model, state.object_id], None
    record(kept)
