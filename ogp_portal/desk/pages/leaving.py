"""What a role leaves behind when it ends, and who could go on with it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from commitments.enums import ReportState
from commitments.models import Commitment, ProgressUpdate
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Invitation, RoleAssignment, User
from ogp_portal.desk.models import Draft
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.tenancy.directory import country_by_id

UNSENT = (ReportState.DRAFT, ReportState.RETURNED)
REPORTING = frozenset({Role.AGENCY_OFFICER, Role.POINT_OF_CONTACT})
"""Those who are named as reporting on commitments."""
OF_WATCHERS = r"^(rating|evidence):(?!\d+:reply$)"
"""The names of forms that civil society fills in; a reply to evidence is the government's."""


@dataclass(frozen=True)
class Left:
    """One commitment on which nobody reports any more; `updates` are reports that were not handed in."""

    pk: int
    number: str
    title: Shown
    updates: int


@dataclass(frozen=True)
class Leaving:
    """What is left in the place of a role. `evidence` is counted for the administrator alone."""

    commitments: list[Left]
    drafts: int
    invitations: int
    evidence: int

    @property
    def is_nothing(self) -> bool:
        return not (self.commitments or self.drafts or self.invitations or self.evidence)


def leaving(assignment: RoleAssignment, reader: User, language: str) -> Leaving:
    """Collect it; call it with the country in scope."""
    if assignment.country_id is None:
        return Leaving([], 0, _open_invitations(assignment), 0)
    drafts = drafts_of(assignment).count()
    evidence = 0
    if assignment.role == Role.CSO_MEMBER and reader.roles.is_administrator:
        found = Evidence.objects.filter(organisation=assignment.organisation_id, state__in=UNSENT)
        evidence = found.count()
    commitments = _commitments(assignment, language) if assignment.role in REPORTING else []
    return Leaving(commitments, drafts, _open_invitations(assignment), evidence)


def drafts_of(assignment: RoleAssignment) -> QuerySet[Draft]:
    """Forms typed in this role and not saved; call it with the country in scope.

    What somebody typed as a watcher is for watchers alone, and of two organisations nobody knows for which.
    """
    drafts = Draft.objects.filter(user=assignment.user_id, country=assignment.country_id)
    if assignment.role != Role.CSO_MEMBER:
        return drafts.exclude(form__regex=OF_WATCHERS)
    others = RoleAssignment.objects.like(assignment).filter(user_id=assignment.user_id)
    is_only_one = not others.exclude(pk=assignment.pk).exists()
    return drafts.filter(form__regex=OF_WATCHERS) if is_only_one else drafts.none()


def _open_invitations(assignment: RoleAssignment) -> int:
    return Invitation.objects.filter(
        invited_by_id=assignment.user_id,
        country=assignment.country_id,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    ).count()


def _commitments(assignment: RoleAssignment, language: str) -> list[Left]:
    rows = Commitment.objects.filter(officer_id=assignment.user_id, country=assignment.country_id)
    found = list(rows.order_by("plan_id", "position", "pk").only("number", "country_id", *columns("title")))
    updates = ProgressUpdate.objects.filter(commitment__in=[row.pk for row in found], state__in=UNSENT)
    counts: dict[int, int] = {}
    for commitment_id in updates.values_list("commitment_id", flat=True):
        counts[commitment_id] = counts.get(commitment_id, 0) + 1
    return [
        Left(
            row.pk,
            row.number,
            shown(
                row,
                "title",
                wanted=language,
                main_language=country_by_id(row.country_id).main_language,
            ),
            counts.get(row.pk, 0),
        )
        for row in found
    ]


def successors(assignment: RoleAssignment) -> list[User]:
    """Others with the same role in the same place who can sign in, by name."""
    same = RoleAssignment.objects.like(assignment).filter(
        organisation=assignment.organisation_id, user__is_active=True
    )
    same = same.exclude(user_id=assignment.user_id)
    return list(User.objects.filter(pk__in=same.values("user_id")).order_by("full_name", "pk"))
