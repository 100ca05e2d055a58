"""Imports a file of OGP's: plans and commitments, and what the IRM said of them, all or nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import connection

from commitments.models import Commitment
from commitments.models.shown_changes import not_logged
from commitments.ogp.export import read_export
from commitments.ogp.report import ImportReport, Outcome
from commitments.ogp.rows import Coding, Export, OgpRow, Unused
from commitments.ogp.writing import CountryImport, Written
from monitoring.models import IrmCoding, IrmReport
from ogp_portal.audit.context import acting
from ogp_portal.tenancy import country_scope
from ogp_portal.tenancy.enums import Precision
from ogp_portal.tenancy.models import Country
from plans.enums import Source
from plans.models import ActionPlan

Progress = Callable[[int], object]


class _TakenBack(Exception):
    """Ends a trial run: the transaction is rolled back."""


def import_file(path: Path, *, dry_run: bool = False, progress: Progress | None = None) -> ImportReport:
    """Import a file, or only say what an import would do.

    Raises `ImportRefused` with a sentence when the file cannot be taken; nothing is imported then, and
    nothing when anything else fails. `progress` is told of rows as they are done.
    """
    return import_export(read_export(path), dry_run=dry_run, progress=progress)


def import_export(export: Export, *, dry_run: bool = False, progress: Progress | None = None) -> ImportReport:
    """Write a file that was read already; see `import_file`."""
    report = ImportReport(export, dry_run)
    tell = progress or (lambda rows: None)
    for unused in export.unused:
        report.add_unused(unused)
    tell(len(export.unused))
    countries = list(Country.objects.filter(code__in={row.country for row in export.rows}).order_by("pk"))
    if not countries:
        return report
    try:
        with country_scope(*countries), acting(None), not_logged():
            _wait_for_other_imports()
            for country in countries:
                _import_country(country, export.rows, report, tell)
            if dry_run:
                raise _TakenBack
    except _TakenBack:
        pass
    return report


def _wait_for_other_imports() -> None:
    """Until this transaction ends no other import starts: both would make the same plans."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('portal.import_ogp'))")


def _import_country(country: Country, rows: Iterable[OgpRow], report: ImportReport, tell: Progress) -> None:
    """One country's rows, in its own scope, so that none can land in another country."""
    own = [row for row in rows if row.country == country.code]
    with country_scope(country):
        work = CountryImport(country)
        unknown = work.missing_plans(own)
        for row in own:
            if row.plan_number in unknown:
                report.add_unused(_without_plan(row, report.export))
        written = work.write(row for row in own if row.plan_number not in unknown)
        write_codings(country, written)
    for entry in written:
        report.add_row(entry.row, _outcome(entry))
    tell(len(own))


def _outcome(entry: Written) -> Outcome:
    if entry.created:
        return "created"
    return "updated" if entry.changed else "unchanged"


def _without_plan(row: OgpRow, export: Export) -> Unused:
    reason = (
        f"plan {row.plan_number} is not known here and the file gives no year of submission; "
        "import a file that has one first"
    )
    return Unused(row.line, "rejected", row.country, export.header.name("plan_number"), reason)


def write_codings(country: Country, written: Iterable[Written]) -> None:
    """Write the IRM's codings; what changed by it is marked in `written`.

    A later generation's coding of the same report and indicator stands; an earlier one only fills gaps.
    """
    listed = list(written)
    reports = _reports(country, listed)
    standing = {
        (coding.report_id, coding.commitment_id, coding.indicator): coding
        for coding in IrmCoding.objects.filter(commitment__in=[entry.commitment.pk for entry in listed])
    }
    new: list[IrmCoding] = []
    changed: list[IrmCoding] = []
    for entry in listed:
        for coding in entry.row.codings:
            report = reports[entry.commitment.plan_id, coding.report]
            known = standing.get((report.pk, entry.commitment.pk, coding.indicator))
            if known is None:
                new.append(_coding(country, report, entry.commitment, coding))
                entry.changed = True
            elif not entry.older and _take_over(known, coding):
                changed.append(known)
                entry.changed = True
    IrmCoding.objects.bulk_create(new, batch_size=1000)
    IrmCoding.objects.bulk_update(changed, ["scale_version", "label", "level"], batch_size=500)


def _coding(country: Country, report: IrmReport, commitment: Commitment, coding: Coding) -> IrmCoding:
    return IrmCoding(
        country_id=country.pk,
        report_id=report.pk,
        commitment_id=commitment.pk,
        indicator=coding.indicator,
        scale_version=coding.scale_version,
        label=coding.label,
        level=coding.level,
    )


def _take_over(known: IrmCoding, coding: Coding) -> bool:
    """Make a standing coding say what the file says; whether that changed it."""
    says = {"scale_version": coding.scale_version, "label": coding.label, "level": coding.level}
    if all(getattr(known, name) == value for name, value in says.items()):
        return False
    for name, value in says.items():
        setattr(known, name, value)
    return True


def _reports(country: Country, written: Iterable[Written]) -> dict[tuple[int, str], IrmReport]:
    """The IRM report of each plan and kind, made or given its year of publication where it had none."""
    years: dict[tuple[ActionPlan, str], Counter[int]] = {}
    for entry in written:
        for coding in entry.row.codings:
            years.setdefault((entry.commitment.plan, coding.report), Counter())
        for kind, year in entry.row.report_years:
            if (entry.commitment.plan, kind) in years:
                years[entry.commitment.plan, kind][year] += 1
    plans = {plan for plan, _ in years}
    reports = {
        (report.plan_id, report.kind): report
        for report in IrmReport.objects.filter(plan__in=plans, edition="").order_by("pk")
    }
    new: list[IrmReport] = []
    for (plan, kind), counted in years.items():
        known = reports.get((plan.pk, kind))
        if known is None:
            known = IrmReport(country=country, plan=plan, kind=kind, source=Source.IMPORT)
            _date_by_year(known, counted)
            reports[plan.pk, kind] = known
            new.append(known)
        elif known.published_on is None and counted:
            _date_by_year(known, counted)
            known.save(update_fields=["published_on", "published_precision"])
    IrmReport.objects.bulk_create(new)
    return reports


def _date_by_year(report: IrmReport, years: Counter[int]) -> None:
    """The files know only the year of publication: its first day, said to be a year."""
    if years:
        report.published_on = dt.date(years.most_common(1)[0][0], 1, 1)
        report.published_precision = Precision.YEAR
