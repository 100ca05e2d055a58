"""Evidence on its way: written, submitted, reviewed by the portal's editors, replied to, corrected."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import ReportState
from commitments.models import Commitment, Milestone
from monitoring.actions.telling import tell_government, tell_organisation
from monitoring.models import Evidence, EvidenceFile, EvidenceRejection
from monitoring.models.evidence import REPLY_DAYS
from monitoring.translation import EVIDENCE_TEXTS
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.models import Organisation, RoleAssignment, User
from ogp_portal.audit.context import acting
from ogp_portal.files.actions import delete_files, publish_files, store_upload
from ogp_portal.languages.dates import LooseDate
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import TextEdit, locked, save_texts, states_of
from ogp_portal.translation.ledger import record
from plans.actions import NotPossible
from plans.enums import PlanKind

Uploads = Iterable["UploadedFile[Any]"]
FOUND_TEXTS = [name for name in EVIDENCE_TEXTS if name != "reply"]


@dataclass(frozen=True)
class Facts:
    """What a piece of evidence says beside its texts."""

    observed: LooseDate = field(default_factory=lambda: LooseDate(""))
    completion: int | None = None
    milestone: Milestone | None = None
    links: Sequence[str] = ()


@transaction.atomic
def draft_evidence(
    commitment: Commitment,
    edit: TextEdit,
    facts: Facts,
    *,
    organisation: Organisation,
    by: User,
    uploads: Uploads = (),
) -> Evidence:
    """Begin a piece of evidence; only the organisation sees it.

    Raises Conflicting and UploadRefused as `edit_evidence` does.
    """
    with acting(by):
        evidence = Evidence.objects.create(commitment=commitment, organisation=organisation, author=by)
    edit_evidence(evidence, edit, facts, by=by, uploads=uploads)
    return evidence


@transaction.atomic
def edit_evidence(
    evidence: Evidence, edit: TextEdit, facts: Facts, *, by: User, uploads: Uploads = ()
) -> None:
    """Change a draft: its texts in one language, its facts, and more files.

    Raises Conflicting when somebody has saved these texts meanwhile, UploadRefused for a file that cannot be
    taken; nothing is written then.
    """
    found = locked(evidence)
    _refuse(found.edit_blocker)
    main = country_by_id(found.country_id).main_language
    with acting(by):
        save_texts(found, edit, by=by, main_language=main)
        _set_facts(found, facts)
        found.save(
            update_fields=[
                "observed_text",
                "observed_on",
                "observed_precision",
                "completion",
                "milestone",
                "links",
            ]
        )
        for upload in uploads:
            file = store_upload(upload, country_id=found.country_id, by=by, purpose="evidence")
            EvidenceFile.objects.create(evidence=found, file=file)


def _set_facts(evidence: Evidence, facts: Facts) -> None:
    evidence.observed_text = facts.observed.text
    evidence.observed_on = facts.observed.on
    evidence.observed_precision = facts.observed.precision
    evidence.completion = facts.completion
    evidence.milestone = facts.milestone
    evidence.links = list(facts.links)


@transaction.atomic
def remove_evidence_file(file: EvidenceFile, *, by: User) -> None:
    """Take a file off a draft; it is deleted unless an earlier version holds it too."""
    _refuse(locked(file.evidence).edit_blocker)
    with acting(by):
        file.delete()
        _delete_unused([file.file_id])


@transaction.atomic
def discard_evidence(evidence: Evidence, *, by: User) -> None:
    """Throw a draft away with its files: whoever watches must be able to leave no trace of a thought."""
    found = locked(evidence)
    _refuse(found.discard_blocker)
    files = list(found.files.values_list("file_id", flat=True))
    with acting(by):
        found.delete()
        _delete_unused(files)


def _delete_unused(files: Iterable[int]) -> None:
    listed = set(files)
    kept = EvidenceFile.objects.filter(file_id__in=listed).values_list("file_id", flat=True)
    delete_files(listed - set(kept))


@transaction.atomic
def submit_evidence(evidence: Evidence, *, by: User) -> None:
    """Ask the portal's editors to publish."""
    found = locked(evidence)
    _refuse(found.submit_blocker)
    _move(found, ReportState.SUBMITTED, by=by, submitted_at=timezone.now(), returned_note="")


@transaction.atomic
def take_back_evidence(evidence: Evidence, *, by: User) -> None:
    """Make a draft again of what waits to be reviewed."""
    found = locked(evidence)
    _refuse(found.take_back_blocker)
    _move(found, ReportState.DRAFT, by=by, submitted_at=None)


@transaction.atomic
def return_evidence(evidence: Evidence, *, note: str, by: User) -> None:
    """Give it back to the organisation with a note on what to put right."""
    found = locked(evidence)
    _refuse(found.review_blocker)
    _move(found, ReportState.RETURNED, by=by, returned_note=note)
    tell_organisation(found, "evidence_returned", note=note)


@transaction.atomic
def publish_evidence(evidence: Evidence, *, by: User) -> None:
    """Show it to everybody with the clean copies of its files; from now on the reply's days count."""
    found = locked(evidence)
    _refuse(found.publish_blocker)
    due_on = reply_due_on(found)
    _move(found, ReportState.PUBLISHED, by=by, published_at=timezone.now(), reply_due_on=due_on)
    if found.corrects_id:
        _supersede(found, found.corrects_id, by=by)
    publish_files(found.files.values_list("file_id", flat=True))
    tell_organisation(found, "evidence_published")
    if due_on:
        tell_government(found)


def _supersede(correction: Evidence, first: int, *, by: User) -> None:
    """The versions before it stay public, as what they are."""
    older = Evidence.objects.filter(pk=first) | Evidence.objects.filter(corrects_id=first)
    with acting(by):
        older.published().exclude(pk=correction.pk).filter(superseded_at__isnull=True).update(
            superseded_at=timezone.now()
        )


def reply_due_on(evidence: Evidence) -> dt.date | None:
    """When the government's reply is due if it is published today; None where no government takes part.

    A plan of civil society has none, nor has a country without a point of contact on the portal.
    """
    if evidence.commitment.plan.kind != PlanKind.GOVERNMENT:
        return None
    contacts = RoleAssignment.objects.filter(
        role=Role.POINT_OF_CONTACT, country_id=evidence.country_id, user__is_active=True
    )
    if not contacts.exists():
        return None
    return today_in(country_by_id(evidence.country_id)) + dt.timedelta(days=REPLY_DAYS)


@transaction.atomic
def reject_evidence(evidence: Evidence, *, reason: str, language: str, by: User) -> None:
    """Do not publish it, for a reason that everybody reads; the evidence itself stays private."""
    found = locked(evidence)
    _refuse(found.review_blocker)
    if not reason.strip():
        raise NotPossible(_("Say why this is rejected: the reason is published."))
    _move(found, ReportState.REJECTED, by=by)
    with acting(by):
        rejection = EvidenceRejection.objects.create(
            evidence=found, commitment=found.commitment, organisation=found.organisation
        )
        edit = TextEdit(language, {"reason": reason}, {"reason": ""})
        save_texts(rejection, edit, by=by, main_language=language)
    tell_organisation(found, "evidence_rejected", note=reason)


@transaction.atomic
def correct_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """A new version as a draft, with all that the published one says and holds."""
    found = locked(evidence)
    _refuse(found.correct_blocker)
    first = found.first_version_id
    latest = Evidence.objects.filter(corrects_id=first).aggregate(latest=Max("version"))["latest"] or 1
    copied = [
        "country_id",
        "commitment_id",
        "milestone_id",
        "organisation_id",
        *("observed_text", "observed_on", "observed_precision", "completion", "links"),
        *(name for text in FOUND_TEXTS for name in columns(text)),
    ]
    with acting(by):
        correction = Evidence.objects.create(
            corrects_id=first,
            version=latest + 1,
            author=by,
            **{name: getattr(found, name) for name in copied},
        )
        EvidenceFile.objects.bulk_create(
            EvidenceFile(country_id=found.country_id, evidence=correction, file_id=file)
            for file in found.files.order_by("pk").values_list("file_id", flat=True)
        )
        _copy_ledger(found, correction)
    return correction


def _copy_ledger(old: Evidence, new: Evidence) -> None:
    """What the texts are worth goes with them."""
    rows = list(states_of(old, FOUND_TEXTS).values())
    for row in rows:
        row.pk, row.object_id = None, new.pk
    record(rows)


@transaction.atomic
def reply_to_evidence(evidence: Evidence, edit: TextEdit, *, by: User) -> None:
    """The government's reply, public at once; a later one corrects it, which everybody sees.

    Raises Conflicting when somebody else has replied meanwhile.
    """
    found = locked(evidence)
    _refuse(found.reply_blocker)
    if not edit.texts["reply"].strip():
        raise NotPossible(_("The reply is empty."))
    main = country_by_id(found.country_id).main_language
    with acting(by):
        if not save_texts(found, edit, by=by, main_language=main):
            return
        if found.replied_at:
            found.reply_amended_at = timezone.now()
        else:
            found.replied_at = timezone.now()
        found.replied_by = by
        found.save(update_fields=["replied_at", "replied_by", "reply_amended_at"])
    tell_organisation(found, "evidence_answered")


def _move(evidence: Evidence, state: ReportState, *, by: User, **changes: object) -> None:
    evidence.state = state
    for name, value in changes.items():
        setattr(evidence, name, value)
    with acting(by):
        evidence.save(update_fields=["state", *changes])


def _refuse(blocker: str) -> None:
    if blocker:
        raise NotPossible(blocker)
