"""The forum's page in sentences, facts and tables, from its data."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from ogp_portal.public.addresses import address
from ogp_portal.public.pages.forum import Came, ForumPage, Meeting
from ogp_portal.public.pages.texts import paragraphs
from ogp_portal.web.charts import table
from ogp_portal.web.parts import Crumb, Fact, Status


@dataclass(frozen=True)
class MeetingParts:
    """A meeting as the template places it."""

    meeting: Meeting
    page: ForumPage

    @property
    def day(self) -> str:
        return self.page.reader.day(self.meeting.on)

    @property
    def agenda(self) -> SafeString:
        return paragraphs(self.meeting.agenda)

    @property
    def minutes(self) -> SafeString:
        return paragraphs(self.meeting.minutes)

    @property
    def late(self) -> str:
        """Since when the minutes are late, or an empty text."""
        since = self.meeting.late_since
        if since is None:
            return ""
        return gettext("Minutes late since %(day)s") % {"day": self.page.reader.day(since)}

    @property
    def came(self) -> SafeString | None:
        """Attendance by sector: a bar and a number each."""
        return attendance(self.meeting.came, self.day) if self.meeting.came else None


@dataclass(frozen=True)
class ForumParts:
    """What the template places, each part built when it is asked for."""

    page: ForumPage

    @property
    def crumbs(self) -> list[Crumb]:
        country = self.page.country
        return [
            Crumb(country.name, address("country", country=country.slug)),
            Crumb(gettext("Multi-stakeholder forum")),
        ]

    @property
    def finding(self) -> str:
        """Whether it meets as often as it should."""
        if not self.page.name:
            return gettext("No multi-stakeholder forum has been published here yet.")
        return self.page.rhythm.sentence(self.page.reader.language)

    @property
    def facts(self) -> list[Fact]:
        page, facts = self.page, []
        if page.rhythm.next:
            facts.append(Fact(gettext("Next meeting"), page.reader.day(page.rhythm.next)))
        if page.rhythm.last:
            facts.append(Fact(gettext("Last meeting"), page.reader.day(page.rhythm.last)))
        seats = sum(len(listed) for _sector, listed in page.seats)
        if seats:
            facts.append(Fact(gettext("Organisations with a seat"), str(seats)))
        late = sum(meeting.late_since is not None for meeting in page.meetings)
        if late:
            words = ngettext("of %(count)s meeting", "of %(count)s meetings", late) % {"count": late}
            facts.append(Fact(pgettext("of meetings", "Minutes late"), words, late=True))
        return facts

    @property
    def statuses(self) -> list[Status]:
        if not self.page.website:
            return []
        return [Status("", gettext("Website:"), self.page.website, self.page.website)]

    @property
    def mandate(self) -> SafeString:
        return paragraphs(self.page.mandate)

    @property
    def coming(self) -> list[MeetingParts]:
        return [MeetingParts(meeting, self.page) for meeting in self.page.coming]

    @property
    def past(self) -> list[MeetingParts]:
        return [MeetingParts(meeting, self.page) for meeting in self.page.past]


def attendance(came: Sequence[Came], day: str) -> SafeString:
    """A table of sectors with a bar each, as long as the share of those who came."""
    most = max(row.people for row in came)
    caption = gettext("Attendance on %(day)s") % {"day": day}
    rows = [(row.sector, _bar(row.people, most)) for row in came]
    return table(caption, [pgettext("of a person in the dialogue", "Sector"), gettext("People")], rows)


def _bar(people: int, most: int) -> SafeString:
    wide = round(100 * people / most) if most else 0
    return mark_safe(  # noqa: S308
        f'<span class="share"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{wide}" height="8"/></svg> <b class="num">{people}</b></span>'
    )
