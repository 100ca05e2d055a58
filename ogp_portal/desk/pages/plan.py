"""Plans at the desk: the list, and one plan with all its commitments, drafts too."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from commitments.enums import CommitmentState
from commitments.models import Commitment, Milestone
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import User
from ogp_portal.desk.pages.commitment import plan_name, state_of
from ogp_portal.desk.pages.editing import LanguageChoice, language_choices
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.languages.sorting import sort_key
from ogp_portal.tenancy.directory import CountryEntry, countries, country_by_id
from plans.models import ActionPlan, PlanFile
from plans.models.reach import CONTACT


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list."""

    plan: ActionPlan
    country: CountryEntry
    name: str
    title: Shown
    commitments: int
    drafts: int


def plan_rows(user: User, language: str) -> list[PlanRow]:
    """The plans that the person may read, by country, newest first, in one query."""
    found = (
        ActionPlan.objects.visible_to(user)
        .annotate(
            all_count=Count("commitments"),
            draft_count=Count("commitments", filter=Q(commitments__state=CommitmentState.DRAFT)),
        )
        .order_by("-starts_on", "-pk")
    )
    rows = [_plan_row(plan, language) for plan in found]
    return sorted(rows, key=lambda row: sort_key(row.country.form("name", language), language))


def _plan_row(plan: ActionPlan, language: str) -> PlanRow:
    country = country_by_id(plan.country_id)
    title = shown(plan, "title", wanted=language, main_language=country.main_language)
    counted: dict[str, int] = vars(plan)
    return PlanRow(plan, country, plan_name(plan), title, counted["all_count"], counted["draft_count"])


def countries_to_begin(user: User) -> list[CountryEntry]:
    """Where the person may begin a plan."""
    if user.roles.is_administrator:
        return countries()
    own = user.roles.countries(Role.POINT_OF_CONTACT)
    return [country for country in countries() if country.pk in own]


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment in its plan: its state in a word, and how many things it still needs."""

    commitment: Commitment
    title: Shown
    lead: Shown | None
    state: str
    missing: Sequence[str]


@dataclass(frozen=True)
class FileLine:
    """A document of the plan."""

    row: PlanFile
    title: Shown


@dataclass(frozen=True)
class PlanDesk:
    """A plan as those who work on it see it."""

    plan: ActionPlan
    country: CountryEntry
    name: str
    title: Shown
    legal_act: Shown
    commitments: Sequence[CommitmentLine]
    files: Sequence[FileLine]
    may_edit: bool
    may_add: bool

    @property
    def drafts(self) -> int:
        return sum(line.commitment.state == CommitmentState.DRAFT for line in self.commitments)

    @property
    def blocker(self) -> str:
        """Why the plan cannot be published, or ""."""
        return self.plan.publish_blocker

    @property
    def main_language(self) -> str:
        return self.country.main_language

    @property
    def languages(self) -> list[LanguageChoice]:
        return language_choices(self.country.pk)


def plan_desk(plan: ActionPlan, user: User, language: str) -> PlanDesk:
    """All that the page shows, by a constant number of queries."""
    country = country_by_id(plan.country_id)
    may_edit = user.roles.has_in(country.pk, *CONTACT)
    return PlanDesk(
        plan=plan,
        country=country,
        name=plan_name(plan),
        title=shown(plan, "title", wanted=language, main_language=country.main_language),
        legal_act=shown(plan, "legal_act", wanted=language, main_language=country.main_language),
        commitments=[_line(row, language, country) for row in _commitments(plan).order_by("position", "pk")],
        files=[
            FileLine(row, shown(row, "title", wanted=language, main_language=country.main_language))
            for row in plan.files.select_related("file").order_by("pk")
        ],
        may_edit=may_edit,
        may_add=may_edit or country.pk in user.roles.countries(Role.AGENCY_OFFICER),
    )


def _commitments(plan: ActionPlan) -> QuerySet[Commitment]:
    texts = [name for field in ("title", "summary", "problem", "solution") for name in columns(field)]
    names = [f"lead__{name}" for name in columns("name")]
    return (
        Commitment.objects.filter(plan=plan)
        .select_related("lead")
        .annotate(has_milestones=Exists(Milestone.objects.filter(commitment=OuterRef("pk"))))
        .only(
            "country_id",
            "plan_id",
            "number",
            "state",
            "submitted_at",
            "returned_at",
            "ends_text",
            *texts,
            "lead_id",
            "lead__country_id",
            *names,
        )
    )


def _line(row: Commitment, language: str, country: CountryEntry) -> CommitmentLine:
    main = country.main_language
    lead = shown(row.lead, "name", wanted=language, main_language=main) if row.lead else None
    is_draft = row.state == CommitmentState.DRAFT
    missing = row.missing_beside(has_milestones=vars(row)["has_milestones"]) if is_draft else []
    return CommitmentLine(
        row, shown(row, "title", wanted=language, main_language=main), lead, state_of(row), missing
    )
