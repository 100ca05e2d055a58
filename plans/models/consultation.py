"""Consultations, what people contributed, and the reasoned responses."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ogp_portal.accounts.models import Organisation, User
from ogp_portal.audit.tracking import tracked
from ogp_portal.files.models import StoredFile
from ogp_portal.languages.formats import format_date
from ogp_portal.languages.registry import LANGUAGES, OWN_NAMES
from ogp_portal.tenancy.models import TenantForeignKey, TenantModel
from ogp_portal.tenancy.rules import with_public
from ogp_portal.translation.ledger import PublicStates
from plans.enums import ConsultationKind, ContributionState, Outcome, Participation, Sector
from plans.models.plan import ActionPlan
from plans.models.reach import CONTACT, READERS, within_reach

SHORTEST = dt.timedelta(days=14)
"""OGP's participation standards ask for two weeks of comment at least."""
LONGEST_TEXT = 5000
"""Characters of a contribution."""


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by who may see them."""

    def published(self) -> "ConsultationQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User) -> "ConsultationQuerySet":
        return within_reach(self, user, READERS)

    def editable_by(self, user: User) -> "ConsultationQuerySet":
        return within_reach(self, user, CONTACT)


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

    objects = ConsultationQuerySet.as_manager()

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

    def has_opened(self, today: dt.date) -> bool:
        """Whether everybody can read it and its first day has come."""
        return self.published_at is not None and self.opens_on <= today

    def publish_blocker(self, today: dt.date) -> str:
        """Why the consultation cannot be shown to everybody, or ""."""
        if self.published_at:
            return _("The consultation is published already.")
        for field, sentence in (
            ("title", _("The consultation has no title in one of the country's languages yet.")),
            (
                "description",
                _("The consultation does not say yet, in one of the country's languages, what it asks."),
            ),
        ):
            if not any(getattr(self, f"{field}_{language}") for language in self.country.languages):
                return sentence
        return too_short(max(self.opens_on, today), self.closes_on)

    @property
    def withdraw_blocker(self) -> str:
        """Why the consultation cannot be taken out of the public's sight, or ""."""
        if not self.published_at:
            return _("The consultation is not published.")
        if self.contributions.exists():
            return _("People have contributed already: the consultation stays on its page.")
        return ""

    def dates_blocker(
        self, opens_on: dt.date, closes_on: dt.date, answers_due_on: dt.date, today: dt.date
    ) -> str:
        """Why these days cannot be set, or "": two weeks at least, and never shorter once it is open."""
        if blocker := too_short(opens_on, closes_on):
            return blocker
        if answers_due_on < closes_on:
            return _("Answers cannot be due before the consultation closes.")
        if not self.has_opened(today):
            return ""
        if opens_on != self.opens_on:
            return _("The consultation is open already: its first day stays.")
        if closes_on < self.closes_on:
            return _("A consultation that is open can be prolonged, not shortened: it closes on %(day)s.") % {
                "day": _day(self.closes_on)
            }
        if answers_due_on - self.answers_due_on > closes_on - self.closes_on:
            return _("The day by which answers are due can move by as many days as the closing day, no more.")
        return ""

    def contribute_blocker(self, today: dt.date) -> str:
        """Why nobody can contribute now, or ""."""
        return contribute_blocker(self.opens_on, self.closes_on, today)


def too_short(opens_on: dt.date, closes_on: dt.date) -> str:
    """The sentence on a consultation of less than two weeks, or ""."""
    if closes_on >= opens_on + SHORTEST:
        return ""
    return _("People need at least 14 days: opened on %(opens)s, it can close on %(closes)s or later.") % {
        "opens": _day(opens_on),
        "closes": _day(opens_on + SHORTEST),
    }


def contribute_blocker(opens_on: dt.date, closes_on: dt.date, today: dt.date) -> str:
    """Why nobody can contribute to a published consultation on a day of its country, or ""."""
    if today < opens_on:
        return _("This consultation opens on %(day)s.") % {"day": _day(opens_on)}
    if today > closes_on:
        return _("This consultation closed on %(day)s: it takes no more contributions.") % {
            "day": _day(closes_on)
        }
    return ""


def _day(on: dt.date) -> str:
    return format_date(on, get_language() or "en")


class ConsultationFile(TenantModel):
    """The document that people are asked about."""

    public_rows: ClassVar[str] = with_public("plans_consultation", "consultation_id")
    parent: ClassVar[str] = "consultation"

    consultation = TenantForeignKey(Consultation, on_delete=models.CASCADE, related_name="files")
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT, related_name="consultations")
    title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"file {self.file_id} of consultation {self.consultation_id}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions by who may see them."""

    def published(self) -> "ContributionQuerySet":
        return self.filter(state=ContributionState.PUBLISHED)

    def editable_by(self, user: User) -> "ContributionQuerySet":
        """Those that a person reads before everybody does, and answers."""
        return within_reach(self, user, CONTACT)


@tracked
class Contribution(TenantModel):
    """What someone said, in the language they said it in.

    `signed` is the name they let be shown, or ""; `on_behalf_of` an organisation that they named in words.
    """

    public_rows: ClassVar[str] = "{table}.state = 'published' AND " + with_public(
        "plans_consultation", "consultation_id"
    )
    private_fields: ClassVar[tuple[str, ...]] = ("hidden_reason",)
    parent: ClassVar[str] = "consultation"

    consultation = TenantForeignKey(Consultation, on_delete=models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES])
    sector = models.CharField(max_length=16, choices=Sector)
    organisation = TenantForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    on_behalf_of = models.CharField(max_length=200, blank=True)
    signed = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=ContributionState, default=ContributionState.SUBMITTED)
    hidden_reason = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(auto_now_add=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "consultation", "number"], name="contribution_number_in_consultation"
            )
        ]

    def __str__(self) -> str:
        return f"contribution {self.number} to consultation {self.consultation_id}"

    @property
    def publish_blocker(self) -> str:
        """Why the contribution cannot be shown to everybody, or ""."""
        if self.state == ContributionState.PUBLISHED:
            return _("This contribution is published already.")
        return ""

    @property
    def hide_blocker(self) -> str:
        """Why the contribution cannot be kept from the public, or ""."""
        return _("This contribution is not public.") if self.state == ContributionState.HIDDEN else ""

    @property
    def answer_blocker(self) -> str:
        """Why the contribution cannot be answered, or ""."""
        if self.state == ContributionState.SUBMITTED:
            return _("The contribution has not been read and published yet: publish it first.")
        if self.state == ContributionState.HIDDEN:
            return _("The contribution is not published: nobody would see the answer.")
        return ""


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
    private_fields: ClassVar[tuple[str, ...]] = ("answered_by",)
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

    @property
    def publish_blocker(self) -> str:
        """Why the response cannot be shown to everybody, or ""."""
        if self.published_at:
            return _("This response is published already.")
        if self.contribution.answer_blocker:
            return str(self.contribution.answer_blocker)
        if not any(getattr(self, f"reason_{language}") for language in self.country.languages):
            return _("The response gives no reason in one of the country's languages yet.")
        return ""
