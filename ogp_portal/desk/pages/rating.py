"""One rating and lists of them, as a member of the organisation or a reviewer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext

from commitments.enums import ReportState
from monitoring.models import CsoRating
from ogp_portal.accounts.models import User
from ogp_portal.desk.pages.choosing import Choice, choice_of
from ogp_portal.languages.fields import Shown, shown, text_in
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import CountryEntry, country_by_id
from ogp_portal.web.formats import day
from plans.words import period_name

SHOWN = 200


@dataclass(frozen=True)
class RatingPage:
    """A rating with what the person may do with it."""

    rating: CsoRating
    user: User
    reader: str

    @cached_property
    def country(self) -> CountryEntry:
        return country_by_id(self.rating.country_id)

    @cached_property
    def is_own(self) -> bool:
        return CsoRating.objects.filter(pk=self.rating.pk).editable_by(self.user).exists()

    @property
    def may_review(self) -> bool:
        return self.user.roles.is_administrator and self.rating.state == ReportState.SUBMITTED

    @cached_property
    def organisation(self) -> Shown:
        organisation = self.rating.organisation
        return shown(organisation, "name", wanted=self.reader, main_language=self.country.main_language)

    @cached_property
    def commitment(self) -> Choice:
        return choice_of(self.rating.commitment, self.reader)

    @property
    def period(self) -> str:
        period = self.rating.period
        return period_name(period.kind, period.starts_on, period.ends_on, self.reader) if period else ""

    @property
    def rejected_reason(self) -> Shown:
        return shown(self.rating, "rejected_reason", wanted=self.reader)

    @cached_property
    def written(self) -> list[tuple[str, str, str]]:
        """(language, its name, the reasons in it), the country's own languages first."""
        ordered = dict.fromkeys((*self.country.languages, *LANGUAGES))
        return [
            (code, standing_name(code, self.reader), text)
            for code in ordered
            if (text := text_in(self.rating, "rationale", code))
        ]

    @property
    def unwritten(self) -> list[tuple[str, str]]:
        written = {code for code, _, _ in self.written}
        ordered = dict.fromkeys((*self.country.languages, "en"))
        return [(code, standing_name(code, self.reader)) for code in ordered if code not in written]


@dataclass(frozen=True)
class Row:
    """A rating in a list."""

    pk: int
    commitment: str
    organisation: Shown
    country: str
    level: int
    when: str


@dataclass(frozen=True)
class Group:
    """The ratings of a list that stand alike."""

    heading: str
    rows: Sequence[Row]


def rating_groups(found: QuerySet[CsoRating], reader: str) -> list[Group]:
    """What the person sees, by what is to be done; empty groups are left out."""
    listed = list(found.select_related("organisation", "commitment").order_by("-rated_on", "-pk")[:SHOWN])
    headings = {
        ReportState.SUBMITTED: gettext("Waits to be reviewed"),
        ReportState.RETURNED: gettext("Returned, to be put right"),
        ReportState.DRAFT: gettext("Drafts"),
        ReportState.PUBLISHED: gettext("Published"),
        ReportState.REJECTED: gettext("Rejected"),
    }
    groups = [
        Group(heading, [_row(rating, reader) for rating in listed if rating.state == state])
        for state, heading in headings.items()
    ]
    return [group for group in groups if group.rows]


def _row(rating: CsoRating, reader: str) -> Row:
    country = country_by_id(rating.country_id)
    title = shown(rating.commitment, "title", wanted=reader, main_language=country.main_language)
    name = shown(rating.organisation, "name", wanted=reader, main_language=country.main_language)
    return Row(
        rating.pk,
        f"{rating.commitment.number}. {title.text}",
        name,
        country.form("name", reader),
        rating.completion,
        day(rating.rated_on, reader),
    )
