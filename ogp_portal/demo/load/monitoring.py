"""Civil society's evidence with the replies to it, and ratings on their way."""

from commitments.enums import ReportState
from monitoring.models import CsoRating, Evidence, EvidenceFile, EvidenceRejection
from monitoring.translation import EVIDENCE_TEXTS, RATING_TEXTS
from ogp_portal.demo.content import Entry
from ogp_portal.demo.load.files import drawn_page, drawn_photo
from ogp_portal.demo.load.loading import Loading, moment, texts_of
from ogp_portal.files.actions import publish_files, store_upload

UPLOADS = {"photo": drawn_photo, "page": drawn_page}


def load_monitoring(loading: Loading, content: Entry) -> None:
    """Evidence in the order of the content: a correction comes after what it corrects."""
    made: dict[str, Evidence] = {}
    for entry in content.entries("evidence"):
        made[entry.text("key")] = _evidence(loading, entry, made)
    for entry in content.entries("ratings"):
        _rating(loading, entry)


def _evidence(loading: Loading, entry: Entry, made: dict[str, Evidence]) -> Evidence:
    corrected = made.get(entry.text("corrects"))
    observed = entry.day("observed")
    key, step = entry.text("commitment"), entry.text("milestone")
    row = Evidence(
        country=loading.country,
        commitment=loading.commitments[key],
        milestone=loading.milestones[key, step] if step else None,
        organisation=loading.organisations[entry.text("organisation")],
        author=loading.people.get(entry.text("author")),
        observed_text=observed.isoformat(),
        observed_on=observed,
        observed_precision="day",
        completion=entry.number("completion"),
        links=entry.listed("links"),
        state=entry.text("state") or ReportState.PUBLISHED,
        returned_note=entry.text("returned_note"),
        submitted_at=moment(entry.date("submitted")),
        published_at=moment(entry.date("published")),
        version=corrected.version + 1 if corrected else 1,
        corrects=corrected,
        reply_due_on=entry.date("reply_due"),
        replied_by=loading.contact if entry.texts("reply") else None,
        replied_at=moment(entry.date("replied")),
        is_demo=True,
    )
    evidence = loading.saved(row, texts_of(entry, EVIDENCE_TEXTS))
    if corrected and evidence.state == ReportState.PUBLISHED:
        corrected.superseded_at = evidence.published_at
        corrected.save(update_fields=["superseded_at"])
    if kind := entry.text("file"):
        _attach(loading, evidence, kind)
    if reason := entry.texts("rejected_reason"):
        rejection = EvidenceRejection(
            country=loading.country,
            evidence=evidence,
            commitment=evidence.commitment,
            organisation=evidence.organisation,
        )
        loading.saved(rejection, {"reason": reason})
    return evidence


def _attach(loading: Loading, evidence: Evidence, kind: str) -> None:
    upload = UPLOADS[kind](evidence.pk)
    stored = store_upload(
        upload, country_id=loading.country.pk, by=evidence.author, purpose="evidence", is_demo=True
    )
    EvidenceFile.objects.create(country=loading.country, evidence=evidence, file=stored)
    if evidence.state == ReportState.PUBLISHED:
        publish_files([stored.pk])


def _rating(loading: Loading, entry: Entry) -> None:
    row = CsoRating(
        country=loading.country,
        organisation=loading.organisations[entry.text("organisation")],
        author=loading.people.get(entry.text("author")),
        commitment=loading.commitments[entry.text("commitment")],
        period=loading.periods.get(entry.text("period")),
        completion=entry.number("completion") or 0,
        rated_on=entry.day("rated"),
        state=entry.text("state"),
        submitted_at=moment(entry.date("rated")) if entry.text("state") != ReportState.DRAFT else None,
        returned_note=entry.text("returned_note"),
    )
    loading.saved(row, texts_of(entry, RATING_TEXTS))
