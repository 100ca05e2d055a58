"""Whether a forum meets at least every six months, as OGP's participation standards ask."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext

from ogp_portal.languages.formats import format_date

MONTHS = 6
LOOKED_BACK = dt.timedelta(days=2 * 365)


@dataclass(frozen=True)
class Rhythm:
    """The last meeting that was held, the next one planned, and the last gap of more than six months.

    `gap` lies between two meetings of the last two years; since the last one the clock runs until today.
    """

    last: dt.date | None
    next: dt.date | None
    gap: tuple[dt.date, dt.date] | None
    today: dt.date

    @property
    def is_waiting(self) -> bool:
        """The last meeting is more than six months ago, or there has been none."""
        return self.last is None or six_months_after(self.last) < self.today

    @property
    def is_kept(self) -> bool:
        return not self.is_waiting and self.gap is None

    def sentence(self, language: str) -> str:
        """What is to be said of it."""
        if self.last is None:
            return gettext("No meeting has been held yet; OGP asks for one at least every six months.")
        if self.is_waiting:
            return gettext("No meeting since %(day)s; OGP asks for one at least every six months.") % {
                "day": format_date(self.last, language)
            }
        if self.gap:
            first, second = (format_date(on, language) for on in self.gap)
            return gettext(
                "More than six months passed between the meetings of %(first)s and %(second)s; OGP asks for"
                " one at least every six months."
            ) % {"first": first, "second": second}
        return gettext("The forum meets at least every six months, as OGP asks.")


def rhythm_of(held_on: Iterable[dt.date], today: dt.date) -> Rhythm:
    """The rhythm of meetings that were not cancelled, from their days in any order."""
    days = sorted(set(held_on))
    past, coming = [on for on in days if on <= today], [on for on in days if on > today]
    recent = [pair for pair in pairwise(past) if pair[1] >= today - LOOKED_BACK]
    gaps = [pair for pair in recent if six_months_after(pair[0]) < pair[1]]
    return Rhythm(
        past[-1] if past else None, coming[0] if coming else None, gaps[-1] if gaps else None, today
    )


def six_months_after(on: dt.date) -> dt.date:
    """The same day six months later, or that month's last."""
    years, month = divmod(on.month - 1 + MONTHS, 12)
    year, month = on.year + years, month + 1
    return on.replace(year=year, month=month, day=min(on.day, calendar.monthrange(year, month)[1]))
