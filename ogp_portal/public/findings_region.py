"""Findings over all countries, one country's membership and one policy area, as whole sentences."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext, ngettext, pgettext

from monitoring.voices import Tally, Voice
from ogp_portal.tenancy.enums import MembershipState
from plans.enums import PlanState

PAUSED = (MembershipState.INACTIVE, MembershipState.SUSPENDED)
GONE = (MembershipState.PERMANENTLY_SUSPENDED, MembershipState.WITHDRAWN)


def region_finding(tallies: Mapping[Voice, Tally], total: int, *, plans: int) -> str:
    """The finding over the current plans of all countries; total counts what all three voices have rated."""
    if not plans:
        return gettext("No action plan with commitments has been published here yet.")
    if not total:
        return gettext("No promise has been rated by all three voices yet.")
    kept, reviewed = tallies["government"].kept, tallies["irm"].kept
    # Translators: a promise is a commitment in everyday words; followed by “Independent reviewers count 22.”
    first = ngettext(
        "Governments report %(kept)s of %(total)s promise as kept or nearly kept.",
        "Governments report %(kept)s of %(total)s promises as kept or nearly kept.",
        total,
    )
    if kept == reviewed:
        # Translators: follows “Governments report 35 of 47 promises as kept or nearly kept.”
        second = gettext("Independent reviewers count as many.")
    else:
        # Translators: follows “Governments report 35 of 47 promises as kept or nearly kept.”; promises, too.
        second = gettext("Independent reviewers count %(kept)s.")
    return f"{first % {'kept': kept, 'total': total}} {second % {'kept': reviewed}}"


def area_finding(irm: Tally, total: int) -> str:
    """The finding over all commitments of a policy area; counted are those that the IRM has rated."""
    if irm.rated:
        return ngettext(
            "The IRM finds %(kept)s of %(total)s commitment kept or nearly kept.",
            "The IRM finds %(kept)s of %(total)s commitments kept or nearly kept.",
            irm.rated,
        ) % {"kept": irm.kept, "total": irm.rated}
    return ngettext(
        "%(total)s commitment, which the IRM has not rated yet.",
        "%(total)s commitments, none of which the IRM has rated yet.",
        total,
    ) % {"total": total}


def membership_line(state: MembershipState, date: str) -> str:
    """A standing with the date since when, as one line."""
    # Translators (all lines with “since”): the date is a year, a month or a day as it stands alone, such as
    # “2011”, “October 2024”, “17 August 2023”; put it where no case ending is needed, after a colon perhaps.
    match state:
        case MembershipState.NEVER_MEMBER:
            return gettext("Never a member")
        case MembershipState.ACTIVE:
            return gettext("Active member since %(date)s") % {"date": date}
        case MembershipState.UNDER_REVIEW:
            return gettext("Under review since %(date)s") % {"date": date}
        case MembershipState.CONTRARY_TO_PROCESS:
            return gettext("Acting contrary to process since %(date)s") % {"date": date}
        case MembershipState.INACTIVE:
            return gettext("Inactive since %(date)s") % {"date": date}
        case MembershipState.SUSPENDED:
            return gettext("Suspended since %(date)s") % {"date": date}
        case MembershipState.PERMANENTLY_SUSPENDED:
            return gettext("Permanently suspended since %(date)s") % {"date": date}
        case _:
            return gettext("Withdrawn from the partnership since %(date)s") % {"date": date}


def plan_standing(state: str, ends_on: dt.date, standing: str, today: dt.date) -> str:
    """How things stand with a plan, in a word or two; the country's membership comes first."""
    if standing in GONE:
        return pgettext("how a plan stands", "archive")
    if standing in PAUSED:
        return pgettext("how a plan stands", "on hold")
    if state == PlanState.CLOSED:
        return pgettext("how a plan stands", "closed")
    if ends_on < today:
        return pgettext("how a plan stands", "term ended")
    if state == PlanState.CO_CREATION:
        return pgettext("how a plan stands", "being prepared")
    if state == PlanState.SUBMITTED:
        return pgettext("how a plan stands", "submitted")
    return pgettext("how a plan stands", "under way")


def steps_apart(distance: int) -> str:
    """How far the voices are apart."""
    return ngettext("%(count)s step", "%(count)s steps", distance) % {"count": distance}


def untranslated(count: int) -> str:
    """How many titles of a page a reader gets in another language, or an empty text."""
    if not count:
        return ""
    return ngettext(
        "%(count)s title on this page stands in another language, since it is not translated into this one"
        " yet.",
        "%(count)s titles on this page stand in another language, since they are not translated into this one"
        " yet.",
        count,
    ) % {"count": count}
