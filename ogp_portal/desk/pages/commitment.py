"""One commitment at the desk: how it stands, what it still needs, its parts, what its form offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language, pgettext

from commitments.actions.carrying import later_plans
from commitments.enums import CommitmentState
from commitments.models import Commitment, CommitmentIndicator, Milestone, PolicyArea
from commitments.translation import COMMITMENT_TEXTS
from ogp_portal.accounts.enums import OrganisationState, Role
from ogp_portal.accounts.models import Organisation, RoleAssignment, User
from ogp_portal.desk.forms.commitment import Choices
from ogp_portal.desk.forms.fields import Named
from ogp_portal.languages.fields import Shown, columns, shown, text_in
from ogp_portal.languages.registry import OWN_NAMES
from ogp_portal.languages.sorting import sort_key
from ogp_portal.languages.text import capitalised
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.translation.ledger import coverage
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan
from plans.models.reach import CONTACT
from plans.words import plan_with_years

TAG_SET = "2024"


def institutions_of(country_id: int, language: str) -> Named:
    """The country's confirmed organisations by the names that everybody may read, in one query."""
    main = country_by_id(country_id).main_language
    rows = list(
        Organisation.objects.filter(country_id=country_id, state=OrganisationState.CONFIRMED).values(
            "pk", *columns("name")
        )
    )
    labels = {row["pk"]: str(shown(row, "name", wanted=language, main_language=main)) for row in rows}
    listed = dict(sorted(labels.items(), key=lambda item: sort_key(item[1], language)))
    names = [(row[name], row["pk"]) for row in rows for name in columns("name") if row[name]]
    return Named(listed, names)


def areas_for(commitment: Commitment | None, language: str) -> Named:
    """OGP's tags of 2024, and those of older sets that the commitment carries."""
    wanted = Q(tag_set=TAG_SET)
    if commitment is not None:
        wanted |= Q(pk__in=commitment.tags.values("area_id"))
    rows = list(PolicyArea.objects.filter(wanted).values("pk", "tag_set", *columns("name")))
    # A tag that stands in two sets is the newer one when its name is typed.
    rows.sort(key=lambda row: row["tag_set"] != TAG_SET)
    labels = {row["pk"]: str(shown(row, "name", wanted=language)) for row in rows}
    listed = dict(sorted(labels.items(), key=lambda item: sort_key(item[1], language)))
    names = [(row[name], row["pk"]) for row in reversed(rows) for name in columns("name") if row[name]]
    return Named(listed, names)


def choices_for(user: User, country_id: int, commitment: Commitment | None, language: str) -> Choices:
    """What a commitment's form offers this person, by three queries."""
    institutions = institutions_of(country_id, language)
    officers = RoleAssignment.objects.filter(country_id=country_id, role=Role.AGENCY_OFFICER)
    people = list(
        officers.filter(user__is_active=True)
        .order_by("user__full_name", "user_id")
        .values_list("user_id", "user__full_name", "organisation_id")
    )
    is_contact = user.roles.has_in(country_id, *CONTACT)
    return Choices(
        institutions,
        areas_for(commitment, language),
        [(pk, f"{name}, {institutions.labels.get(lead, '')}") for pk, name, lead in people],
        {pk: lead for pk, _name, lead in people},
        None if is_contact else user.roles.organisations(Role.AGENCY_OFFICER),
    )


@dataclass(frozen=True)
class PartRow:
    """A milestone or an indicator in its list."""

    part: Milestone | CommitmentIndicator
    title: Shown
    is_first: bool
    is_last: bool
    responsible: Shown | None = None
    unit: Shown | None = None


@dataclass(frozen=True)
class LanguageRow:
    """How far the commitment is in one language: `approved` of `total` texts."""

    code: str
    name: str
    is_main: bool
    approved: int
    total: int


@dataclass(frozen=True)
class CommitmentDesk:
    """A commitment as those who work on it see it."""

    commitment: Commitment
    country: CountryEntry
    title: Shown
    plan_name: str
    state: str
    lead: Shown | None
    missing: Sequence[str]
    languages: Sequence[LanguageRow]
    milestones: Sequence[PartRow]
    indicators: Sequence[PartRow]
    later: Sequence[tuple[int, str]]
    may_edit: bool
    may_decide: bool

    @property
    def state_word(self) -> str:
        """The state as a line begins with it."""
        return capitalised(self.state, get_language() or "en")

    @property
    def is_draft(self) -> bool:
        return self.commitment.state == CommitmentState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.commitment.state == CommitmentState.PUBLISHED

    @property
    def is_public(self) -> bool:
        """Whether it has a public page."""
        return not self.is_draft and self.commitment.plan.published_at is not None

    @property
    def is_submitted(self) -> bool:
        return self.is_draft and self.commitment.submitted_at is not None

    @property
    def main_language(self) -> str:
        return self.country.main_language

    @property
    def next_number(self) -> int:
        return len(self.milestones) + 1


def state_of(commitment: Commitment) -> str:
    """The state in a word; a draft may be submitted or returned."""
    if commitment.state == CommitmentState.DRAFT and commitment.submitted_at:
        return pgettext("state of a commitment", "submitted")
    if commitment.state == CommitmentState.DRAFT and commitment.returned_at:
        return pgettext("state of a commitment", "returned")
    return str(CommitmentState(commitment.state).label)


def plan_name(plan: ActionPlan) -> str:
    return plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)


def commitment_desk(commitment: Commitment, user: User, language: str) -> CommitmentDesk:
    """All that the page shows, by a constant number of queries; `commitment` comes with plan and lead."""
    country = country_by_id(commitment.country_id)
    milestones = milestone_rows(commitment, language)
    may_decide = user.roles.has_in(country.pk, *CONTACT)
    later = later_plans(commitment) if may_decide and not commitment.carry_blocker else []
    return CommitmentDesk(
        commitment=commitment,
        country=country,
        title=shown(commitment, "title", wanted=language, main_language=country.main_language),
        plan_name=plan_name(commitment.plan),
        state=state_of(commitment),
        lead=_name(commitment.lead, language, country),
        missing=commitment.missing_beside(has_milestones=bool(milestones)),
        languages=_languages(commitment, country),
        milestones=milestones,
        indicators=indicator_rows(commitment, language),
        later=[(plan.pk, plan_name(plan)) for plan in later],
        may_edit=Commitment.objects.editable_by(user).filter(pk=commitment.pk).exists(),
        may_decide=may_decide,
    )


def milestone_rows(commitment: Commitment, language: str) -> list[PartRow]:
    """The milestones in their order."""
    country = country_by_id(commitment.country_id)
    listed = list(commitment.milestones.select_related("responsible").order_by("position", "pk"))
    return [
        PartRow(
            row,
            shown(row, "title", wanted=language, main_language=country.main_language),
            at == 0,
            at == len(listed) - 1,
            responsible=_name(row.responsible, language, country),
        )
        for at, row in enumerate(listed)
    ]


def indicator_rows(commitment: Commitment, language: str) -> list[PartRow]:
    """The indicators in their order."""
    main = country_by_id(commitment.country_id).main_language
    listed = list(commitment.indicators.order_by("position", "pk"))
    return [
        PartRow(
            row,
            shown(row, "title", wanted=language, main_language=main),
            at == 0,
            at == len(listed) - 1,
            unit=shown(row, "unit", wanted=language, main_language=main),
        )
        for at, row in enumerate(listed)
    ]


def _name(organisation: Organisation | None, language: str, country: CountryEntry) -> Shown | None:
    if organisation is None:
        return None
    return shown(organisation, "name", wanted=language, main_language=country.main_language)


def _languages(commitment: Commitment, country: CountryEntry) -> list[LanguageRow]:
    codes = list(dict.fromkeys((*country.languages, "en")))
    states = list(
        TextState.objects.filter(
            country_id=country.pk,
            model=Commitment._meta.label_lower,
            object_id=commitment.pk,
            field__in=COMMITMENT_TEXTS,
        ).values("model", "object_id", "field", "language", "state")
    )
    # Texts that came without a ledger, as from older imports, count as written though nobody approved them.
    total = sum(any(text_in(commitment, name, code) for code in codes) for name in COMMITMENT_TEXTS)
    return [
        LanguageRow(c.language, OWN_NAMES[c.language], c.language == country.main_language, c.approved, total)
        for c in coverage(states, codes)
    ]
