"""Models of the commitments app, by noun."""

from commitments.models.area import CommitmentArea, PolicyArea
from commitments.models.commitment import Commitment, CommitmentSupport
from commitments.models.indicator import CommitmentIndicator, IndicatorValue
from commitments.models.milestone import Milestone
from commitments.models.progress import ProgressUpdate

__all__ = [
    "Commitment",
    "CommitmentArea",
    "CommitmentIndicator",
    "CommitmentSupport",
    "IndicatorValue",
    "Milestone",
    "PolicyArea",
    "ProgressUpdate",
]
