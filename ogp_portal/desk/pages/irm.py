"""Lists of the IRM's reports, and the table of what one codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from commitments.models import Commitment
from monitoring.enums import IrmIndicator, IrmReportKind
from monitoring.models import IrmReport
from ogp_portal.languages.fields import Shown, columns, shown
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.web.formats import day
from plans.words import plan_with_years


@dataclass(frozen=True)
class Row:
    """A report in a list."""

    pk: int
    name: str
    plan: str
    when: str
    codings: int
    source: str


def report_title(report: IrmReport, reader: str) -> str:
    """Its title, or what kind of report it is; the edition behind it."""
    kind = str(IrmReportKind(report.kind).label)
    name = shown(report, "title", wanted=reader).text or kind
    # Translators: an IRM report and its edition, such as “Results report (second)”.
    return (
        gettext("%(report)s (%(edition)s)") % {"report": name, "edition": report.edition}
        if report.edition
        else name
    )


def report_rows(reports: QuerySet[IrmReport], reader: str) -> list[Row]:
    """Reports by country and plan, newest first."""
    listed = (
        reports.select_related("plan")
        .annotate(counted=Count("codings"))
        .order_by("country_id", "-plan__starts_on", "-published_on", "pk")
    )
    rows = []
    for report in listed:
        plan, country = report.plan, country_by_id(report.country_id)
        name = plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on)
        on, precision = report.published_on, report.published_precision
        rows.append(
            Row(
                report.pk,
                report_title(report, reader),
                f"{country.form('name', reader)}: {name}",
                day(on, reader, precision) if on else "",
                report.counted,
                str(report.get_source_display()) if report.edit_blocker else "",
            )
        )
    return rows


@dataclass(frozen=True)
class CodedRow:
    """A commitment of the plan with what the report codes of it, as (indicator, label) pairs."""

    pk: int
    number: str
    title: Shown
    level: int | None
    is_rated: bool
    codings: Sequence[tuple[str, str]]


def coded_rows(report: IrmReport, reader: str) -> list[CodedRow]:
    """Every public commitment of the report's plan: two queries for any number."""
    main = country_by_id(report.country_id).main_language
    commitments = Commitment.objects.published().filter(plan_id=report.plan_id).order_by("position", "pk")
    codings: dict[int, list[tuple[str, str, int | None]]] = {}
    for pk, indicator, label, level in report.codings.order_by("pk").values_list(
        "commitment_id", "indicator", "label", "level"
    ):
        codings.setdefault(pk, []).append((indicator, label, level))
    rows = []
    for commitment in commitments.only("number", *columns("title")):
        own = codings.get(commitment.pk, [])
        completion = [level for indicator, _, level in own if indicator == IrmIndicator.COMPLETION]
        rows.append(
            CodedRow(
                commitment.pk,
                commitment.number,
                shown(commitment, "title", wanted=reader, main_language=main),
                completion[0] if completion else None,
                bool(completion),
                [(str(IrmIndicator(indicator).label), label) for indicator, label, _ in own],
            )
        )
    return rows
