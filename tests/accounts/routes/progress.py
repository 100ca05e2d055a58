"""Reporting periods, reports, and the calendar of what is due."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.models import ProgressUpdate, UpdateFile
from ogp_portal.desk.calendars import renew_address, token_of
from ogp_portal.files.actions import store_upload
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.world import Route, Routes, World, everybody, only

CONTACT = ("administrator", "georgian contact")
ENTRY = (*CONTACT, "lead officer")


def plan(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.plan.pk}


def period(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.period.pk}


def report(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.commitment.pk, "period": world.georgia.period.pk}


def file(world: World) -> dict[str, Any]:
    return {"pk": world.things["update file"].pk}


def token(world: World) -> dict[str, Any]:
    return {"token": world.things["calendar token"]}


def nothing(world: World) -> dict[str, Any]:
    return {}


READ = only(*ENTRY, "other officer", ukrainian_contact=404)
"""Periods are the country's: every officer there reads them, with the own commitments alone."""
CHANGE = only(*CONTACT, ukrainian_contact=404)
CHANGED = only(*CONTACT, status=302, ukrainian_contact=404)
WRITE = only(*ENTRY, ukrainian_contact=404, other_officer=404)
WRITTEN = only(*ENTRY, status=302, ukrainian_contact=404, other_officer=404)

ROUTES: Routes = {
    "desk:period_list": Route(READ, plan),
    "desk:period_calendar": Route(CHANGE, plan),
    "desk:period_new": Route(CHANGE, plan),
    "desk:period": Route(READ, period),
    "desk:period_edit": Route(CHANGE, period),
    "desk:period_publish": Route(CHANGED, period, lambda w: {"commitment": w.georgia.commitment.pk}),
    "desk:period_remind": Route(CHANGED, period, nothing),
    "desk:period_lock": Route(CHANGED, period, nothing),
    "desk:period_reopen": Route(CHANGE, period),
    "desk:progress": Route(WRITE, report),
    "desk:progress_in": Route(WRITE, lambda w: {**report(w), "language": "en"}),
    "desk:progress_return": Route(CHANGED, report, lambda w: {"note": "Say by when."}),
    "desk:progress_publish": Route(CHANGED, report, nothing),
    "desk:progress_nothing_new": Route(WRITTEN, report, nothing),
    "desk:progress_file": Route(WRITE, file),
    "desk:progress_file_remove": Route(WRITTEN, file, nothing),
    "desk:calendar": Route(only(visitor=302, others=200)),
    "desk:calendar_file": Route(only(visitor=302, others=200)),
    "desk:calendar_renew": Route(everybody(302), data=nothing),
    "desk:calendar_stop": Route(everybody(302), data=nothing),
    "desk:calendar_feed": Route(everybody(200), token),
}


def make(world: World) -> None:
    tenant, contact = world.georgia, world.people["georgian contact"]
    assert contact is not None
    renew_address(contact)
    world.things["calendar token"] = token_of(contact)
    with country_scope(tenant.country):
        upload = SimpleUploadedFile("notes.txt", b"all is well", "text/plain")
        stored = store_upload(upload, country_id=tenant.country.pk, by=contact, purpose="progress")
        update = ProgressUpdate.objects.get(commitment=tenant.commitment, period=tenant.period)
        world.things["update file"] = UpdateFile.objects.create(update=update, file=stored)
