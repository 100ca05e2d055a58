"""Which fields of plans are kept per language."""

from ogp_portal.languages.fields import register
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

PLAN_TEXTS = ["title", "legal_act"]
FORUM_TEXTS = ["name", "mandate"]
MEETING_TEXTS = ["title", "place", "agenda", "minutes"]
CONSULTATION_TEXTS = ["title", "description"]
RESPONSE_TEXTS = ["reason"]

register(ActionPlan, PLAN_TEXTS)
register(PlanFile, ["title"])
register(PeriodReopening, ["reason"])
register(Forum, FORUM_TEXTS)
register(ForumMeeting, MEETING_TEXTS)
register(MeetingFile, ["title"])
register(Consultation, CONSULTATION_TEXTS)
register(ConsultationFile, ["title"])
register(ReasonedResponse, RESPONSE_TEXTS)
