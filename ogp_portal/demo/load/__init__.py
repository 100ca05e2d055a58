"""Loads a country's demonstration content; `flush` takes it away again."""

import datetime as dt

from ogp_portal.demo.content import read
from ogp_portal.demo.load.dialogue import load_dialogue
from ogp_portal.demo.load.loading import Loading
from ogp_portal.demo.load.monitoring import load_monitoring
from ogp_portal.demo.load.plan import calendar_span, load_plan
from ogp_portal.demo.load.work import load_work
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country
from plans.models import ActionPlan

__all__ = ["calendar_span", "load_country"]


def load_country(slug: str, today: dt.date) -> bool:
    """Load one country's content; False when its demonstration plan is there already."""
    country = Country.objects.get(slug=slug)
    with country_scope(country):
        if ActionPlan.objects.demo().exists():
            return False
        loading = Loading(country, read(slug, today))
        load_plan(loading)
        load_dialogue(loading, read(slug, today, "dialogue"))
        load_monitoring(loading, read(slug, today, "monitoring"))
        # Locks the periods that are over: nothing can be reported for them afterwards.
        load_work(loading, read(slug, today, "monitoring"))
        loading.record_ledger()
    return True
