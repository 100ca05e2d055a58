"""IRM products and indicators, and the states of report files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IrmReportKind(models.TextChoices):
    """Products of the Independent Reporting Mechanism over the years."""

    PROGRESS = "progress", pgettext_lazy("IRM product", "Progress report")
    END_OF_TERM = "end_of_term", pgettext_lazy("IRM product", "End-of-term report")
    DESIGN = "design", pgettext_lazy("IRM product", "Design report")
    IMPLEMENTATION = "implementation", pgettext_lazy("IRM product", "Implementation report")
    CO_CREATION_BRIEF = "co_creation_brief", pgettext_lazy("IRM product", "Co-creation brief")
    ACTION_PLAN_REVIEW = "action_plan_review", pgettext_lazy("IRM product", "Action plan review")
    RESULTS = "results", pgettext_lazy("IRM product", "Results report")


class IrmIndicator(models.TextChoices):
    """What the IRM codes; scales changed over the years, so a coding keeps its scale version."""

    SPECIFICITY = "specificity", pgettext_lazy("IRM indicator", "Specificity")
    VERIFIABLE = "verifiable", pgettext_lazy("IRM indicator", "Verifiable")
    VALUE_INFORMATION = "value_information", pgettext_lazy("IRM indicator", "Value: access to information")
    VALUE_PARTICIPATION = "value_participation", pgettext_lazy("IRM indicator", "Value: civic participation")
    VALUE_ACCOUNTABILITY = (
        "value_accountability",
        pgettext_lazy("IRM indicator", "Value: public accountability"),
    )
    VALUE_TECHNOLOGY = "value_technology", pgettext_lazy("IRM indicator", "Value: technology and innovation")
    RELEVANT = "relevant", pgettext_lazy("IRM indicator", "Relevant to open government")
    POTENTIAL_IMPACT = "potential_impact", pgettext_lazy("IRM indicator", "Potential impact")
    POTENTIAL_FOR_RESULTS = "potential_for_results", pgettext_lazy("IRM indicator", "Potential for results")
    COMPLETION = "completion", pgettext_lazy("IRM indicator", "Completion")
    PROJECTED_COMPLETION = "projected_completion", pgettext_lazy("IRM indicator", "Projected completion")
    CHANGE_IN_COMPLETION = "change_in_completion", pgettext_lazy("IRM indicator", "Change in completion")
    ON_TIME = "on_time", pgettext_lazy("IRM indicator", "On time")
    ON_SCHEDULE = "on_schedule", pgettext_lazy("IRM indicator", "On schedule")
    EARLY_RESULTS = "early_results", pgettext_lazy("IRM indicator", "Early results")
    OPENED_GOVERNMENT = "opened_government", pgettext_lazy("IRM indicator", "Did it open government?")
    OPENED_INFORMATION = (
        "opened_information",
        pgettext_lazy("IRM indicator", "Did it open government: access to information"),
    )
    OPENED_PARTICIPATION = (
        "opened_participation",
        pgettext_lazy("IRM indicator", "Did it open government: civic participation"),
    )
    OPENED_ACCOUNTABILITY = (
        "opened_accountability",
        pgettext_lazy("IRM indicator", "Did it open government: public accountability"),
    )
    CLUSTER = "cluster", pgettext_lazy("IRM indicator", "Cluster")
    COMPOUND = "compound", pgettext_lazy("IRM indicator", "Compound commitment")
    GRAND_CHALLENGE = "grand_challenge", pgettext_lazy("IRM indicator", "Grand challenge")
    STAR = "star", pgettext_lazy("IRM indicator", "Star")


class ReportKind(models.TextChoices):
    """Kinds of progress reports."""

    COUNTRY_PROGRESS = "country_progress", _("Country progress report")


class JobState(models.TextChoices):
    """Where the making of a file stands."""

    QUEUED = "queued", pgettext_lazy("state of a job", "waiting")
    RUNNING = "running", pgettext_lazy("state of a job", "being made")
    DONE = "done", pgettext_lazy("state of a job", "ready")
    FAILED = "failed", pgettext_lazy("state of a job", "failed")
