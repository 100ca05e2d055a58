"""The commitment page's milestones and codings, ready for the template."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from monitoring.enums import IrmReportKind
from monitoring.irm_words import label_word
from ogp_portal.public.findings import days_late
from ogp_portal.public.pages.commitment import Coding, CommitmentPage, MilestoneOnPage
from ogp_portal.web import charts
from ogp_portal.web.charts.timeline import state_of

TableRow = Sequence[str | int | charts.Cell]


def milestones_chart(page: CommitmentPage, title: str) -> SafeString | None:
    """The milestones in time, or None where no date is certain."""
    days = [m.due for m in page.milestones if m.due]
    if not days:
        return None
    days += [m.done for m in page.milestones if m.done]
    if page.is_over:
        now = charts.Now(page.as_of, gettext("end of the plan"))
    else:
        label = gettext("today, %(date)s") % {"date": page.reader.day(page.today)}
        now = charts.Now(page.today, label, gettext("today"))
    return charts.timeline(
        [_milestone(page, milestone) for milestone in page.milestones],
        start=min([page.plan.starts_on, *days]),
        end=max([page.plan.ends_on, page.as_of, *days]),
        now=now,
        title=title,
    )


def _milestone(page: CommitmentPage, milestone: MilestoneOnPage) -> charts.Row:
    due = charts.Due(milestone.due, milestone.done, milestone.number, milestone.due_text)
    note, late = _milestone_note(page, milestone)
    return charts.Row(
        milestone.number,
        str(milestone.title.shown),
        [due],
        note=note,
        note_late=late,
        lang=milestone.title.foreign_lang,
    )


def _milestone_note(page: CommitmentPage, milestone: MilestoneOnPage) -> tuple[str, bool]:
    """How a milestone stands, in a word or two, and whether that is red."""
    due, done = milestone.due, milestone.done
    match state_of(due, done, page.as_of):
        case "late" if due:
            late = pgettext("milestone", "not done") if page.is_over else days_late((page.as_of - due).days)
            return late, True
        case "was" if due and done:
            days = (done - due).days
            return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}, False
        case "done":
            return (gettext("in time") if due else pgettext("milestone", "done")), False
        case _:
            return "", False


def milestones_table(page: CommitmentPage) -> SafeString:
    """Every milestone with its output, who answers for it, and its dates."""
    head = [
        gettext("Milestone"),
        gettext("Expected output"),
        pgettext("for a milestone", "Responsible"),
        gettext("Due"),
        gettext("Done"),
    ]
    no = gettext("not yet")
    rows: list[TableRow] = [
        [
            charts.Cell(f"{m.number}. {m.title.shown}", "", m.title.foreign_lang),
            charts.Cell(str(m.output.shown) or "–", "", m.output.foreign_lang),
            charts.Cell(
                str(m.responsible) or "–", "", m.responsible.lang if m.responsible.is_fallback else ""
            ),
            m.due_text or "–",
            page.reader.day(m.done) if m.done else no,
        ]
        for m in page.milestones
    ]
    return charts.table(gettext("Milestones with their outputs and dates"), head, rows)


def report_name(coding: Coding) -> str:
    """The title of the IRM's report, or what kind of report it is."""
    return str(coding.report_title) or str(IrmReportKind(coding.report_kind).label)


def codings_table(page: CommitmentPage) -> SafeString:
    """Every value the IRM gave, in the reader's language beside OGP's own label."""
    head = [
        pgettext("IRM coding", "Indicator"),
        pgettext("IRM coding", "Value"),
        gettext("OGP's own label"),
        gettext("Scale of plans"),
        pgettext("IRM coding", "Report"),
        gettext("Date"),
    ]
    rows: list[TableRow] = [
        [
            str(coding.indicator.label),
            label_word(coding.indicator, coding.label) or "–",
            charts.Cell(coding.label, "", "en"),
            # The years of the plans that a scale was used for: "2013-" goes on to this day.
            coding.scale_version.replace("-", "–") or "–",
            charts.Cell(report_name(coding), coding.report_url, _foreign_lang(coding)),
            coding.on_text or "–",
        ]
        for coding in page.codings
    ]
    return charts.table(gettext("What the IRM coded, by report"), head, rows)


def _foreign_lang(coding: Coding) -> str:
    title = coding.report_title
    return title.lang if title and title.is_fallback else ""
