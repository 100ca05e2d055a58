"""Takes the demonstration away, and nothing else."""

from django.db.models import Q

from commitments.models import Commitment, Milestone, ProgressUpdate
from monitoring.models import CsoRating, ReportFile
from monitoring.reports.actions import stored_path
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.tenancy import every_country
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan


def flush_demo() -> dict[str, int]:
    """Delete every demonstration row, and the files of its reports.

    Returns how many rows of each model went, by model label.
    """
    with every_country():
        made = [stored_path(f) for f in ReportFile.objects.filter(report__plan__is_demo=True) if f.path]
        plans = ActionPlan.objects.demo()
        deleted = _flush_ledger()
        deleted |= plans.delete()[1]
        used = Q(led_commitments__isnull=False) | Q(supported_commitments__isnull=False)
        used |= Q(milestones__isnull=False) | Q(ratings__isnull=False)
        demo = Organisation.objects.filter(is_demo=True)
        # An organisation that real rows have come to use is no demonstration any more.
        demo.filter(pk__in=demo.filter(used).values("pk")).update(is_demo=False)
        deleted |= Organisation.objects.filter(is_demo=True).delete()[1]
        deleted |= User.objects.filter(is_demo=True).delete()[1]
    for path in made:
        path.unlink(missing_ok=True)
    return deleted


def _flush_ledger() -> dict[str, int]:
    count = 0
    for model, in_demo in (
        (ActionPlan, "is_demo"),
        (Commitment, "plan__is_demo"),
        (Milestone, "commitment__plan__is_demo"),
        (ProgressUpdate, "commitment__plan__is_demo"),
        (CsoRating, "commitment__plan__is_demo"),
    ):
        ids = list(model._default_manager.filter(**{in_demo: True}).values_list("pk", flat=True))
        count += TextState.objects.filter(model=model._meta.label_lower, object_id__in=ids).delete()[0]
    return {"translation.TextState": count}
