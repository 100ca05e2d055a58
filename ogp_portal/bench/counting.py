"""How many queries each public page takes, with 1, 30 and 300 commitments."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ogp_portal.bench.content import GrowingPlan, new_plan
from ogp_portal.bench.figures import Figure, as_rows, exactly
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.models import Country

SIZES = (1, 30, 300)
MEASURED = 40
COUNTRY = "georgia"


def count_queries() -> dict[str, Any]:
    """Grow a plan and count; then leave a plan of 40 commitments for whoever measures speed.

    Gives figures, and the addresses of the pages to measure.
    """
    country, today = Country.objects.get(slug=COUNTRY), timezone.localdate()
    with country_scope(country):
        growing = new_plan(country, "grown", today)
    figures: list[Figure] = []
    first: dict[str, int] = {}
    for size in SIZES:
        with country_scope(country):
            growing.grow_to(size)
        for name, path in addresses(growing).items():
            count = queries_of(path)
            first.setdefault(name, count)
            figures.append(exactly(f"queries.{name}.with_{size}", count, "queries", first[name]))
    with country_scope(country):
        growing.hide()
        measured = new_plan(country, "measured", today)
        measured.grow_to(MEASURED)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within minutes of such a load.
        cursor.execute("ANALYZE")
    return {"figures": as_rows(figures), "paths": addresses(measured)}


def addresses(growing: GrowingPlan) -> dict[str, str]:
    """The public pages that show a plan, by name."""
    country, area = f"/ka/{COUNTRY}/", growing.areas[1].slug
    plan = f"{country}plans/{growing.plan.key}/"
    return {
        "home": "/ka/",
        "country": country,
        "plan": plan,
        "commitment": f"{plan}1/",
        "area_list": "/ka/areas/",
        "area": f"/ka/areas/{area}/",
    }


def queries_of(path: str) -> int:
    """Queries of one page when all that a process keeps is warm, transaction and role included."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path} answers {response.status_code}.")
    return len(captured)
