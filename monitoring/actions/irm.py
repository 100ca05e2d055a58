"""The IRM's reports and codings, entered by its researchers: public as soon as they are saved."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.models import Commitment
from monitoring.irm_scales import scales_of
from monitoring.models import IrmCoding, IrmReport
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import TextEdit, locked, save_texts
from plans.actions import NotPossible
from plans.models import ActionPlan


@dataclass(frozen=True)
class ReportFacts:
    """What a report says beside its title; `published_on` is the first day that `precision` leaves open."""

    kind: str
    edition: str
    published_on: dt.date
    precision: str
    url: str


@transaction.atomic
def add_irm_report(plan: ActionPlan, edit: TextEdit, facts: ReportFacts, *, by: User) -> IrmReport:
    """Begin a report on a plan; raises NotPossible when the plan has it already."""
    report = IrmReport(country_id=plan.country_id, plan=plan)
    _write(report, facts, by)
    _save_title(report, edit, by)
    return report


@transaction.atomic
def edit_irm_report(report: IrmReport, edit: TextEdit, facts: ReportFacts, *, by: User) -> None:
    """Change a report; raises Conflicting when somebody has saved its title meanwhile."""
    found = locked(report)
    _refuse(found.edit_blocker)
    _save_title(found, edit, by)
    _write(found, facts, by)


def _write(report: IrmReport, facts: ReportFacts, by: User) -> None:
    report.kind, report.edition, report.url = facts.kind, facts.edition, facts.url
    report.published_on, report.published_precision = facts.published_on, facts.precision
    try:
        with acting(by), transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise NotPossible(
            _("This plan has a report of this kind and edition already. Give the new one another edition.")
        ) from error


def _save_title(report: IrmReport, edit: TextEdit, by: User) -> None:
    main = country_by_id(report.country_id).main_language
    with acting(by):
        save_texts(report, edit, by=by, main_language=main)


@transaction.atomic
def code_commitment(
    report: IrmReport, commitment: Commitment, labels: Mapping[str, str], *, by: User
) -> None:
    """Say what the report says of a commitment: labels by indicator, "" where it does not code it.

    A label keeps its English words and the version of its scale; one of completion that has a place on the
    common scale is the IRM's voice from now on.
    """
    found = locked(report)
    _refuse(found.edit_blocker or ("" if commitment.plan_id == found.plan_id else _other_plan()))
    standing = {coding.indicator: coding for coding in found.codings.filter(commitment=commitment)}
    scales = {scale.indicator.value: scale for scale in scales_of(found.kind, found.plan.starts_on.year)}
    with acting(by):
        for indicator, label in labels.items():
            coding, scale = standing.get(indicator), scales[indicator]
            if coding is not None and not label:
                coding.delete()
            elif label and (coding is None or coding.label != label):
                coding = coding or IrmCoding(report=found, commitment=commitment, indicator=indicator)
                coding.label, coding.scale_version = label, scale.version
                coding.level = scale.level_of(label)
                coding.save()


def _other_plan() -> str:
    return _("This commitment stands in another plan than the one the report is on.")


def _refuse(blocker: str) -> None:
    if blocker:
        raise NotPossible(blocker)
