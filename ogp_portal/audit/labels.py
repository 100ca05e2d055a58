"""What people call the models and fields whose history and translations they read: one list for all pages.

A field is named by its model's label and its own bare name, so that a column per language, a form, a queue
of translations and a change log use the same words.
"""

from typing import Final

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ogp_portal.languages.fields import translated_fields
from ogp_portal.languages.registry import LANGUAGES

Words = str | Promise

TITLE = _("Title")
COMPLETION = _("Completion")
STATE = pgettext_lazy("field", "State")
TERM_STARTS, TERM_ENDS = _("Start"), _("End")

MODELS: Final[dict[str, Words]] = {
    "plans.actionplan": _("Action plan"),
    "plans.planfile": _("Document of the plan"),
    "plans.periodreopening": _("Re-opening of a period"),
    "plans.forum": _("Multi-stakeholder forum"),
    "plans.forummeeting": _("Forum meeting"),
    "plans.meetingfile": _("Paper of a meeting"),
    "plans.consultation": _("Consultation"),
    "plans.consultationfile": _("Document of a consultation"),
    "plans.contribution": _("Contribution"),
    "plans.reasonedresponse": _("Reasoned response"),
    "commitments.commitment": _("Commitment"),
    "commitments.milestone": _("Milestone"),
    "commitments.commitmentindicator": _("Indicator"),
    "commitments.indicatorvalue": _("Value of an indicator"),
    "commitments.progressupdate": _("Progress report of the government"),
    "monitoring.evidence": _("Evidence"),
    "monitoring.evidencerejection": _("Evidence not published"),
    "monitoring.csorating": _("Rating by civil society"),
    "monitoring.irmreport": _("IRM report"),
    "accounts.organisation": _("Organisation"),
}

FIELDS: Final[dict[str, dict[str, Words]]] = {
    "plans.actionplan": {
        "title": TITLE,
        "legal_act": _("Legal act"),
        "legal_act_url": _("Address of the legal act"),
        "number": pgettext_lazy("field", "Number"),
        "kind": pgettext_lazy("field", "Kind"),
        "state": STATE,
        "starts_on": TERM_STARTS,
        "ends_on": TERM_ENDS,
        "ogp_id": _("OGP's own number"),
        "published_at": _("Published"),
    },
    "plans.planfile": {"title": TITLE},
    "plans.periodreopening": {"reason": _("Reason")},
    "plans.forum": {"name": _("Name"), "mandate": _("Mandate")},
    "plans.forummeeting": {
        "title": TITLE,
        "place": _("Place"),
        "agenda": _("Agenda"),
        "minutes": _("Minutes"),
    },
    "plans.meetingfile": {"title": TITLE},
    "plans.consultation": {"title": TITLE, "description": _("What it is about")},
    "plans.consultationfile": {"title": TITLE},
    "plans.contribution": {
        "title": TITLE,
        "body": _("What was contributed"),
        "state": STATE,
        "hidden_reason": _("Why it is not published"),
        "sector": pgettext_lazy("field", "Sector"),
        "signed": _("Signed"),
    },
    "plans.reasonedresponse": {
        "outcome": _("Answer"),
        "reason": _("Reason"),
        "published_at": _("Published"),
    },
    "commitments.commitment": {
        "title": TITLE,
        "short_title": _("Short title"),
        "summary": _("Brief description"),
        "problem": _("The problem"),
        "causes": _("What causes it"),
        "done_so_far": _("What has been done so far"),
        "solution": _("What is promised"),
        "results": _("Results wanted"),
        "transparency": _("How it serves transparency"),
        "participation": _("How it serves participation"),
        "accountability": _("How it serves accountability"),
        "withdrawn_reason": _("Why it was withdrawn"),
        "number": pgettext_lazy("field", "Number"),
        "lead": _("Lead institution"),
        "officer": _("Officer who reports"),
        "values": _("OGP values"),
        "starts_text": TERM_STARTS,
        "ends_text": TERM_ENDS,
        "state": STATE,
        "published_at": _("Published"),
        "submitted_at": _("Submitted"),
        "returned_at": _("Returned"),
        "returned_note": _("Note on returning"),
        "ogp_id": _("OGP's own number"),
        "support": _("Supporting institutions and organisations"),
        "areas": _("Policy areas"),
    },
    "commitments.milestone": {
        "title": TITLE,
        "output": _("Expected output"),
        "number": pgettext_lazy("field", "Number"),
        "responsible": pgettext_lazy("for a milestone", "Responsible"),
        "starts_text": TERM_STARTS,
        "ends_text": _("Due"),
        "completed_on": _("Done"),
    },
    "commitments.commitmentindicator": {
        "title": TITLE,
        "unit": _("Unit"),
        "kind": pgettext_lazy("field", "Kind"),
        "baseline": _("Baseline"),
        "target": _("Target"),
    },
    "commitments.indicatorvalue": {"value": pgettext_lazy("indicator", "Value")},
    "commitments.progressupdate": {
        "completion": COMPLETION,
        "narrative": _("What was done"),
        "challenge": _("What stands in the way"),
        "challenge_text": _("Explanation of what stands in the way"),
        "nothing_new": _("Nothing new this period"),
        "links": _("Links"),
        "state": STATE,
        "returned_note": _("Note on returning"),
        "submitted_at": _("Submitted"),
        "reported_on": _("Reported on"),
        "published_at": _("Published"),
    },
    "monitoring.evidence": {
        "title": TITLE,
        "finding": _("Finding"),
        "observed_text": _("Observed on"),
        "completion": COMPLETION,
        "links": _("Links"),
        "state": STATE,
        "returned_note": _("Note on returning"),
        "submitted_at": _("Submitted"),
        "published_at": _("Published"),
        "reply": _("Reply of the government"),
    },
    "monitoring.evidencerejection": {"reason": _("Reason")},
    "monitoring.csorating": {
        "completion": COMPLETION,
        "rationale": _("Reasons"),
        "rated_on": _("Rated on"),
        "state": STATE,
        "returned_note": _("Note on returning"),
        "rejected_reason": _("Why it was not published"),
        "submitted_at": _("Submitted"),
        "published_at": _("Published"),
    },
    "monitoring.irmreport": {"title": TITLE},
    "accounts.organisation": {"name": _("Name"), "about": _("About the organisation")},
}
"""In the order in which people read them; translated fields and plain ones."""

NOT_TRANSLATED_HERE = {"tenancy.country", "tenancy.membershipstatus", "commitments.policyarea"}
"""Translated with the portal itself, not by the people of a country."""


def model_name(label: str) -> str:
    """The name of one object of a model, such as “Milestone”."""
    return str(MODELS[label])


def field_name(label: str, field: str) -> str:
    """The name of a field, by its bare name."""
    return str(FIELDS[label][field])


def texts_of(label: str) -> tuple[str, ...]:
    """A model's translated fields in reading order."""
    translated = translated_fields(apps.get_model(label))
    return tuple(field for field in FIELDS[label] if field in translated)


def split_column(label: str, column: str) -> tuple[str, str]:
    """The bare field and the language of a column: ("title", "ka"), or the plain field and ""."""
    field, _joint, language = column.rpartition("_")
    if language in LANGUAGES and field in translated_fields(apps.get_model(label)):
        return field, language
    return column.removesuffix("_id"), ""
