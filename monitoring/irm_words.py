"""The IRM's labels in the reader's language, where a scale is known; the original stands beside them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from commitments.ogp.cells import bare_label
from monitoring.enums import IrmIndicator

Words = Mapping[str, Promise]

_YES_NO: Final[Words] = {
    "yes": pgettext_lazy("IRM label", "Yes"),
    "no": pgettext_lazy("IRM label", "No"),
}
_COMPLETION: Final[Words] = {
    "no evidence available": pgettext_lazy("commitment completion", "No evidence available"),
    "not started": pgettext_lazy("commitment completion", "Not started"),
    "limited": pgettext_lazy("commitment completion", "Limited"),
    "substantial": pgettext_lazy("commitment completion", "Substantial"),
    "complete": pgettext_lazy("commitment completion", "Complete"),
    "completed": pgettext_lazy("commitment completion", "Complete"),
    "unclear": pgettext_lazy("IRM completion", "Unclear"),
    "withdrawn": pgettext_lazy("IRM completion", "Withdrawn"),
}
_OPENED: Final[Words] = {
    "worsened": pgettext_lazy("IRM, did it open government", "Worsened"),
    "did not change": pgettext_lazy("IRM, did it open government", "Did not change"),
    "marginal": pgettext_lazy("IRM, did it open government", "Marginal"),
    "major": pgettext_lazy("IRM, did it open government", "Major"),
    "outstanding": pgettext_lazy("IRM, did it open government", "Outstanding"),
}
_WORDS: Final[dict[IrmIndicator, Words]] = {
    IrmIndicator.COMPLETION: _COMPLETION,
    IrmIndicator.PROJECTED_COMPLETION: _COMPLETION,
    IrmIndicator.SPECIFICITY: {
        "none": pgettext_lazy("IRM specificity", "None"),
        "low": pgettext_lazy("IRM specificity", "Low"),
        "medium": pgettext_lazy("IRM specificity", "Medium"),
        "high": pgettext_lazy("IRM specificity", "High"),
    },
    IrmIndicator.POTENTIAL_IMPACT: {
        "none": pgettext_lazy("IRM potential impact", "None"),
        "minor": pgettext_lazy("IRM potential impact", "Minor"),
        "moderate": pgettext_lazy("IRM potential impact", "Moderate"),
        "transformative": pgettext_lazy("IRM potential impact", "Transformative"),
        "unclear": pgettext_lazy("IRM potential impact", "Unclear"),
    },
    IrmIndicator.POTENTIAL_FOR_RESULTS: {
        "unclear": pgettext_lazy("IRM potential for results", "Unclear"),
        "modest": pgettext_lazy("IRM potential for results", "Modest"),
        "substantial": pgettext_lazy("IRM potential for results", "Substantial"),
    },
    IrmIndicator.EARLY_RESULTS: {
        "no notable results": pgettext_lazy("IRM early results", "No notable results"),
        "moderate": pgettext_lazy("IRM early results", "Moderate"),
        "significant": pgettext_lazy("IRM early results", "Significant"),
    },
    IrmIndicator.CHANGE_IN_COMPLETION: {
        "increase": pgettext_lazy("IRM change in completion", "Increase"),
        "decrease": pgettext_lazy("IRM change in completion", "Decrease"),
        "no change": pgettext_lazy("IRM change in completion", "No change"),
    },
    IrmIndicator.OPENED_GOVERNMENT: _OPENED,
    IrmIndicator.OPENED_INFORMATION: _OPENED,
    IrmIndicator.OPENED_PARTICIPATION: _OPENED,
    IrmIndicator.OPENED_ACCOUNTABILITY: _OPENED,
}


def label_word(indicator: IrmIndicator, label: str) -> str:
    """The label in the reader's language, or "" where its scale has no such label."""
    bare = bare_label(label)
    word = _WORDS.get(indicator, _YES_NO).get(bare)
    return str(word) if word else ""
