"""Models of the monitoring app, by noun."""

from monitoring.models.evidence import Evidence, EvidenceFile, EvidenceRejection
from monitoring.models.irm import IrmCoding, IrmReport
from monitoring.models.rating import CsoRating
from monitoring.models.report import ProgressReport, ReportFile

__all__ = [
    "CsoRating",
    "Evidence",
    "EvidenceFile",
    "EvidenceRejection",
    "IrmCoding",
    "IrmReport",
    "ProgressReport",
    "ReportFile",
]
