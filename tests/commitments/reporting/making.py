"""What tests of reports need: a period open today, edits as a form makes them."""

import datetime as dt
from typing import Any

from commitments.models import Milestone, ProgressUpdate
from commitments.reporting.actions import PartEdit, ReportEdit, facts_version
from commitments.reporting.report import Part
from ogp_portal.languages.fields import text_in
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit
from ogp_portal.translation.ledger import version_of
from plans.enums import PeriodKind
from plans.models import ReportingPeriod
from tests.cast import Tenant

GOOD = {"completion": 3, "challenge": "", "links": []}


def today_of(tenant: Tenant) -> dt.date:
    return today_in(country_by_id(tenant.country.pk))


def open_period(tenant: Tenant, **fields: Any) -> ReportingPeriod:
    """A period that takes reports today; call it inside a scope."""
    today = today_of(tenant)
    defaults: dict[str, Any] = {
        "number": 7,
        "kind": PeriodKind.OWN,
        "starts_on": today - dt.timedelta(days=100),
        "ends_on": today - dt.timedelta(days=10),
        "due_on": today + dt.timedelta(days=7),
    }
    return ReportingPeriod.objects.create(country=tenant.country, plan=tenant.plan, **{**defaults, **fields})


def part(of: Part, row: ProgressUpdate | None = None, language: str = "ka", **given: Any) -> PartEdit:
    """An edit of one part that has seen `row`; texts by name, facts by name."""
    names: tuple[str, ...] = ("narrative", "challenge_text")
    texts = {name: given.pop(name) for name in names if name in given}
    base = {name: version_of(text_in(row, name, language)) if row else "" for name in texts}
    facts = {**GOOD, **given.pop("facts", {})}
    return PartEdit(of, TextEdit(language, texts, base), facts, facts_version(row), **given)


def whole_report(tenant: Tenant, **facts: Any) -> ReportEdit:
    """What a complete report on the tenant's commitment with its one milestone says."""
    step: Milestone = tenant.milestone
    return ReportEdit(
        [
            part(step.pk, narrative="ნაბიჯი გადაიდგა", facts=facts),
            part(None, narrative="რეესტრი ღიაა", facts={"completion": None}),
        ]
    )
