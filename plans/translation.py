"""Which fields of plans are kept per language."""

from ogp_portal.languages.fields import register
from plans.models import ActionPlan

PLAN_TEXTS = ["title", "legal_act"]

register(ActionPlan, PLAN_TEXTS)
