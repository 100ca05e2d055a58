"""Entering a commitment and changing it, also beside somebody else."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Value

from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentArea, CommitmentSupport, PublicChange
from commitments.models.spans import span_changes
from ogp_portal.accounts.enums import OrganisationKind
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.context import acting
from ogp_portal.languages.fields import set_texts
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import locked
from ogp_portal.translation.values import RowEdit, Values, checked_values, create_row, save_row
from plans.models import ActionPlan

COMMITMENT_VALUES = ("number", "key", "ogp_id", "starts_text", "ends_text", "lead_id", "officer_id", "values")


def commitment_values(commitment: Commitment) -> dict[str, Any]:
    """What the form shows beside the texts: columns, and the ids of supporters and areas in order."""
    values = {name: getattr(commitment, name) for name in COMMITMENT_VALUES}
    values["values"] = sorted(commitment.values)
    # Both in one question: a form asks it when it is shown, and the action once more behind the lock.
    support = commitment.support.order_by().values_list(Value("support"), "organisation_id")
    links = list(support.union(commitment.tags.order_by().values_list(Value("areas"), "area_id")))
    return values | {name: sorted(pk for kind, pk in links if kind == name) for name in ("support", "areas")}


@transaction.atomic
def create_commitment(plan: ActionPlan, edit: RowEdit, *, by: User) -> Commitment:
    """Begin a commitment that only those who work on the plan see; it stands last in the plan."""
    last = Commitment.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    with acting(by):
        commitment = Commitment(
            country_id=plan.country_id, plan=plan, position=last + 1, **_columns(None, edit.values)
        )
        create_row(commitment, edit, by=by, main_language=country_by_id(plan.country_id).main_language)
        _write_links(commitment, edit.values, {"support": [], "areas": []})
    return commitment


@transaction.atomic
def save_commitment(commitment: Commitment, edit: RowEdit, *, by: User) -> None:
    """Change a commitment; raises EditConflict where somebody else was first, and then nothing is written."""
    fresh = locked(commitment)
    current = commitment_values(fresh)
    values = checked_values(fresh, current, edit)
    with acting(by):
        main = country_by_id(commitment.country_id).main_language
        save_row(fresh, edit, _columns(fresh, values), by=by, main_language=main)
        _write_links(fresh, values, current)


def _columns(row: Commitment | None, values: Values) -> dict[str, Any]:
    """Columns of the row: dates are read from their texts, the rest is taken as it is."""
    dates = ("starts_text", "ends_text")
    columns = {n: value for n, value in values.items() if n in COMMITMENT_VALUES and n not in dates}
    return columns | span_changes(row, dict(values))


def _write_links(commitment: Commitment, values: Values, current: Values) -> None:
    """Bring supporters and areas to what the form says; on a public commitment everybody sees the change."""
    kinds: tuple[tuple[str, type[models.Model], str], ...] = (
        ("support", CommitmentSupport, "organisation_id"),
        ("areas", CommitmentArea, "area_id"),
    )
    for name, model, link in kinds:
        before, after = current[name], values.get(name, current[name])
        if before == after:
            continue
        gone, come = set(before) - set(after), set(after) - set(before)
        rows: Any = model._default_manager
        if gone:
            rows.filter(commitment=commitment, **{f"{link}__in": gone}).delete()
        rows.bulk_create(
            model(country_id=commitment.country_id, commitment=commitment, **{link: pk})
            for pk in sorted(come)
        )
        if commitment.state != CommitmentState.DRAFT:
            _log(commitment, name, before, after)


def _log(commitment: Commitment, name: str, before: Iterable[int], after: Iterable[int]) -> None:
    """Links are rows of their own, which the commitment's trigger does not see; ids, joined by commas."""
    PublicChange.objects.create(
        country_id=commitment.country_id,
        commitment=commitment,
        model="commitments.commitment",
        object_id=commitment.pk,
        field=name,
        before=",".join(map(str, before)),
        after=",".join(map(str, after)),
    )


INSTITUTIONS = (OrganisationKind.GOVERNMENT, OrganisationKind.PUBLIC_BODY)


@transaction.atomic
def add_institution(
    country_id: int, *, name: str, language: str, kind: str, office_email: str, by: User
) -> Organisation:
    """Put an institution or organisation on the country's list, under its own name."""
    with acting(by):
        row = Organisation(country_id=country_id, kind=kind, office_email=office_email)
        set_texts(row, "name", {language: name})
        row.save()
    return row


@transaction.atomic
def set_office_email(organisation: Organisation, office_email: str, *, by: User) -> None:
    """Change the office address that citizens can write to."""
    with acting(by):
        organisation.office_email = office_email
        organisation.save(update_fields=["office_email"])
