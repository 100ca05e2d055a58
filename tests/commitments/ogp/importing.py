"""What tests of the import share: bringing a file in, and what stands afterwards."""

from commitments.models import Commitment, CommitmentArea, CommitmentSupport, Milestone
from commitments.ogp.export import understand
from commitments.ogp.reading import sheet_from_bytes
from commitments.ogp.report import ImportReport
from monitoring.models import IrmCoding, IrmReport
from monitoring.ogp_import import import_export
from ogp_portal.accounts.models import Organisation
from ogp_portal.tenancy import every_country
from ogp_portal.tenancy.models import Country
from ogp_portal.translation.models import TextState
from plans.models import ActionPlan

TABLES = (
    ActionPlan,
    Commitment,
    CommitmentArea,
    CommitmentSupport,
    Milestone,
    Organisation,
    IrmReport,
    IrmCoding,
    TextState,
)


def bring_in(data: bytes, *, dry_run: bool = False) -> ImportReport:
    return import_export(understand(sheet_from_bytes(data, "file.csv")), dry_run=dry_run)


def outcomes(report: ImportReport) -> dict[str, int]:
    assert sum(report.counts.values()) == report.total == len(report.results)
    return {outcome: count for outcome, count in report.counts.items() if count}


def contents() -> list[int]:
    with every_country():
        return [table._base_manager.count() for table in TABLES]


def ukraine_scope() -> Country:
    return Country.objects.get(code="UA")
