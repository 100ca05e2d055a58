"""Every change of plans and of the dialogue on them that has consequences, by noun."""

from plans.actions.entry import add_plan_file, create_plan, remove_plan_file, save_plan
from plans.actions.plan import publish_plan, withdraw_plan
from plans.actions.refusal import NotPossible

__all__ = [
    "NotPossible",
    "add_plan_file",
    "create_plan",
    "publish_plan",
    "remove_plan_file",
    "save_plan",
    "withdraw_plan",
]
