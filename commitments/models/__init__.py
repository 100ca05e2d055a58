"""Models of the commitments app, by noun."""

from commitments.models.area import CommitmentArea, PolicyArea
from commitments.models.change import PublicChange
from commitments.models.commitment import Commitment, CommitmentOrigin, CommitmentSupport
from commitments.models.indicator import CommitmentIndicator, IndicatorValue
from commitments.models.milestone import Milestone
from commitments.models.progress import ProgressUpdate, UpdateFile
from commitments.models.reminder import Reminder

__all__ = [
    "Commitment",
    "CommitmentArea",
    "CommitmentIndicator",
    "CommitmentOrigin",
    "CommitmentSupport",
    "IndicatorValue",
    "Milestone",
    "PolicyArea",
    "ProgressUpdate",
    "PublicChange",
    "Reminder",
    "UpdateFile",
]
