"""Entering plans and commitments."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.models import CommitmentIndicator
from ogp_portal.files.actions import store_upload
from ogp_portal.tenancy import country_scope
from plans.models import PlanFile
from tests.accounts.routes.world import Route, Routes, World, only
from tests.cast import make_plan

EDITORS = ("administrator", "georgian contact")
READERS = (
    *EDITORS,
    "programme officer",
    "lead officer",
    "other officer",
    "georgian translator",
    "georgian forum member",
)


def plan(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.plan.pk}


def plan_text(world: World) -> dict[str, Any]:
    return {**plan(world), "language": "ka"}


def plan_file(world: World) -> dict[str, Any]:
    return {**plan(world), "file": world.things["plan file"].pk}


def commitment(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.commitment.pk}


def commitment_text(world: World) -> dict[str, Any]:
    return {**commitment(world), "language": "ka"}


def in_commitment(world: World) -> dict[str, Any]:
    return {"commitment": world.georgia.commitment.pk, "language": "ka"}


def milestone(world: World) -> dict[str, Any]:
    return {"pk": world.georgia.milestone.pk}


def milestone_text(world: World) -> dict[str, Any]:
    return {**milestone(world), "language": "ka"}


def indicator(world: World) -> dict[str, Any]:
    return {"pk": world.things["indicator"].pk}


def indicator_text(world: World) -> dict[str, Any]:
    return {**indicator(world), "language": "ka"}


def nothing(world: World) -> dict[str, Any]:
    return {}


def read(status: int = 200) -> tuple[int, ...]:
    """For those who may read drafts in Georgia; to Ukraine's contact it is not there."""
    return only(*READERS, status=status, ukrainian_contact=404)


def decide(status: int = 302) -> tuple[int, ...]:
    return only(*EDITORS, status=status, ukrainian_contact=404)


def enter(status: int = 200) -> tuple[int, ...]:
    """For the contact and the lead's officer; another ministry's officer only reads it."""
    return only(*EDITORS, "lead officer", status=status, ukrainian_contact=404, other_officer=403)


DRAFT = {"draft": "commitment:1:ka", "title": "x"}

ROUTES: Routes = {
    "desk:draft_save": Route(
        only(visitor=302, ukrainian_contact=403, others=200),
        lambda world: {"country": "georgia"},
        lambda world: DRAFT,
    ),
    "desk:draft_discard": Route(
        only(visitor=302, ukrainian_contact=403, others=302),
        lambda world: {"country": "georgia"},
        lambda world: DRAFT,
    ),
    "desk:plan_list": Route(only(*READERS, "ukrainian contact")),
    "desk:plan_new": Route(only(*EDITORS, "ukrainian contact")),
    "desk:plan": Route(read(), plan),
    "desk:plan_edit": Route(decide(200), plan_text),
    "desk:plan_publish": Route(decide(), plan, nothing),
    "desk:plan_withdraw": Route(decide(), plan, nothing),
    "desk:plan_file": Route(read(), plan_file),
    "desk:plan_file_add": Route(decide(200), plan, nothing),
    "desk:plan_file_remove": Route(decide(), plan_file, nothing),
    "desk:commitment": Route(read(), commitment),
    "desk:commitment_new": Route(
        only(*EDITORS, "lead officer", "other officer", ukrainian_contact=404),
        lambda world: {"plan": world.georgia.plan.pk},
    ),
    "desk:commitment_edit": Route(enter(), commitment_text),
    "desk:commitment_submit": Route(enter(302), commitment, nothing),
    "desk:commitment_return": Route(decide(200), commitment, nothing),
    "desk:commitment_publish": Route(decide(), commitment, nothing),
    "desk:commitment_withdraw": Route(decide(), commitment, lambda world: {"reason": "Merged."}),
    "desk:commitment_carry": Route(
        decide(), commitment, lambda world: {"plan": world.things["later plan"].pk}
    ),
    "desk:milestone_new": Route(enter(), in_commitment),
    "desk:milestone_edit": Route(enter(), milestone_text),
    "desk:milestone_move": Route(enter(302), milestone, nothing),
    "desk:milestone_remove": Route(enter(302), milestone, nothing),
    "desk:indicator_new": Route(enter(), in_commitment),
    "desk:indicator_edit": Route(enter(), indicator_text),
    "desk:indicator_move": Route(enter(302), indicator, nothing),
    "desk:indicator_remove": Route(enter(302), indicator, nothing),
    "public:commitment_preview": Route(read(), commitment),
}


def make(world: World) -> None:
    """An indicator, a document and a later plan in both countries."""
    for tenant in (world.georgia, world.ukraine):
        with country_scope(tenant.country):
            indicator = CommitmentIndicator.objects.create(
                country=tenant.country, commitment=tenant.commitment, position=1, title_en="Registers"
            )
            later = make_plan(
                tenant.country,
                key="6",
                number=6,
                published_at=None,
                starts_on=dt.date(2026, 1, 1),
                ends_on=dt.date(2027, 12, 31),
            )
            upload = SimpleUploadedFile("act.txt", b"The decree.", content_type="text/plain")
            file = store_upload(upload, country_id=tenant.country.pk, by=None, purpose="plan")
            row = PlanFile.objects.create(country=tenant.country, plan=tenant.plan, file=file, title_en="Act")
        if tenant is world.georgia:
            world.things |= {"indicator": indicator, "later plan": later, "plan file": row}
