"""The desk's home and the progress reports."""

import datetime as dt
from typing import Any

from monitoring.enums import JobState
from monitoring.models import ProgressReport, ReportFile
from monitoring.reports.actions import stored_path
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.world import Route, Routes, World, everybody, only
from tests.cast import Tenant

MAY = ("programme officer", "administrator", "georgian contact")


def report(world: World) -> dict[str, Any]:
    return {"pk": world.things["report"].pk}


def report_file(world: World) -> dict[str, Any]:
    return {**report(world), "language": "en"}


ROUTES: Routes = {
    "desk:home": Route(only(visitor=302, others=200)),
    "desk:sign_out": Route(everybody(302), data=lambda world: {}),
    "desk:report_list": Route(only(*MAY, "ukrainian contact")),
    "desk:report": Route(only(*MAY, ukrainian_contact=404), report),
    "desk:report_file": Route(only(*MAY, ukrainian_contact=404), report_file),
    "desk:report_retry": Route(only(*MAY, status=302, ukrainian_contact=404), report_file, lambda world: {}),
}


def make(world: World) -> None:
    world.things["report"] = make_report(world.georgia)
    make_report(world.ukraine)


def make_report(tenant: Tenant) -> ProgressReport:
    """A finished report with one file in English; the file's text is the country's name."""
    with country_scope(tenant.country):
        report = ProgressReport.objects.create(
            country=tenant.country,
            plan=tenant.plan,
            languages=["en"],
            snapshot="{}",
            snapshot_sha256="0" * 64,
            data_as_of=dt.date(2025, 1, 1),
        )
        file = ReportFile.objects.create(
            country=tenant.country,
            report=report,
            language="en",
            state=JobState.DONE,
            path=f"{tenant.country.slug}/reports/{report.pk}-en.pdf",
            pages=1,
            size=1,
        )
    stored_path(file).parent.mkdir(parents=True, exist_ok=True)
    stored_path(file).write_bytes(f"%PDF of {tenant.country.slug}".encode())
    return report
