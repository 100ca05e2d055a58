"""Every change of a report that has consequences."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commitments.enums import ReportState
from commitments.models import (
    Commitment,
    CommitmentIndicator,
    IndicatorValue,
    ProgressUpdate,
    UpdateFile,
)
from commitments.reporting.report import (
    Part,
    Report,
    may_publish,
    parts_of,
    report_on,
    today_for,
)
from commitments.rollup import recompute
from ogp_portal.accounts.models import User
from ogp_portal.audit.context import acting
from ogp_portal.files.actions import delete_files, publish_files, store_upload
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflict, Conflicting, TextEdit, locked, save_texts
from ogp_portal.translation.ledger import version_of
from plans.actions import NotPossible
from plans.models import ReportingPeriod

FACTS = ("completion", "challenge", "links")


@dataclass(frozen=True)
class PartEdit:
    """What a form says of one part. `facts` are those in FACTS, `seen` is `facts_version` when it was shown.

    `facts` is empty where only texts are edited, as in another language.
    """

    part: Part
    texts: TextEdit
    facts: Mapping[str, object] = field(default_factory=dict)
    seen: str = ""
    uploads: "Sequence[UploadedFile[Any]]" = ()


@dataclass(frozen=True)
class ReportEdit:
    """What a form says of a report; `amounts` are the values of indicators by id, None to take one away."""

    parts: Sequence[PartEdit]
    amounts: Mapping[int, Decimal | None] = field(default_factory=dict)


class ReportConflict(Exception):
    """Somebody else has saved meanwhile: by part, the texts in conflict, and the facts as they are now."""

    def __init__(self, texts: dict[Part, list[Conflict]], facts: dict[Part, ProgressUpdate]) -> None:
        super().__init__("somebody else has saved this report meanwhile")
        self.texts, self.facts = texts, facts


def facts_version(update: ProgressUpdate | None) -> str:
    """A version of what is not text, to be sent along with a form."""
    row = update or ProgressUpdate()
    return _version({name: getattr(row, name) for name in FACTS})


def _version(facts: Mapping[str, object]) -> str:
    return version_of("|".join(str(facts[name]) for name in FACTS))


@transaction.atomic
def save_report(commitment: Commitment, period: ReportingPeriod, edit: ReportEdit, *, by: User) -> Report:
    """Write a draft, or correct a published report in sight of everybody.

    Raises NotPossible, UploadRefused, or ReportConflict, and then nothing is written.
    """
    report = _held(commitment, period)
    parts = parts_of(by, commitment, report.milestones)
    publishes = may_publish(by, commitment.country_id)
    refuse(report.write_blocker(today_for(period), parts=parts, publishes=publishes))
    was_public = report.state == ReportState.PUBLISHED
    with acting(by):
        changed = _write(report, [e for e in edit.parts if e.part in parts], by=by)
        if None in parts:
            changed |= _write_amounts(commitment, period, edit.amounts)
        if was_public and changed:
            _amend(report, changed, by=by)
    return report


@transaction.atomic
def submit_report(commitment: Commitment, period: ReportingPeriod, *, by: User) -> Report:
    """Hand the person's parts to the point of contact: the whole report, or their milestones."""
    report = _held(commitment, period)
    parts = parts_of(by, commitment, report.milestones)
    publishes = may_publish(by, commitment.country_id)
    refuse(report.submit_blocker(today_for(period), parts=parts, publishes=publishes))
    with acting(by):
        if None in parts:
            _row(report, None)
        for part, row in report.updates.items():
            if part in parts and row.state != ReportState.PUBLISHED:
                row.state, row.submitted_by, row.submitted_at = ReportState.SUBMITTED, by, timezone.now()
                row.save(update_fields=["state", "submitted_by", "submitted_at"])
    return report


@transaction.atomic
def return_report(commitment: Commitment, period: ReportingPeriod, *, note: str, by: User) -> Report:
    """Give a submitted report back with a note on what is to be put right."""
    report = _held(commitment, period)
    refuse(report.return_blocker(today_for(period)))
    with acting(by):
        for row in report.updates.values():
            if row.state == ReportState.SUBMITTED:
                row.state, row.returned_note = ReportState.RETURNED, note.strip()
                row.returned_by, row.returned_at = by, timezone.now()
                row.save(update_fields=["state", "returned_note", "returned_by", "returned_at"])
    return report


@transaction.atomic
def publish_report(commitment: Commitment, period: ReportingPeriod, *, by: User) -> Report:
    """Show a submitted report to everybody, with its files; the commitment's level is rolled up anew."""
    report = _held(commitment, period)
    refuse(report.publish_blocker(today_for(period)))
    with acting(by):
        _publish(report, by=by)
    return report


def publish_reports(
    commitments: Iterable[Commitment], period: ReportingPeriod, *, by: User
) -> tuple[list[Commitment], list[tuple[Commitment, str]]]:
    """Publish many at once: those done, and those that could not be with the sentence that says why."""
    done, refused = [], []
    with transaction.atomic():
        for commitment in commitments:
            try:
                publish_report(commitment, period, by=by)
                done.append(commitment)
            except NotPossible as no:
                refused.append((commitment, str(no)))
    return done, refused


@transaction.atomic
def report_nothing_new(commitment: Commitment, period: ReportingPeriod, *, by: User) -> Report:
    """Carry the last completion on and say so: submitted, or published at once by the point of contact."""
    report = _held(commitment, period)
    parts = parts_of(by, commitment, report.milestones)
    publishes = may_publish(by, commitment.country_id)
    refuse(report.nothing_new_blocker(today_for(period), parts=parts, publishes=publishes))
    before = report.earlier[None]
    with acting(by):
        row = _row(report, None)
        row.nothing_new, row.completion, row.is_computed = True, before.completion, before.is_computed
        row.state, row.submitted_by, row.submitted_at = ReportState.SUBMITTED, by, timezone.now()
        row.save()
        if publishes:
            _publish(report, by=by)
    return report


@transaction.atomic
def remove_file(file: UpdateFile, *, by: User) -> None:
    """Take a file out of a report that is not published; it is deleted with its copy."""
    update = file.update
    report = _held(update.commitment, update.period)
    parts = parts_of(by, update.commitment, report.milestones)
    publishes = may_publish(by, update.country_id)
    refuse(
        report.write_blocker(
            today_for(update.period), parts=parts & {update.milestone_id}, publishes=publishes
        )
    )
    with acting(by):
        if update.state == ReportState.PUBLISHED:
            _amend(report, {update.milestone_id}, by=by)
        file_id = file.file_id
        file.delete()
        update.has_files = update.files.exists()
        update.save(update_fields=["has_files"])
        delete_files([file_id])


def refuse(blocker: str) -> None:
    """Raise NotPossible with a blocker's sentence, if there is one."""
    if blocker:
        raise NotPossible(blocker)


def _held(commitment: Commitment, period: ReportingPeriod) -> Report:
    """The report as it is now, its commitment held: everybody who writes on it waits here."""
    Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    fresh = ReportingPeriod.objects.with_reopenings().get(pk=period.pk)
    return report_on(commitment, fresh)


def _row(report: Report, part: Part) -> ProgressUpdate:
    """A part's row, made where there is none."""
    if part not in report.updates:
        report.updates[part] = ProgressUpdate.objects.create(
            country_id=report.commitment.country_id,
            commitment=report.commitment,
            milestone_id=part,
            period=report.period,
        )
    return report.updates[part]


def _write(report: Report, edits: Iterable[PartEdit], *, by: User) -> set[Part]:
    """Write parts, or raise ReportConflict with all that is in conflict; gives the parts that changed."""
    texts: dict[Part, list[Conflict]] = {}
    facts: dict[Part, ProgressUpdate] = {}
    changed: set[Part] = set()
    main_language = country_by_id(report.commitment.country_id).main_language
    for edit in edits:
        current = report.updates.get(edit.part)
        if current is None and not _says_something(edit):
            continue
        row = _row(report, edit.part)
        if _facts_in_conflict(row, edit, is_new=current is None):
            facts[edit.part] = row
        elif _set_facts(row, edit):
            changed.add(edit.part)
        try:
            held = locked(row)
            if save_texts(held, edit.texts, by=by, main_language=main_language):
                changed.add(edit.part)
            report.updates[edit.part] = held
        except Conflicting as found:
            texts[edit.part] = found.conflicts
        if edit.uploads:
            _add_files(report.updates[edit.part], edit.uploads, by=by)
            changed.add(edit.part)
    if texts or facts:
        raise ReportConflict(texts, facts)
    return changed


def _add_files(row: ProgressUpdate, uploads: "Iterable[UploadedFile[Any]]", *, by: User) -> None:
    for upload in uploads:
        file = store_upload(upload, country_id=row.country_id, by=by, purpose="progress")
        UpdateFile.objects.create(country_id=row.country_id, update=row, file=file)
    row.has_files = True
    row.save(update_fields=["has_files"])


def _says_something(edit: PartEdit) -> bool:
    has_texts = any(text.strip() for text in edit.texts.texts.values())
    return has_texts or bool(edit.uploads) or any(value not in {None, ""} for value in _plain(edit.facts))


def _plain(facts: Mapping[str, object]) -> list[object]:
    return [tuple(value) or None if isinstance(value, list) else value for value in facts.values()]


def _facts_in_conflict(row: ProgressUpdate, edit: PartEdit, *, is_new: bool) -> bool:
    """Somebody else changed them, and so did this person, to something else."""
    if is_new or not edit.facts or edit.seen == facts_version(row):
        return False
    return _version(edit.facts) not in {edit.seen, facts_version(row)}


def _set_facts(row: ProgressUpdate, edit: PartEdit) -> bool:
    if not edit.facts or _version(edit.facts) in {edit.seen, facts_version(row)}:
        return False
    for name in FACTS:
        setattr(row, name, edit.facts[name])
    row.nothing_new = False
    row.save(update_fields=[*FACTS, "nothing_new"])
    return True


def _write_amounts(
    commitment: Commitment, period: ReportingPeriod, amounts: Mapping[int, Decimal | None]
) -> set[Part]:
    """Store the values of the commitment's own indicators; a change is one of the whole."""
    own = set(CommitmentIndicator.objects.filter(commitment=commitment).values_list("pk", flat=True))
    stored = {
        value.indicator_id: value
        for value in IndicatorValue.objects.filter(indicator_id__in=own, period=period)
    }
    changed = False
    for indicator_id in own & set(amounts):
        amount, value = amounts[indicator_id], stored.get(indicator_id)
        if amount == (value.value if value else None):
            continue
        changed = True
        if amount is None:
            if value is not None:
                value.delete()
        elif value is not None:
            value.value = amount
            value.save(update_fields=["value"])
        else:
            IndicatorValue.objects.create(
                country_id=commitment.country_id, indicator_id=indicator_id, period=period, value=amount
            )
    return {None} if changed else set()


def _amend(report: Report, changed: Collection[Part], *, by: User) -> None:
    """Mark a correction of what everybody has read, and roll the level up anew."""
    refuse(next(iter(report.gaps(report.all_parts).values()), ""))
    now = timezone.now()
    for part in {None, *changed}:
        row = _row(report, part)
        row.amended_at = now
        row.save(update_fields=["amended_at"])
    _publish(report, by=by)


def _publish(report: Report, *, by: User) -> None:
    """Make all rows public, then the level of this period and of later ones that rest on it."""
    today = today_for(report.period)
    _row(report, None)
    for row in report.updates.values():
        if row.state != ReportState.PUBLISHED:
            row.state, row.returned_note = ReportState.PUBLISHED, ""
            row.reported_on, row.published_at, row.published_by = today, timezone.now(), by
            row.save(update_fields=["state", "returned_note", "reported_on", "published_at", "published_by"])
    files = UpdateFile.objects.filter(update__in=report.updates.values())
    publish_files(list(files.values_list("file_id", flat=True)))
    if report.milestones:
        _roll_up(report, today)


def _roll_up(report: Report, today: dt.date) -> None:
    """Figures that were stated as such stay, and so do those of locked periods."""
    whole = report.updates[None]
    if not whole.nothing_new:
        whole.completion, whole.is_computed = recompute(report.commitment.pk, report.period), True
        whole.save(update_fields=["completion", "is_computed"])
    later = (
        ProgressUpdate.objects.published()
        .on_commitments()
        .filter(Q(period__ends_on__gt=report.period.ends_on), commitment=report.commitment, is_computed=True)
    )
    for row in later.select_related("period").prefetch_related("period__reopenings"):
        level = recompute(report.commitment.pk, row.period)
        if level != row.completion and not row.period.report_blocker(today):
            row.completion, row.amended_at = level, timezone.now()
            row.save(update_fields=["completion", "amended_at"])
