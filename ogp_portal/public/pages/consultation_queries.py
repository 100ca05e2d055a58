"""The questions of the consultations' pages. Slots are named in each docstring."""

from typing import Any

from django.db.models import Count, F, FilteredRelation, Q

from commitments.models import CommitmentOrigin
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Row, Slot
from plans.models import ActionPlan, Consultation, ConsultationFile, Contribution

CONSULTATION, RESPONSE = "plans.consultation", "plans.reasonedresponse"


def _answer() -> FilteredRelation:
    """The published response; made anew for each query, which writes its own name into it."""
    return FilteredRelation("responses", condition=Q(responses__published_at__isnull=False))


@Prepared
def consultation_by_key(order: tuple[str, ...]) -> Query:
    """Slots: country, key."""
    return _fields(
        Consultation.objects.published().filter(country_id=Slot("country"), key=Slot("key")), order
    )


@Prepared
def consultations_of(order: tuple[str, ...]) -> Query:
    """Slots: country. The newest first."""
    found = Consultation.objects.published().filter(country_id=Slot("country"))
    return _fields(found.order_by("-opens_on", "-pk"), order)


def _fields(queryset: Query, order: tuple[str, ...]) -> Query:
    fields: Query = queryset.values(
        "pk",
        "plan_id",
        "key",
        "kind",
        "participation",
        "opens_on",
        "closes_on",
        "answers_due_on",
        title_text=FirstText("title", order),
        description_text=FirstText("description", order),
    )
    return fields


@Prepared
def plans_named() -> Query:
    """Slots: plans. Those that are public: one may be consulted on before it is, and is not named then."""
    return (
        ActionPlan.objects.published()
        .filter(IsAny("pk", "plans"))
        .order_by()
        .values("pk", "key", "number", "kind", "starts_on", "ends_on")
    )


@Prepared
def counted() -> Query:
    """Slots: consultations. How many contributions of each sector, language and outcome; late answers too.

    An answer is late when its day, in UTC, is after the day it was due: the order of days is what counts.
    """
    return (
        Contribution.objects.published()
        .filter(IsAny("consultation_id", "consultations"))
        .annotate(answer=_answer())
        .order_by()
        .values("consultation_id", "sector", "language", outcome=F("answer__outcome"))
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(answer__published_at__date__gt=F("consultation__answers_due_on"))),
        )
        .values("consultation_id", "sector", "language", "outcome", "count", "late")
    )


@Prepared
def files_of(order: tuple[str, ...]) -> Query:
    """Slots: consultation."""
    return (
        ConsultationFile.objects.filter(consultation_id=Slot("consultation"))
        .order_by("pk")
        .values("file_id", title_text=FirstText("title", order))
    )


@Prepared
def led_to(order: tuple[str, ...]) -> Query:
    """Slots: consultation. Which contribution led to which commitment, in the order of the plan."""
    return (
        CommitmentOrigin.objects.filter(contribution__consultation_id=Slot("consultation"))
        .order_by("commitment__position", "commitment_id", "contribution__number")
        .values(
            "contribution_id",
            "contribution__number",
            "commitment_id",
            "commitment__key",
            "commitment__number",
            "commitment__plan__key",
            title_text=FirstText("commitment__title", order),
        )
    )


@Prepared
def states_of() -> Query:
    """Slots: country, consultation, responses. What of the texts is less than approved."""
    return TextState.objects.filter(
        ~Q(state=TextStatus.APPROVED),
        Q(model=CONSULTATION, object_id=Slot("consultation"))
        | Q(Q(IsAny("object_id", "responses")), model=RESPONSE),
        country_id=Slot("country"),
    ).values("model", "object_id", "field", "language", "state")


def contributions(
    order: tuple[str, ...], consultation: int, wanted: dict[str, Any], first: int, last: int
) -> list[Row]:
    """Published contributions that were asked for, by number, from the first to before the last.

    `wanted` has any of `is_answered`, `outcome`, `language`, `sector` and `number`. Built anew each time:
    the choices of a filter are too many to be kept compiled.
    """
    found = (
        Contribution.objects.published()
        .filter(consultation_id=consultation)
        .annotate(answer=_answer())
        .annotate(
            organisation_text=FirstText("organisation__name", order),
            reason_text=FirstText("answer__reason", order),
        )
    )
    names = {"outcome": "answer__outcome", "is_answered": "answer__isnull"}
    for name, value in wanted.items():
        found = found.filter(**{names.get(name, name): not value if name == "is_answered" else value})
    return list(
        found.order_by("number").values_list(
            "pk",
            "number",
            "language",
            "sector",
            "on_behalf_of",
            "signed",
            "title",
            "body",
            "submitted_at",
            "answer__pk",
            "answer__outcome",
            "answer__published_at",
            "organisation_text",
            "reason_text",
            named=True,
        )[first:last]
    )
