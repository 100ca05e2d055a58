"""One piece of evidence and lists of them, as a member, a reviewer or a government sees them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from commitments.enums import CommitmentState, ReportState
from monitoring.actions.evidence import FOUND_TEXTS
from monitoring.models import Evidence, EvidenceRejection
from monitoring.models.evidence import EvidenceQuerySet
from ogp_portal.accounts.models import User
from ogp_portal.desk.pages.choosing import Choice, choice_of
from ogp_portal.files.models import PublicCopy
from ogp_portal.languages.fields import Shown, shown, text_in
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import CountryEntry, country_by_id, today_in
from ogp_portal.web.formats import day

SHOWN = 200
"""So many in a list: the newest."""


@dataclass(frozen=True)
class FileRow:
    """A file; `name` is the original's for those who may open it, else the public copy's."""

    pk: int
    name: str
    size: int
    sha256: str
    copy: PublicCopy | None


@dataclass(frozen=True)
class Written:
    """The texts of a piece of evidence in one language."""

    language: str
    name: str
    title: str
    finding: str


@dataclass(frozen=True)
class EvidencePage:
    """A piece of evidence with what the person may do with it."""

    evidence: Evidence
    user: User
    reader: str

    @cached_property
    def country(self) -> CountryEntry:
        return country_by_id(self.evidence.country_id)

    @cached_property
    def is_own(self) -> bool:
        return Evidence.objects.filter(pk=self.evidence.pk).editable_by(self.user).exists()

    @cached_property
    def may_answer(self) -> bool:
        return Evidence.objects.filter(pk=self.evidence.pk).answerable_by(self.user).exists()

    @property
    def may_review(self) -> bool:
        return self.user.roles.is_administrator and self.evidence.state == ReportState.SUBMITTED

    @property
    def sees_originals(self) -> bool:
        return self.is_own or self.user.roles.is_administrator

    def _shown(self, field: str) -> Shown:
        return shown(self.evidence, field, wanted=self.reader, main_language=self.country.main_language)

    @cached_property
    def title(self) -> Shown:
        return self._shown("title")

    @cached_property
    def reply(self) -> Shown:
        return self._shown("reply")

    @cached_property
    def organisation(self) -> Shown:
        organisation = self.evidence.organisation
        return shown(organisation, "name", wanted=self.reader, main_language=self.country.main_language)

    @cached_property
    def commitment(self) -> Choice:
        return choice_of(self.evidence.commitment, self.reader)

    @property
    def is_public_commitment(self) -> bool:
        commitment = self.evidence.commitment
        return commitment.state != CommitmentState.DRAFT and commitment.plan.published_at is not None

    @property
    def milestone(self) -> Shown | None:
        milestone = self.evidence.milestone
        return shown(milestone, "title", wanted=self.reader) if milestone else None

    @cached_property
    def written(self) -> list[Written]:
        """The texts in each language that has any, the country's own first."""
        ordered = dict.fromkeys((*self.country.languages, *LANGUAGES))
        found = ((code, *(text_in(self.evidence, name, code) for name in FOUND_TEXTS)) for code in ordered)
        return [
            Written(code, standing_name(code, self.reader), title, finding)
            for code, title, finding in found
            if title or finding
        ]

    @property
    def unwritten(self) -> list[tuple[str, str]]:
        """The languages of the country, and English, that it is not written in yet."""
        written = {text.language for text in self.written}
        ordered = dict.fromkeys((*self.country.languages, "en"))
        return [(code, standing_name(code, self.reader)) for code in ordered if code not in written]

    @cached_property
    def files(self) -> list[FileRow]:
        rows = self.evidence.files.select_related("file").prefetch_related("file__copies").order_by("pk")
        files = []
        for row in rows:
            copy = next(iter(row.file.copies.all()), None)
            name = row.file.name if self.sees_originals else copy.name if copy else ""
            files.append(FileRow(row.pk, name, row.file.size, row.file.sha256, copy))
        return files

    @cached_property
    def rejection(self) -> Shown | None:
        if self.evidence.state != ReportState.REJECTED:
            return None
        found = EvidenceRejection.objects.filter(evidence=self.evidence).order_by("pk").first()
        return shown(found, "reason", wanted=self.reader) if found else None

    @cached_property
    def versions(self) -> Sequence[Evidence]:
        """The other versions of it that the person sees, newest first."""
        first = self.evidence.first_version_id
        all_versions = Evidence.objects.filter(pk=first) | Evidence.objects.filter(corrects_id=first)
        seen = all_versions.visible_to(self.user).exclude(pk=self.evidence.pk)
        return list(seen.order_by("-version"))

    @property
    def overdue(self) -> str:
        """“Unanswered for 12 days”, or "" where nothing is late."""
        days = self.evidence.days_unanswered(today_in(self.country))
        return unanswered_for(days) if self.evidence.superseded_at is None else ""


def unanswered_for(days: int) -> str:
    """How long a reply has been due, or ""."""
    if days <= 0:
        return ""
    return ngettext("Unanswered for %(count)s day", "Unanswered for %(count)s days", days) % {"count": days}


@dataclass(frozen=True)
class Row:
    """A piece of evidence in a list: what, by whom, on what; `when` says what it waits for, or since when."""

    pk: int
    title: Shown
    organisation: Shown
    country: str
    commitment: str
    when: str
    late: bool


@dataclass(frozen=True)
class Group:
    """The evidence of a list that stands alike."""

    heading: str
    rows: Sequence[Row]


def evidence_groups(found: EvidenceQuerySet, user: User, reader: str) -> list[Group]:
    """What the person sees, by what is to be done; empty groups are left out."""
    listed = found.select_related("organisation", "commitment").defer("commitment__import_key")
    everything = list(listed.order_by("-submitted_at", "-pk")[:SHOWN])
    answerable = set(found.answerable_by(user).unanswered().values_list("pk", flat=True))
    waiting = [e for e in everything if e.pk in answerable]
    rest = [e for e in everything if e.pk not in answerable]
    headings = {
        ReportState.SUBMITTED: gettext("Waits to be reviewed"),
        ReportState.RETURNED: gettext("Returned, to be put right"),
        ReportState.DRAFT: gettext("Drafts"),
        ReportState.PUBLISHED: gettext("Published"),
        ReportState.REJECTED: gettext("Rejected"),
    }
    groups = [Group(gettext("To reply to"), _rows(sorted(waiting, key=_due), reader))]
    groups += [
        Group(heading, _rows(_in_order([e for e in rest if e.state == state], state), reader))
        for state, heading in headings.items()
    ]
    return [group for group in groups if group.rows]


def _in_order(found: list[Evidence], state: str) -> list[Evidence]:
    """Newest first; what waits to be reviewed, longest first."""
    return found[::-1] if state == ReportState.SUBMITTED else found


def _due(evidence: Evidence) -> dt.date:
    return evidence.reply_due_on or dt.date.max


def _rows(found: Iterable[Evidence], reader: str) -> list[Row]:
    rows = []
    for evidence in found:
        country = country_by_id(evidence.country_id)
        main = country.main_language
        commitment = shown(evidence.commitment, "title", wanted=reader, main_language=main)
        late = 0 if evidence.superseded_at else evidence.days_unanswered(today_in(country))
        rows.append(
            Row(
                pk=evidence.pk,
                title=shown(evidence, "title", wanted=reader, main_language=main),
                organisation=shown(evidence.organisation, "name", wanted=reader, main_language=main),
                country=country.form("name", reader),
                commitment=f"{evidence.commitment.number}. {commitment.text}",
                when=unanswered_for(late) or _when(evidence, reader),
                late=late > 0,
            )
        )
    return rows


def _when(evidence: Evidence, reader: str) -> str:
    if evidence.superseded_at:
        return gettext("Earlier version")
    if evidence.replied_at:
        return gettext("Replied to on %(date)s") % {
            "date": day(evidence.replied_at.date(), reader, style="short")
        }
    if evidence.state == ReportState.PUBLISHED and evidence.reply_due_on:
        return gettext("Reply due by %(date)s") % {"date": day(evidence.reply_due_on, reader, style="short")}
    moment = evidence.published_at or evidence.submitted_at
    return day(moment.date(), reader, style="short") if moment else ""
