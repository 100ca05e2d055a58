"""The commitment page's reports and ratings, written out: what government and civil society say, and why."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from commitments.enums import Challenge
from ogp_portal.public.addresses import address
from ogp_portal.public.pages.commitment import CommitmentPage, Rating, Reopening, Report
from ogp_portal.public.pages.commitment_evidence import file_item
from ogp_portal.public.pages.texts import paragraphs
from ogp_portal.public.reader import Reader
from ogp_portal.web.marks import milestone_word, said
from ogp_portal.web.parts import inline_text


def reports(page: CommitmentPage) -> SafeString:
    """By period, newest first, what the government reports on the commitment, then on its milestones."""
    articles = []
    for period in page.periods:
        first = period.reports[0]
        told = "\n".join(
            _report(report, None if report is first else first, page.reader) for report in period.reports
        )
        again = "".join(_reopened(one, page.reader) for one in period.reopenings)
        articles.append(f'<article class="say"><h3>{escape(period.name)}</h3>\n{again}{told}</article>')
    return mark_safe("".join(articles))  # noqa: S308


def _reopened(again: Reopening, reader: Reader) -> str:
    words = gettext("This period was opened again until %(day)s:") % {"day": reader.day(again.until)}
    return f'<p class="small soft">{escape(words)} {inline_text(again.reason)}</p>\n'


def _report(report: Report, first: Report | None, reader: Reader) -> str:
    """A day that stands at the period's first report already is not said again."""
    day = "" if first and first.on == report.on else f"<span>{escape(reader.day(report.on))}</span>"
    amended = ""
    if report.amended_on:
        words = gettext("corrected on %(date)s") % {"date": reader.day(report.amended_on)}
        amended = f"<span>{escape(words)}</span>"
    parts = [f'<p class="by">{day}{_subject(report)}{amended}</p>']
    if report.nothing_new:
        parts.append(f"<p>{escape(gettext('Nothing new this period.'))}</p>")
    parts.append(paragraphs(report.narrative))
    if report.challenge:
        words = gettext("What stands in the way: %(challenge)s")
        words %= {"challenge": Challenge(report.challenge).label}
        parts.append(f'<p class="small soft">{escape(words)}</p>')
    parts.append(paragraphs(report.challenge_text))
    if report.files:
        listed = "".join(file_item(file) for file in report.files)
        note = escape(gettext("Copies without hidden details; the hash is that of the sealed original."))
        parts.append(f'<ul class="copies">{listed}</ul><p class="small soft">{note}</p>')
    if report.links:
        parts.append(f'<p class="small">{_links(report.links)}</p>')
    return "\n".join(parts)


def _subject(report: Report) -> str:
    """What a report is on: one milestone and how far it is, or the commitment with its mark."""
    if not report.milestone:
        return said("government", report.completion)
    about = gettext("Milestone %(number)s") % {"number": report.milestone}
    if report.completion is not None:
        # Translators: how far a milestone is, such as “Milestone 2: Limited”.
        about = gettext("%(milestone)s: %(level)s") % {
            "milestone": about,
            "level": milestone_word(report.completion),
        }
    return f"<span>{escape(about)}</span>"


def _links(links: Sequence[str]) -> str:
    safe = (link for link in links if link.startswith(("https://", "http://")))
    return " · ".join(f'<a href="{escape(link)}" rel="nofollow">{escape(link)}</a>' for link in safe)


def ratings(page: CommitmentPage) -> SafeString:
    """Civil society's ratings with their reasons, newest first."""
    slug = page.country.slug
    return mark_safe("".join(_rating(rating, page.reader, slug) for rating in page.ratings))  # noqa: S308


def _rating(rating: Rating, reader: Reader, country: str) -> str:
    url = address("organisation", country=country, pk=str(rating.organisation_id))
    return (
        f'<article class="say"><p class="by"><span>{escape(reader.day(rating.on))}</span>'
        f'<span><a href="{url}">{inline_text(rating.organisation)}</a></span>'
        f"{said('cso', rating.level)}</p>\n"
        f"{paragraphs(rating.rationale)}</article>"
    )
