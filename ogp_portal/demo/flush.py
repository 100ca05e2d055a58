"""Takes the demonstration away, and nothing else."""

from collections import Counter

from django.db.models import Q, QuerySet

from commitments.models import Commitment, CommitmentIndicator, Milestone, ProgressUpdate
from monitoring.models import CsoRating, Evidence, EvidenceRejection, IrmReport, ReportFile
from monitoring.reports.actions import stored_path
from ogp_portal.accounts.models import Invitation, Organisation, RoleChange, User
from ogp_portal.files.actions import delete_files
from ogp_portal.files.models import StoredFile
from ogp_portal.tenancy import every_country
from ogp_portal.translation.models import TextState
from plans.models import (
    ActionPlan,
    Consultation,
    ConsultationFile,
    Forum,
    ForumMeeting,
    MeetingFile,
    PeriodReopening,
    PlanFile,
    ReasonedResponse,
)

USES_OF_AN_ORGANISATION = (
    "led_commitments",
    "supported_commitments",
    "milestones",
    "ratings",
    "evidence",
    "rejections",
    "forum_seats",
    "contributions",
)
IN_DEMO = {
    ActionPlan: Q(is_demo=True),
    Commitment: Q(plan__is_demo=True),
    Milestone: Q(commitment__plan__is_demo=True),
    CommitmentIndicator: Q(commitment__plan__is_demo=True),
    ProgressUpdate: Q(commitment__plan__is_demo=True),
    CsoRating: Q(commitment__plan__is_demo=True),
    Evidence: Q(is_demo=True) | Q(commitment__plan__is_demo=True),
    EvidenceRejection: Q(evidence__is_demo=True) | Q(commitment__plan__is_demo=True),
    IrmReport: Q(plan__is_demo=True),
    PeriodReopening: Q(period__plan__is_demo=True),
    PlanFile: Q(plan__is_demo=True),
    Forum: Q(is_demo=True),
    ForumMeeting: Q(forum__is_demo=True),
    MeetingFile: Q(meeting__forum__is_demo=True),
    Consultation: Q(is_demo=True) | Q(plan__is_demo=True),
    ConsultationFile: Q(consultation__is_demo=True) | Q(consultation__plan__is_demo=True),
    ReasonedResponse: Q(contribution__consultation__is_demo=True)
    | Q(contribution__consultation__plan__is_demo=True),
    Organisation: Q(is_demo=True) | Q(registered_by__is_demo=True),
}
"""Models with texts in the ledger, and which of their rows are of the demonstration."""


def flush_demo() -> dict[str, int]:
    """Delete every demonstration row, and the files of its reports, papers and evidence.

    Returns how many rows of each model went, by model label.
    """
    deleted: Counter[str] = Counter()
    with every_country():
        made = [stored_path(f) for f in ReportFile.objects.filter(report__plan__is_demo=True) if f.path]
        files = list(_files().values_list("pk", flat=True))
        deleted.update(_flush_ledger())
        for rows in _corrections_first():
            deleted.update(rows.delete()[1])
        for model in (Consultation, Forum, ActionPlan):
            deleted.update(model._default_manager.filter(IN_DEMO[model]).delete()[1])
        deleted.update(_flush_people())
        deleted["files.StoredFile"] += delete_files(files)
    for path in made:
        path.unlink(missing_ok=True)
    return dict(deleted)


def _files() -> QuerySet[StoredFile]:
    """What was uploaded with the demonstration, or by its people into it."""
    plans = ("plans__plan", "updates__update__commitment__plan", "evidence__evidence__commitment__plan")
    within = Q(is_demo=True) | Q(meetings__meeting__forum__is_demo=True)
    within |= Q(consultations__consultation__is_demo=True)
    within |= Q(consultations__consultation__plan__is_demo=True)
    for plan in plans:
        within |= Q(**{f"{plan}__is_demo": True})
    return StoredFile.objects.filter(within).distinct()


def _corrections_first() -> list[QuerySet[Evidence]]:
    """Evidence from the newest version down: what is corrected cannot go before its correction."""
    rows = Evidence.objects.filter(IN_DEMO[Evidence])
    versions = sorted(set(rows.values_list("version", flat=True)), reverse=True)
    return [rows.filter(version=version) for version in versions]


def _flush_people() -> Counter[str]:
    """The organisations, the cast, and what the cast did with other people's roles."""
    deleted: Counter[str] = Counter()
    demo = Organisation.objects.filter(IN_DEMO[Organisation])
    used = Q()
    for name in USES_OF_AN_ORGANISATION:
        used |= Q(**{f"{name}__isnull": False})
    # An organisation that real rows have come to use is no demonstration any more.
    kept = list(demo.filter(used).values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=kept).update(is_demo=False)
    deleted.update(demo.exclude(pk__in=kept).delete()[1])
    deleted.update(Invitation.objects.filter(invited_by__is_demo=True).delete()[1])
    deleted.update(RoleChange.objects.filter(changed_by__is_demo=True).delete()[1])
    deleted.update(User.objects.filter(is_demo=True).delete()[1])
    return deleted


def _flush_ledger() -> Counter[str]:
    count = 0
    for model, in_demo in IN_DEMO.items():
        ids = list(model._default_manager.filter(in_demo).values_list("pk", flat=True))
        count += TextState.objects.filter(model=model._meta.label_lower, object_id__in=ids).delete()[0]
    return Counter({"translation.TextState": count})
