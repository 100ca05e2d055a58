"""Consultations, what people contributed, and the reasoned responses."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models

from ogp_portal.accounts.models import Organisation
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import ConsultationKind, ContributionState, Outcome, Participation, Sector
from plans.models.plan import ActionPlan

SHORTEST = dt.timedelta(days=14)
"""OGP's participation standards ask for two weeks of comment at least."""


class Consultation(TenantModel):
    """Two weeks or more in which everybody may say something on a plan; answered until `answers_due_on`."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL"
    parent: ClassVar[str] = "plan"

    plan = TenantForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="consultations")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=16, choices=ConsultationKind)
    participation = models.CharField(max_length=12, choices=Participation, default=Participation.CONSULT)
    opens_on = models.DateField()
    closes_on = models.DateField()
    answers_due_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "key"], name="consultation_key_in_country"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on") + SHORTEST),
                name="consultation_two_weeks",
            ),
            models.CheckConstraint(
                condition=models.Q(answers_due_on__gte=models.F("closes_on")),
                name="consultation_answers_after_close",
            ),
            PublicStates(name="public_consultation"),
        ]

    def __str__(self) -> str:
        return f"consultation {self.key}"


class ConsultationFile(TenantModel):
    """The document that people are asked about."""

    public_rows: ClassVar[str] = with_public("plans_consultation", "consultation_id")
    parent: ClassVar[str] = "consultation"

    consultation = TenantForeignKey(Consultation, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="consultations")
    title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"file {self.file_id} of consultation {self.consultation_id}"


@tracked
class Contribution(TenantModel):
    """What someone said, in the language they said it in; `signed` is the name they let be shown, or ""."""

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "plans_consultation", "consultation_id"
    )
    parent: ClassVar[str] = "consultation"

    consultation = TenantForeignKey(Consultation, on_delete=models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES])
    sector = models.CharField(max_length=16, choices=Sector)
    organisation = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    signed = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=ContributionState, default=ContributionState.SUBMITTED)
    hidden_reason = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "consultation", "number"], name="contribution_number_in_consultation"
            )
        ]

    def __str__(self) -> str:
        return f"contribution {self.number} to consultation {self.consultation_id}"


class ContributionAuthor(TenantModel):
    """Who is behind a contribution: never public, and gone when they ask for it."""

    parent: ClassVar[str] = "contribution"

    contribution = TenantForeignKey(Contribution, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    consented_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "contribution"], name="author_once_per_contribution")
        ]

    def __str__(self) -> str:
        return f"author of contribution {self.contribution_id}"


@tracked
class ReasonedResponse(TenantModel):
    """The government's answer to a contribution, with its reason."""

    public_rows: ClassVar[str] = "{table}.published_at IS NOT NULL AND " + with_public(
        "plans_contribution", "contribution_id"
    )
    parent: ClassVar[str] = "contribution"

    contribution = TenantForeignKey(Contribution, on_delete=models.CASCADE, related_name="responses")
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.TextField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "contribution"], name="response_once"),
            PublicStates(name="public_reasonedresponse"),
        ]

    def __str__(self) -> str:
        return f"response to contribution {self.contribution_id}"
