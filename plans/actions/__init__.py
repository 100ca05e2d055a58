"""Every change of plans and of the dialogue on them that has consequences, by noun."""

from plans.actions.plan import publish_plan, withdraw_plan
from plans.actions.refusal import NotPossible

__all__ = ["NotPossible", "publish_plan", "withdraw_plan"]
