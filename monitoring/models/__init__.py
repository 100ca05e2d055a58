"""Models of the monitoring app, by noun."""

from monitoring.models.irm import IrmCoding, IrmReport
from monitoring.models.rating import CsoRating
from monitoring.models.report import ProgressReport, ReportFile

__all__ = ["CsoRating", "IrmCoding", "IrmReport", "ProgressReport", "ReportFile"]
