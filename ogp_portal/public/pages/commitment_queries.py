"""The questions of the commitment page. Slots are named in each docstring."""

from django.db.models import Q

from commitments.models import Commitment, CommitmentArea, CommitmentSupport, Milestone, ProgressUpdate
from monitoring.models import CsoRating, IrmCoding
from monitoring.queries import IRM_SAID_ON
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Slot

TEXTS = (
    "problem",
    "causes",
    "done_so_far",
    "solution",
    "results",
    "transparency",
    "participation",
    "accountability",
)
"""The texts of OGP's template below the summary, in its order."""
COMMITMENT, MILESTONE = "commitments.commitment", "commitments.milestone"
UPDATE, RATING = "commitments.progressupdate", "monitoring.csorating"


@Prepared
def commitment_by_key(order: tuple[str, ...]) -> Query:
    """Slots: plan, key."""
    texts = {
        f"{name}_text": FirstText(name, order) for name in (*TEXTS, "title", "summary", "withdrawn_reason")
    }
    return (
        Commitment.objects.published()
        .filter(plan_id=Slot("plan"), key=Slot("key"))
        .values(
            "pk",
            "number",
            "state",
            "ogp_id",
            "values",
            "starts_on",
            "starts_text",
            "starts_precision",
            "ends_on",
            "ends_text",
            "ends_precision",
            "carried_forward_from__number",
            "carried_forward_from__key",
            "carried_forward_from__plan__key",
            **texts,
            lead_text=FirstText("lead__name", order),
            from_text=FirstText("carried_forward_from__title", order),
        )
    )


@Prepared
def carried_forward_to(order: tuple[str, ...]) -> Query:
    """Slots: commitment. Later commitments that go on with this one."""
    return (
        Commitment.objects.published()
        .filter(carried_forward_from_id=Slot("commitment"))
        .order_by("plan__starts_on", "position")
        .values("number", "key", "plan__key", title_text=FirstText("title", order))
    )


@Prepared
def supporters_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment."""
    return (
        CommitmentSupport.objects.filter(commitment_id=Slot("commitment"))
        .order_by("pk")
        .values(name_text=FirstText("organisation__name", order))
    )


@Prepared
def areas_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment."""
    return (
        CommitmentArea.objects.filter(commitment_id=Slot("commitment"))
        .order_by("pk")
        .values("area__slug", name_text=FirstText("area__name", order))
    )


@Prepared
def milestones_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment."""
    return (
        Milestone.objects.filter(commitment_id=Slot("commitment"))
        .order_by("position", "pk")
        .values(
            "pk",
            "number",
            "ends_on",
            "ends_text",
            "ends_precision",
            "completed_on",
            title_text=FirstText("title", order),
            output_text=FirstText("output", order),
            responsible_text=FirstText("responsible__name", order),
        )
    )


@Prepared
def updates_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment. Newest period first, its report on the whole commitment and those on milestones."""
    return (
        ProgressUpdate.objects.published()
        .filter(commitment_id=Slot("commitment"))
        .order_by("-period__ends_on", "-period_id", "milestone__position")
        .values(
            "pk",
            "milestone_id",
            "milestone__number",
            "period_id",
            "period__kind",
            "period__starts_on",
            "period__ends_on",
            "completion",
            "challenge",
            "nothing_new",
            "links",
            "reported_on",
            narrative_text=FirstText("narrative", order),
            challenge_words=FirstText("challenge_text", order),
        )
    )


@Prepared
def ratings_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment. Newest first."""
    return (
        CsoRating.objects.published()
        .filter(commitment_id=Slot("commitment"))
        .order_by("-rated_on", "-pk")
        .values(
            "pk",
            "organisation_id",
            "completion",
            "rated_on",
            organisation_text=FirstText("organisation__name", order),
            rationale_text=FirstText("rationale", order),
        )
    )


@Prepared
def codings_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment. By report, oldest first."""
    return (
        IrmCoding.objects.filter(commitment_id=Slot("commitment"))
        .order_by("report__published_on", "report_id", "pk")
        .values(
            "report_id",
            "report__kind",
            "report__url",
            "indicator",
            "scale_version",
            "label",
            "level",
            "coded_on",
            "report__published_on",
            "report__published_precision",
            said_on=IRM_SAID_ON,
            report_text=FirstText("report__title", order),
        )
    )


@Prepared
def states_of() -> Query:
    """Slots: country, commitment, milestones, updates, ratings. The ledger of the texts on the page.

    Of the commitment itself all rows, for its coverage; of the rest only what is less than approved.
    """
    below = ~Q(state=TextStatus.APPROVED)
    hanging_on = (
        Q(Q(IsAny("object_id", "milestones")), model=MILESTONE)
        | Q(Q(IsAny("object_id", "updates")), model=UPDATE)
        | Q(Q(IsAny("object_id", "ratings")), model=RATING)
    )
    return TextState.objects.filter(
        Q(model=COMMITMENT, object_id=Slot("commitment")) | (below & hanging_on),
        country_id=Slot("country"),
    ).values("model", "object_id", "field", "language", "state")
