"""Models of the plans app, by noun."""

from plans.models.consultation import (
    Consultation,
    ConsultationFile,
    Contribution,
    ContributionAuthor,
    ReasonedResponse,
)
from plans.models.forum import Forum, ForumMeeting, ForumMember, MeetingAttendance, MeetingFile
from plans.models.period import PeriodReopening, ReportingPeriod
from plans.models.plan import ActionPlan, PlanFile

__all__ = [
    "ActionPlan",
    "Consultation",
    "ConsultationFile",
    "Contribution",
    "ContributionAuthor",
    "Forum",
    "ForumMeeting",
    "ForumMember",
    "MeetingAttendance",
    "MeetingFile",
    "PeriodReopening",
    "PlanFile",
    "ReasonedResponse",
    "ReportingPeriod",
]
