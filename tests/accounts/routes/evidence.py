"""Evidence, ratings, the IRM's codings, and where the voices disagree.

The watch's evidence is a draft, submitted, and published; governments and rivals see only what is published,
and that to reply to it.
"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.enums import ReportState
from monitoring.enums import IrmReportKind
from monitoring.models import CsoRating, Evidence, EvidenceFile, IrmReport
from ogp_portal.accounts.models import Organisation
from ogp_portal.files.actions import store_upload
from ogp_portal.tenancy import country_scope
from tests.accounts.routes.world import Route, Routes, World, everybody, only
from tests.cast import SECRET, Tenant

CSOS = ("watch member", "rival member")
GOVERNMENTS = ("georgian contact", "ukrainian contact", "lead officer", "other officer")
NONE_OF_THEIRS = {name.replace(" ", "_"): 404 for name in ("rival member", *GOVERNMENTS)}


def evidence(state: str) -> Any:
    return lambda world: {"pk": world.things[f"{state} evidence"].pk}


def rating(state: str) -> Any:
    return lambda world: {"pk": world.things[f"{state} rating"].pk}


def in_english(state: str) -> Any:
    return lambda world: {**evidence(state)(world), "language": "en"}


def rating_in_english(state: str) -> Any:
    return lambda world: {**rating(state)(world), "language": "en"}


def evidence_file(world: World) -> dict[str, Any]:
    return {**evidence("draft")(world), "file": world.things["evidence file"].pk}


def commitment(world: World) -> dict[str, Any]:
    return {"commitment": world.georgia.commitment.pk}


def irm_report(world: World) -> dict[str, Any]:
    return {"pk": world.things["irm report"].pk}


def nothing(world: World) -> dict[str, Any]:
    return {}


def posted(**data: str) -> Any:
    return lambda world: data


OWN = only("watch member", rival_member=404)
OWN_STEP = only("watch member", status=302, rival_member=404)
REVIEW = only("administrator", status=302)

ROUTES: Routes = {
    "public:disagreement": Route(everybody(200)),
    "public:country_disagreement": Route(everybody(200), lambda world: {"country": "georgia"}),
    "desk:evidence_list": Route(only(*CSOS, *GOVERNMENTS, "administrator")),
    "desk:evidence_new": Route(only(*CSOS)),
    "desk:evidence_write": Route(only(*CSOS), commitment),
    "desk:evidence": Route(
        only("watch member", administrator=404, **NONE_OF_THEIRS),
        evidence("draft"),
    ),
    "desk:evidence_edit": Route(OWN, in_english("draft")),
    "desk:evidence_file": Route(only("watch member", administrator=404, rival_member=404), evidence_file),
    "desk:evidence_file_remove": Route(OWN_STEP, evidence_file, nothing),
    "desk:evidence_submit": Route(OWN_STEP, evidence("draft"), nothing),
    "desk:evidence_take_back": Route(OWN_STEP, evidence("submitted"), nothing),
    "desk:evidence_discard": Route(OWN_STEP, evidence("draft"), nothing),
    "desk:evidence_correct": Route(OWN_STEP, evidence("published"), nothing),
    "desk:evidence_publish": Route(REVIEW, evidence("submitted"), nothing),
    "desk:evidence_return": Route(REVIEW, evidence("submitted"), posted(note="Say where.")),
    "desk:evidence_reject": Route(
        REVIEW, evidence("submitted"), posted(reason="The files show another place.", language="en")
    ),
    "desk:evidence_reply": Route(
        only("georgian contact", "lead officer", ukrainian_contact=404), evidence("published")
    ),
    "desk:rating_list": Route(only(*CSOS, "administrator")),
    "desk:rating_new": Route(only(*CSOS)),
    "desk:rating_write": Route(only(*CSOS), commitment),
    "desk:rating": Route(only("watch member", administrator=404, rival_member=404), rating("draft")),
    "desk:rating_edit": Route(OWN, rating_in_english("draft")),
    "desk:rating_submit": Route(OWN_STEP, rating("draft"), nothing),
    "desk:rating_take_back": Route(OWN_STEP, rating("submitted"), nothing),
    "desk:rating_discard": Route(OWN_STEP, rating("draft"), nothing),
    "desk:rating_publish": Route(REVIEW, rating("submitted"), nothing),
    "desk:rating_return": Route(REVIEW, rating("submitted"), posted(note="Say why.")),
    "desk:rating_reject": Route(REVIEW, rating("submitted"), posted(reason="No reasons.", language="en")),
    "desk:irm_report_list": Route(only("georgian researcher", "administrator")),
    "desk:irm_report_new": Route(only("georgian researcher", "administrator")),
    "desk:irm_report": Route(only("georgian researcher", "administrator"), irm_report),
    "desk:irm_report_edit": Route(
        only("georgian researcher", "administrator"), lambda world: {**irm_report(world), "language": "en"}
    ),
    "desk:irm_coding": Route(
        only("georgian researcher", "administrator"), lambda world: {**irm_report(world), **commitment(world)}
    ),
}


def make(world: World) -> None:
    """The same in both countries, so that numbers overlap; Georgia's is asked for."""
    for tenant in (world.ukraine, world.georgia):
        things = make_watched(tenant, tenant.cso)
    world.things |= things


def make_watched(tenant: Tenant, organisation: Organisation) -> dict[str, Any]:
    """Evidence and ratings of an organisation in each state, a file, and an IRM report without codings."""
    things: dict[str, Any] = {}
    with country_scope(tenant.country):
        for number, state in enumerate((ReportState.DRAFT, ReportState.SUBMITTED, ReportState.PUBLISHED)):
            things[f"{state} evidence"] = make_evidence(tenant, organisation, state)
            things[f"{state} rating"] = CsoRating.objects.create(
                commitment=tenant.commitment,
                organisation=organisation,
                completion=2,
                rationale_en="Half of it is there." if state == ReportState.PUBLISHED else SECRET,
                rated_on=dt.date(2024, 10, 1 + number),
                state=state,
                published_at=timezone.now() if state == ReportState.PUBLISHED else None,
            )
        upload = SimpleUploadedFile("notes.txt", f"{SECRET}\n".encode(), "text/plain")
        file = store_upload(upload, country_id=tenant.country.pk, by=None, purpose="evidence")
        things["evidence file"] = EvidenceFile.objects.create(evidence=things["draft evidence"], file=file)
        things["irm report"] = IrmReport.objects.create(
            plan=tenant.plan, kind=IrmReportKind.ACTION_PLAN_REVIEW, published_on=dt.date(2024, 6, 1)
        )
    return things


def make_evidence(tenant: Tenant, organisation: Organisation, state: str, **fields: Any) -> Evidence:
    """A piece of evidence that has all it needs; its words are secret unless it is published."""
    is_public = state == ReportState.PUBLISHED
    words = {
        "title_en": "Half of the register is empty" if is_public else SECRET,
        "finding_en": "We looked at every tenth entry." if is_public else SECRET,
    }
    return Evidence.objects.create(
        **{
            "commitment": tenant.commitment,
            "organisation": organisation,
            "state": state,
            "observed_text": "2024-09-01",
            "observed_on": dt.date(2024, 9, 1),
            "observed_precision": "day",
            "submitted_at": None if state == ReportState.DRAFT else timezone.now(),
            "published_at": timezone.now() if is_public else None,
            "reply_due_on": dt.date(2024, 11, 1) if is_public else None,
            **words,
            **fields,
        }
    )
