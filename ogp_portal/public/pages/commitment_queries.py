"""The questions of the commitment page. Slots are named in each docstring."""

from django.db.models import BigIntegerField, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast

from commitments.models import Commitment, CommitmentArea, CommitmentSupport, Milestone, ProgressUpdate
from commitments.translation import TEMPLATE_TEXTS
from monitoring.models import CsoRating, IrmCoding
from monitoring.queries import IRM_SAID_ON
from ogp_portal.public.pages.plan import plan_values
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Slot

COMMITMENT, MILESTONE = "commitments.commitment", "commitments.milestone"
UPDATE, RATING = "commitments.progressupdate", "monitoring.csorating"


@Prepared
def commitment_by_key(order: tuple[str, ...]) -> Query:
    """Slots: country, plan (its key), key. The commitment with its plan."""
    texts = {
        f"{name}_text": FirstText(name, order)
        for name in (*TEMPLATE_TEXTS, "title", "summary", "withdrawn_reason")
    }
    return (
        Commitment.objects.published()
        .filter(plan__country_id=Slot("country"), plan__key=Slot("plan"), key=Slot("key"))
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
            "carried_forward_from__key",
            "carried_forward_from__plan__key",
            **texts,
            lead_text=FirstText("lead__name", order),
            from_text=FirstText("carried_forward_from__title", order),
            **plan_values(order, "plan__"),
        )
    )


@Prepared
def named_beside(order: tuple[str, ...]) -> Query:
    """Slots: commitment. What is only named on the page, in one query and in no order.

    Kinds: `later` commitments that go on with this one (by `since`, their plan's start, and `place`), policy
    `area`s and `supporter`s (by `place`). `slug` is the last part of the address.
    """
    later = Commitment.objects.published().filter(carried_forward_from_id=Slot("commitment"))
    areas = CommitmentArea.objects.filter(commitment_id=Slot("commitment"))
    supporters = CommitmentSupport.objects.filter(commitment_id=Slot("commitment"))
    undated = {"since": Cast(Value(None), DateField()), "place": F("pk"), "of_plan": _text("")}
    return (
        later.order_by()
        .values(
            kind=_text("later"),
            since=F("plan__starts_on"),
            place=Cast("position", BigIntegerField()),
            of_plan=F("plan__key"),
            slug=F("key"),
            name_text=FirstText("title", order),
        )
        .union(
            areas.order_by().values(
                kind=_text("area"), **undated, slug=F("area__slug"), name_text=FirstText("area__name", order)
            ),
            supporters.order_by().values(
                kind=_text("supporter"),
                **undated,
                slug=_text(""),
                name_text=FirstText("organisation__name", order),
            ),
            all=True,
        )
    )


def _text(words: str) -> Value:
    return Value(words, TextField())


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
    own, below = Q(model=COMMITMENT), ~Q(state=TextStatus.APPROVED)
    hanging_on = (
        Q(Q(IsAny("object_id", "milestones")), model=MILESTONE)
        | Q(Q(IsAny("object_id", "updates")), model=UPDATE)
        | Q(Q(IsAny("object_id", "ratings")), model=RATING)
    )
    return TextState.objects.filter(
        (own & Q(object_id=Slot("commitment"))) | hanging_on,
        # A condition of its own, cheap enough for PostgreSQL to ask it before the policies' look at each row.
        own | below,
        country_id=Slot("country"),
    ).values("model", "object_id", "field", "language", "state")
