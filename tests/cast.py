"""The fixed cast of the tests: two countries that hold overlapping numbers, and their people."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.text import slugify

from commitments.enums import CommitmentState, ReportState
from commitments.models import Commitment, Milestone, ProgressUpdate
from monitoring.enums import IrmIndicator, IrmReportKind
from monitoring.models import CsoRating, IrmCoding, IrmReport
from ogp_portal.accounts.enums import STAFF_ROLES, OrganisationKind, Role
from ogp_portal.accounts.models import Organisation, RoleAssignment, User
from ogp_portal.languages.fields import set_texts, text_in
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from plans.enums import PeriodKind, PlanState
from plans.models import ActionPlan, ReportingPeriod

SECRET = "nobody outside may read this draft"


@dataclass
class Tenant:
    """A country with a published plan, a published and a draft commitment, and three voices."""

    country: Country
    plan: ActionPlan
    draft_plan: ActionPlan
    period: ReportingPeriod
    ministry: Organisation
    cso: Organisation
    commitment: Commitment
    draft: Commitment
    milestone: Milestone
    irm_report: IrmReport


def build_tenant(slug: str) -> Tenant:
    """The same things, with the same numbers and keys, in whichever country."""
    country = Country.objects.get(slug=slug)
    with country_scope(country):
        plan = make_plan(country)
        draft_plan = make_plan(country, key="9", number=9, published_at=None, title_en=SECRET)
        period = ReportingPeriod.objects.create(
            country=country,
            plan=plan,
            number=1,
            kind=PeriodKind.HALF_YEAR,
            starts_on=dt.date(2024, 1, 1),
            ends_on=dt.date(2024, 6, 30),
            due_on=dt.date(2024, 7, 15),
        )
        ministry = Organisation.objects.create(
            country=country, kind=OrganisationKind.GOVERNMENT, name_en=f"Ministry of {slug}"
        )
        cso = Organisation.objects.create(
            country=country, kind=OrganisationKind.CSO, name_en=f"Watch of {slug}"
        )
        commitment = make_commitment(plan, lead=ministry)
        draft = make_commitment(
            plan, key="2", number="2", state=CommitmentState.DRAFT, published_at=None, title_en=SECRET
        )
        milestone = Milestone.objects.create(
            country=country,
            commitment=commitment,
            number="1",
            position=1,
            title_en="First step",
            ends_on=dt.date(2024, 5, 31),
            ends_text="2024-05-31",
            ends_precision="day",
        )
        irm_report = IrmReport.objects.create(
            country=country, plan=plan, kind=IrmReportKind.RESULTS, published_on=dt.date(2025, 3, 1)
        )
        tenant = Tenant(
            country, plan, draft_plan, period, ministry, cso, commitment, draft, milestone, irm_report
        )
        speak(tenant, commitment, government=4, cso=2, irm=1)
    return tenant


def make_plan(country: Country, **fields: Any) -> ActionPlan:
    """A published plan of 2024–25; call it inside a scope."""
    defaults: dict[str, Any] = {
        "number": 5,
        "key": "5",
        "title_en": "Fifth action plan",
        "state": PlanState.IMPLEMENTATION,
        "starts_on": dt.date(2024, 1, 1),
        "ends_on": dt.date(2025, 12, 31),
        "published_at": timezone.now(),
    }
    return ActionPlan.objects.create(country=country, **{**defaults, **fields})


def make_commitment(plan: ActionPlan, **fields: Any) -> Commitment:
    """A published commitment; call it inside a scope."""
    defaults: dict[str, Any] = {
        "number": "1",
        "key": "1",
        "position": 1,
        "title_en": "Publish the register of owners",
        "summary_en": "Who owns what is open to everybody.",
        "state": CommitmentState.PUBLISHED,
        "published_at": timezone.now(),
    }
    return Commitment.objects.create(country=plan.country, plan=plan, **{**defaults, **fields})


def complete(commitment: Commitment, lead: Organisation) -> Commitment:
    """Give a draft all that it needs to be published; call it inside a scope."""
    language = commitment.country.main_language
    for field in ("title", "summary", "problem", "solution"):
        if not text_in(commitment, field, language):
            set_texts(commitment, field, {language: f"The {field} in the main language"})
    commitment.lead = lead
    commitment.ends_text, commitment.ends_on, commitment.ends_precision = (
        "2025",
        dt.date(2025, 12, 31),
        "year",
    )
    commitment.save()
    Milestone.objects.create(country=commitment.country, commitment=commitment, number="1", title_en="Step")
    return commitment


def speak(
    tenant: Tenant,
    commitment: Commitment,
    *,
    government: int | None = None,
    cso: int | None = None,
    irm: int | None = None,
) -> None:
    """Let the voices rate a commitment; call it inside a scope."""
    if government is not None:
        ProgressUpdate.objects.create(
            country=tenant.country,
            commitment=commitment,
            period=tenant.period,
            completion=government,
            narrative_en="The register is open.",
            state=ReportState.PUBLISHED,
            reported_on=dt.date(2024, 7, 10),
            published_at=timezone.now(),
        )
    if cso is not None:
        CsoRating.objects.create(
            country=tenant.country,
            organisation=tenant.cso,
            commitment=commitment,
            completion=cso,
            rationale_en="Half of the register is empty.",
            rated_on=dt.date(2024, 9, 1),
            state=ReportState.PUBLISHED,
            published_at=timezone.now(),
        )
    if irm is not None:
        IrmCoding.objects.create(
            country=tenant.country,
            report=tenant.irm_report,
            commitment=commitment,
            indicator=IrmIndicator.COMPLETION,
            scale_version="2013-",
            label="Not started",
            level=irm,
            coded_on=dt.date(2025, 3, 1),
        )


def make_user(
    role: Role, country: Country | None = None, organisation: Organisation | None = None, name: str = ""
) -> User:
    """A person with one role; staff has a second factor already."""
    place = country.slug if country else "all"
    name = name or f"{role} of {place}"
    user = User.objects.create_user(f"{slugify(name)}@example.org", full_name=name)
    RoleAssignment.objects.create(user=user, role=role, country=country, organisation=organisation)
    if role in STAFF_ROLES:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user
