"""What civil society found on a commitment: evidence in its versions, replies, and what was rejected."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from monitoring.models.evidence import days_unanswered
from ogp_portal.languages.fields import Shown
from ogp_portal.public.addresses import address
from ogp_portal.public.pages import commitment_queries as queries
from ogp_portal.public.pages.texts import Text, paragraphs
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import CountryEntry
from ogp_portal.web.marks import said
from ogp_portal.web.parts import inline_text
from ogp_portal.web.prepared import Row

TextOf = Callable[[Shown, str, int, str], Text]
"""What the ledger says of a text: `_Ledger.text` of the page."""
ENDINGS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/gif": "GIF",
    "application/pdf": "PDF",
    "text/csv": "CSV",
    "text/plain": "TXT",
}


@dataclass(frozen=True, slots=True)
class FileOnPage:
    """The public copy of a file; `original_sha256` is the hash of what was handed in."""

    url: str
    name: str
    kind: str
    size: int
    original_sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A version of a piece of evidence. `waits` counts the days for which a reply has been overdue."""

    version: int
    title: Text
    finding: Text
    organisation: Shown
    organisation_url: str
    published_on: dt.date
    observed: str
    level: int | None
    milestone: str
    links: Sequence[str]
    files: Sequence[FileOnPage]
    reply: Text
    replied_on: dt.date | None
    reply_amended_on: dt.date | None
    reply_due_on: dt.date | None
    waits: int
    is_superseded: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of evidence as it stands, and its earlier versions, newest first."""

    current: Found
    earlier: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Evidence that was not published, of which only this is public."""

    on: dt.date
    organisation: Shown
    reason: Shown


@dataclass(frozen=True, slots=True)
class Watched:
    """All that the section shows."""

    findings: Sequence[Finding] = ()
    rejected: Sequence[Rejected] = ()

    def __bool__(self) -> bool:
        return bool(self.findings or self.rejected)

    @property
    def waiting(self) -> int:
        """How many findings a reply has been overdue for."""
        return sum(finding.current.waits > 0 for finding in self.findings)


@dataclass(frozen=True)
class EvidenceRows:
    """The rows behind the section: two queries for any number of them, none where there are none."""

    found: Sequence[Row] = ()
    copies: Sequence[Row] = ()

    @classmethod
    def of(cls, row: Row, order: tuple[str, ...]) -> "EvidenceRows":
        """`row` is the commitment's, which knows whether there are any."""
        if not (row.is_watched):
            return cls()
        found = queries.evidence_of(order).rows(commitment=row.pk)
        files = [file for one in found for file in one.file_ids or ()]
        return cls(found, queries.copies_of().rows(files=files))

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.found if row.kind == "found"]


def watched(
    rows: EvidenceRows, country: CountryEntry, reader: Reader, text: TextOf, today: dt.date
) -> Watched:
    """The section's data from its rows."""
    if not rows.found:
        return Watched()
    zone = ZoneInfo(country.time_zone)
    copies = {copy.file_id: file_on_page(copy, country) for copy in rows.copies}

    def on(moment: dt.datetime) -> dt.date:
        return moment.astimezone(zone).date()

    def found(row: Row) -> Found:
        shown = reader.shown
        return Found(
            version=row.place,
            title=text(shown(row.title_text), queries.EVIDENCE, row.pk, "title"),
            finding=text(shown(row.finding_text), queries.EVIDENCE, row.pk, "finding"),
            organisation=shown(row.organisation_text),
            organisation_url=address("organisation", country=country.slug, pk=str(row.organisation_pk)),
            published_on=on(row.said_at),
            observed=reader.loose_day(row.seen_text, row.seen_on, row.seen_precision),
            level=row.level,
            milestone=row.step or "",
            links=[link for link in row.addresses if link.startswith(("https://", "http://"))],
            files=[copies[file] for file in row.file_ids if file in copies],
            reply=text(shown(row.reply_text), queries.EVIDENCE, row.pk, "reply"),
            replied_on=on(row.answered_at) if row.answered_at else None,
            reply_amended_on=on(row.amended_at) if row.amended_at else None,
            reply_due_on=row.due_on,
            waits=0
            if row.is_old
            else days_unanswered(row.due_on, has_reply=row.answered_at is not None, today=today),
            is_superseded=row.is_old,
        )

    versions: dict[int, list[Row]] = {}
    for row in rows.found:
        if row.kind == "found":
            versions.setdefault(row.first or row.pk, []).append(row)
    ordered = [sorted(listed, key=lambda row: -row.place) for listed in versions.values()]
    ordered.sort(key=lambda listed: (listed[0].said_at, listed[0].pk), reverse=True)
    rejected = [row for row in rows.found if row.kind == "rejected"]
    rejected.sort(key=lambda row: (row.said_at, row.pk), reverse=True)
    return Watched(
        [Finding(found(listed[0]), [found(row) for row in listed[1:]]) for listed in ordered],
        [
            Rejected(on(row.said_at), reader.shown(row.organisation_text), reader.shown(row.title_text))
            for row in rejected
        ],
    )


def file_on_page(copy: Row, country: CountryEntry) -> FileOnPage:
    """A file's clean copy with its address, from a row of `copies_of`."""
    url = address("file", country=country.slug, pk=str(copy.pk), name=copy.name)
    kind = ENDINGS.get(copy.media_type) or copy.name.rpartition(".")[2]
    return FileOnPage(url, copy.name, kind, copy.size, copy.original_sha256)


# Written out


def heading(section: Watched) -> str:
    """The section's heading: the finding about replies where one is overdue, else its name."""
    if count := section.waiting:
        return ngettext(
            "What civil society found: %(count)s reply of the government is overdue",
            "What civil society found: %(count)s replies of the government are overdue",
            count,
        ) % {"count": count}
    return gettext("What civil society found")


def evidence(section: Watched, reader: Reader) -> SafeString:
    """Findings, newest first, then a line for each rejected one."""
    written = "".join(_finding(finding, reader) for finding in section.findings)
    if section.rejected:
        lines = "".join(_rejected(one, reader) for one in section.rejected)
        words = escape(gettext("Not published"))
        written += f'<div class="say rejected"><h3>{words}</h3>\n<ul>{lines}</ul></div>'
    return mark_safe(written)  # noqa: S308


def _finding(finding: Finding, reader: Reader) -> str:
    current = finding.current
    parts = [_head(current, reader), *_body(current, reader), _reply(current, reader)]
    if not current.replied_on and (answered := [v for v in finding.earlier if v.replied_on]):
        parts.append(_reply(answered[0], reader))
    if finding.earlier:
        count = len(finding.earlier)
        words = ngettext("%(count)s earlier version", "%(count)s earlier versions", count) % {"count": count}
        older = "\n".join(_earlier(version, reader) for version in finding.earlier)
        parts.append(f"<details><summary>{escape(words)}</summary>{older}</details>")
    return f'<article class="say found">{"".join(parts)}</article>\n'


def _head(found: Found, reader: Reader) -> str:
    parts = [
        f"<span>{escape(reader.day(found.published_on))}</span>",
        f'<span><a href="{escape(found.organisation_url)}">{inline_text(found.organisation)}</a></span>',
    ]
    if found.milestone:
        parts.append(f"<span>{escape(gettext('Milestone %(number)s') % {'number': found.milestone})}</span>")
    if found.level is not None:
        parts.append(said("cso", found.level))
    lang = f' lang="{found.title.foreign_lang}"' if found.title.foreign_lang else ""
    return f'<p class="by">{"".join(parts)}</p>\n<h3{lang}>{escape(str(found.title.shown))}</h3>\n'


def _body(found: Found, reader: Reader) -> list[str]:
    parts = [str(paragraphs(found.finding))]
    if found.observed:
        observed = gettext("Observed: %(date)s") % {"date": found.observed}
        parts.append(f'<p class="small soft">{escape(observed)}</p>')
    if found.files:
        listed = "".join(file_item(file) for file in found.files)
        note = escape(gettext("Copies without hidden details; the hash is that of the sealed original."))
        parts.append(f'<ul class="copies">{listed}</ul><p class="small soft">{note}</p>')
    if found.links:
        links = " · ".join(
            f'<a href="{escape(link)}" rel="nofollow">{escape(link)}</a>' for link in found.links
        )
        parts.append(f'<p class="small">{links}</p>')
    return parts


def file_item(file: FileOnPage) -> str:
    """A file in a list, with the hash of its original."""
    size = filesizeformat(file.size)
    return (
        f'<li><a href="{escape(file.url)}">{escape(file.name)}</a> ({escape(file.kind)}, {escape(size)})'
        f' <span class="soft">SHA-256 <code class="sum">{file.original_sha256}</code></span></li>'
    )


def _reply(found: Found, reader: Reader) -> str:
    """The government's reply, or since when there is none; nothing where no government is asked."""
    if found.replied_on:
        days = (found.replied_on - found.published_on).days
        # Translators: when a reply came, counted from the publication of what it replies to.
        after = ngettext("after %(count)s day", "after %(count)s days", days) % {"count": days}
        whose = gettext("The government’s reply")
        if found.is_superseded:
            # Translators: evidence has versions; a government has replied to one that was corrected since.
            whose = gettext("The government’s reply to version %(number)s") % {"number": found.version}
        parts = [reader.day(found.replied_on), whose, after if days else gettext("on the same day")]
        if found.reply_amended_on:
            parts.append(gettext("corrected on %(date)s") % {"date": reader.day(found.reply_amended_on)})
        by = "".join(f"<span>{escape(part)}</span>" for part in parts)
        return f'<div class="reply"><p class="by">{by}</p>{paragraphs(found.reply)}</div>'
    if found.waits:
        words = ngettext("Unanswered for %(count)s day", "Unanswered for %(count)s days", found.waits) % {
            "count": found.waits
        }
        return f'<p class="small wait">{escape(words)}</p>'
    if found.reply_due_on:
        words = gettext("The government’s reply is due by %(date)s") % {
            "date": reader.day(found.reply_due_on)
        }
        return f'<p class="small soft">{escape(words)}</p>'
    return ""


def _earlier(found: Found, reader: Reader) -> str:
    """An earlier version with the reply it was given; no reply is waited for any more."""
    parts = [_head(found, reader), *_body(found, reader)]
    if found.replied_on:
        parts.append(_reply(found, reader))
    return f'<div class="say">{"".join(parts)}</div>'


def _rejected(one: Rejected, reader: Reader) -> str:
    reason = inline_text(one.reason)
    # Translators: evidence of an organisation that was not published, and why.
    said_by = gettext("Evidence of %(organisation)s") % {"organisation": str(one.organisation)}
    return f'<li><span class="soft">{escape(reader.day(one.on))}</span> {escape(said_by)}: {reason}</li>'
