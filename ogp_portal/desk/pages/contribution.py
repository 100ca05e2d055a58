"""What the desk shows of contributions: found by a filter, those that wait first, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Value, When
from django.utils.translation import gettext, pgettext

from commitments.models import Commitment, CommitmentOrigin
from ogp_portal.desk.pages.dialogue import title_of
from ogp_portal.languages.fields import Shown
from ogp_portal.languages.registry import LANGUAGES, REGISTRY, name_of
from ogp_portal.languages.text import capitalised
from ogp_portal.web.components import Option
from plans.enums import ContributionState, Outcome, Sector
from plans.models import Consultation, Contribution, ReasonedResponse
from plans.words import sector_name

PER_PAGE = 25
ANSWERED = Exists(ReasonedResponse.objects.filter(contribution=OuterRef("pk"), published_at__isnull=False))
DRAFTED = Exists(ReasonedResponse.objects.filter(contribution=OuterRef("pk"), published_at__isnull=True))
STATES: Final = ("unread", "unanswered", "drafted", "answered", "hidden")


@dataclass(frozen=True)
class ContributionLine:
    """A contribution with its response, if there is one, as the contact reads them."""

    contribution: Contribution
    lang: str
    language: str
    speaker: Sequence[str | Shown]
    response: ReasonedResponse | None
    outcome: str
    reason: Shown | None
    led_to: Sequence[Shown]
    can_answer: bool


@dataclass(frozen=True)
class ContributionPage:
    """One page of what was asked for, with the filter's choices."""

    page: "Page[Contribution]"
    lines: Sequence[ContributionLine]
    states: Sequence[Option]
    languages: Sequence[Option]
    sectors: Sequence[Option]
    query: str


def contributions_of(consultation: Consultation, asked: Mapping[str, str], language: str) -> ContributionPage:
    """Those that wait first: to read, then unanswered, then with a draft, then answered, then hidden."""
    state, said_in, sector = (asked.get(name, "") for name in ("state", "language", "sector"))
    rank = Case(
        When(state=ContributionState.SUBMITTED, then=Value(0)),
        When(state=ContributionState.HIDDEN, then=Value(4)),
        When(ANSWERED, then=Value(3)),
        When(DRAFTED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = Contribution.objects.filter(consultation=consultation).annotate(rank=rank)
    if state in STATES:
        rows = rows.filter(
            rank={"unread": 0, "unanswered": 1, "drafted": 2, "answered": 3, "hidden": 4}[state]
        )
    if said_in in LANGUAGES:
        rows = rows.filter(language=said_in)
    if sector in Sector.values:
        rows = rows.filter(sector=sector)
    rows = (
        rows.order_by("rank", "number")
        .select_related("organisation")
        .prefetch_related(
            "responses",
            Prefetch("led_to", CommitmentOrigin.objects.select_related("commitment").order_by("pk")),
        )
    )
    page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))
    kept = {"state": state, "language": said_in, "sector": sector}
    return ContributionPage(
        page,
        [_line(row, language) for row in page.object_list],
        _states(state),
        [Option(code, name_of(code, language), 0, code == said_in) for code in LANGUAGES],
        [Option(s.value, sector_name(s), 0, s.value == sector) for s in Sector],
        "".join(f"{name}={value}&" for name, value in kept.items() if value.replace("_", "").isalpha()),
    )


def _states(chosen: str) -> list[Option]:
    labels = {
        "unread": pgettext("filter of contributions", "To read"),
        "unanswered": pgettext("filter of contributions", "Unanswered"),
        "drafted": pgettext("filter of contributions", "Response not published yet"),
        "answered": pgettext("filter of contributions", "Answered"),
        "hidden": pgettext("filter of contributions", "Not published"),
    }
    return [Option(value, label, 0, value == chosen) for value, label in labels.items()]


def _line(row: Contribution, language: str) -> ContributionLine:
    response = next(iter(row.responses.all()), None)
    return ContributionLine(
        contribution=row,
        lang=REGISTRY[row.language].html,
        language=name_of(row.language, language),
        speaker=speaker_of(row, language),
        response=response,
        outcome=capitalised(str(Outcome(response.outcome).label), language) if response else "",
        reason=title_of(response, "reason", language) if response else None,
        led_to=[commitment_label(origin.commitment, language) for origin in row.led_to.all()],
        can_answer=row.state == ContributionState.PUBLISHED,
    )


def speaker_of(row: Contribution, language: str) -> list[str | Shown]:
    """Who speaks, as everybody may read it: sector, organisation, the name they let be shown."""
    organisation: str | Shown = (
        title_of(row.organisation, "name", language) if row.organisation else row.on_behalf_of
    )
    parts: list[str | Shown] = [sector_name(row.sector), organisation, row.signed]
    return [part for part in parts if part]


def commitment_label(commitment: Commitment, language: str) -> Shown:
    """“3. Publish the register of owners”."""
    title = title_of(commitment, "title", language)
    # Translators: the number of a commitment and its title.
    text = gettext("%(number)s. %(title)s") % {"number": commitment.number, "title": title}
    return Shown(text, title.language, title.wanted)


def commitments_to_choose(consultation: Consultation, language: str) -> dict[str, Commitment]:
    """The commitments of the consultation's plan, by label as it is proposed."""
    rows = Commitment.objects.filter(plan=consultation.plan_id).order_by("position", "pk")
    named: dict[str, Commitment] = {}
    for row in rows:
        label = str(commitment_label(row, language))
        named[label if label not in named else f"{label} ({row.key})"] = row
    return named
