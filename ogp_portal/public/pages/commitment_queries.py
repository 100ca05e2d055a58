"""The questions of the commitment page. Slots are named in each docstring."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from commitments.models import (
    Commitment,
    CommitmentArea,
    CommitmentOrigin,
    CommitmentSupport,
    Milestone,
    ProgressUpdate,
    UpdateFile,
)
from commitments.translation import TEMPLATE_TEXTS
from monitoring.models import CsoRating, Evidence, EvidenceFile, EvidenceRejection, IrmCoding
from monitoring.queries import IRM_SAID_ON
from ogp_portal.files.models import PublicCopy
from ogp_portal.public.pages.plan import plan_values
from ogp_portal.translation.enums import TextStatus
from ogp_portal.translation.models import TextState
from ogp_portal.web.prepared import FirstText, IsAny, Prepared, Query, Slot
from plans.enums import ContributionState
from plans.models import PeriodReopening

COMMITMENT, MILESTONE = "commitments.commitment", "commitments.milestone"
UPDATE, RATING = "commitments.progressupdate", "monitoring.csorating"
EVIDENCE = "monitoring.evidence"


@Prepared
def commitment_by_key(order: tuple[str, ...], *, with_drafts: bool = False) -> Query:
    """Slots: country, plan (its key), key. The commitment with its plan.

    It knows whether there is evidence: most commitments have none, and then that costs no query.
    """
    texts = {
        f"{name}_text": FirstText(name, order)
        for name in (*TEMPLATE_TEXTS, "title", "summary", "withdrawn_reason")
    }
    # Drafts are for previews, which run behind the wall of those who may read them.
    found = Commitment.objects.all() if with_drafts else Commitment.objects.published()
    return found.filter(plan__country_id=Slot("country"), plan__key=Slot("plan"), key=Slot("key")).values(
        "pk",
        "number",
        "state",
        "is_watched",
        "has_origins",
        "ogp_id",
        "values",
        "lead_id",
        "lead__office_email",
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


@Prepared
def named_beside(order: tuple[str, ...], has_origins: bool) -> Query:
    """Slots: commitment. What is only named on the page, in one query and in no order.

    Kinds: `later` commitments that go on with this one (by `since`, their plan's start, and `place`), policy
    `area`s and `supporter`s (by `place`), and as `origin` the contributions that it began as: `place` is
    their number, `of_plan` the consultation's key; these are looked for with `has_origins` alone. `slug` is
    the last part of the address.
    """
    later = Commitment.objects.published().filter(carried_forward_from_id=Slot("commitment"))
    areas = CommitmentArea.objects.filter(commitment_id=Slot("commitment"))
    supporters = CommitmentSupport.objects.filter(commitment_id=Slot("commitment"))
    undated = {"since": Cast(Value(None), DateField()), "place": F("pk"), "of_plan": _text("")}
    origins = CommitmentOrigin.objects.filter(
        commitment_id=Slot("commitment"), contribution__state=ContributionState.PUBLISHED
    )
    began = origins.order_by().values(
        kind=_text("origin"),
        since=undated["since"],
        place=Cast("contribution__number", BigIntegerField()),
        of_plan=F("contribution__consultation__key"),
        slug=_text(""),
        # Tagged as texts of several languages are: it has one, its author's.
        name_text=Concat("contribution__language", "contribution__title", output_field=TextField()),
    )
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
                slug=Cast("organisation_id", TextField()),
                name_text=FirstText("organisation__name", order),
            ),
            *([began] if has_origins else []),
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
            "amended_at",
            "has_files",
            "period__is_reopened",
            narrative_text=FirstText("narrative", order),
            challenge_words=FirstText("challenge_text", order),
        )
    )


@Prepared
def reopenings_of(order: tuple[str, ...]) -> Query:
    """Slots: plan. The periods of a plan that were opened again, with the reason, oldest first."""
    return (
        PeriodReopening.objects.filter(period__plan_id=Slot("plan"))
        .order_by("until", "pk")
        .values("period_id", "until", reason_text=FirstText("reason", order))
    )


@Prepared
def update_files_of() -> Query:
    """Slots: commitment. Which files its published reports have."""
    files = UpdateFile.objects.filter(update__commitment_id=Slot("commitment"))
    return files.order_by("pk").values("update_id", "file_id")


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
def evidence_of(order: tuple[str, ...]) -> Query:
    """Slots: commitment. Published evidence in all its versions, and why other evidence is not, in no order.

    `kind` is `found` or `rejected`; a rejection has its reason in `title_text` and its moment in `said_at`.
    """
    published = Evidence.objects.published().filter(commitment_id=Slot("commitment"))
    rejected = EvidenceRejection.objects.filter(commitment_id=Slot("commitment"))
    files = EvidenceFile.objects.filter(evidence_id=OuterRef("pk")).order_by("pk").values("file_id")
    return (
        published.order_by()
        .values(
            "pk",
            kind=_text("found"),
            first=Cast(F("corrects_id"), BigIntegerField()),
            place=Cast(F("version"), IntegerField()),
            said_at=F("published_at"),
            organisation_pk=Cast(F("organisation_id"), BigIntegerField()),
            seen_text=Cast(F("observed_text"), TextField()),
            seen_on=F("observed_on"),
            seen_precision=Cast(F("observed_precision"), TextField()),
            level=Cast(F("completion"), IntegerField()),
            step=F("milestone__number"),
            addresses=Cast(F("links"), ArrayField(TextField())),
            is_old=Q(superseded_at__isnull=False),
            due_on=F("reply_due_on"),
            answered_at=F("replied_at"),
            amended_at=F("reply_amended_at"),
            title_text=FirstText("title", order),
            finding_text=FirstText("finding", order),
            reply_text=FirstText("reply", order),
            organisation_text=FirstText("organisation__name", order),
            file_ids=ArraySubquery(files),
        )
        .union(
            rejected.order_by().values(
                "pk",
                kind=_text("rejected"),
                first=_none(BigIntegerField()),
                place=Value(1, IntegerField()),
                said_at=F("rejected_at"),
                organisation_pk=Cast(F("organisation_id"), BigIntegerField()),
                seen_text=_text(""),
                seen_on=_none(DateField()),
                seen_precision=_text(""),
                level=_none(IntegerField()),
                step=_none(TextField()),
                addresses=_none(ArrayField(TextField())),
                is_old=Value(False, BooleanField()),
                due_on=_none(DateField()),
                answered_at=_none(DateTimeField()),
                amended_at=_none(DateTimeField()),
                title_text=FirstText("reason", order),
                finding_text=_text(""),
                reply_text=_text(""),
                organisation_text=FirstText("organisation__name", order),
                file_ids=_none(ArrayField(BigIntegerField())),
            ),
            all=True,
        )
    )


def _none(field: Any) -> Combinable:
    return Cast(Value(None), field)


@Prepared
def copies_of() -> Query:
    """Slots: files. The public copies of these files."""
    return (
        PublicCopy.objects.filter(IsAny("file_id", "files"))
        .order_by("pk")
        .values("pk", "file_id", "name", "media_type", "size", "original_sha256")
    )


@Prepared
def states_of() -> Query:
    """Slots: country, commitment, milestones, updates, ratings, evidence. The ledger of the page's texts.

    Of the commitment itself all rows, for its coverage; of the rest only what is less than approved.
    """
    own, below = Q(model=COMMITMENT), ~Q(state=TextStatus.APPROVED)
    hanging_on = (
        Q(Q(IsAny("object_id", "milestones")), model=MILESTONE)
        | Q(Q(IsAny("object_id", "updates")), model=UPDATE)
        | Q(Q(IsAny("object_id", "ratings")), model=RATING)
        | Q(Q(IsAny("object_id", "evidence")), model=EVIDENCE)
    )
    return TextState.objects.filter(
        (own & Q(object_id=Slot("commitment"))) | hanging_on,
        # A condition of its own, cheap enough for PostgreSQL to ask it before the policies' look at each row.
        own | below,
        country_id=Slot("country"),
    ).values("model", "object_id", "field", "language", "state")
