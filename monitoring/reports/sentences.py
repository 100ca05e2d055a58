"""The findings of a report as whole sentences, computed and right in number."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.reports.figures import LanguageCoverage, LateMilestone, Verdict
from monitoring.reports.reader import Reader
from monitoring.voices import Tally
from ogp_portal.web.marks import level_word

APART = 2
"""From this distance on, voices are called far apart."""


def government_finding(reader: Reader, tally: Tally) -> str:
    """How many commitments the government reports as kept or nearly kept."""
    if not tally.rated:
        return _("The government has not reported on any commitment yet.")
    return ngettext(
        "The government reports %(kept)s of %(all)s commitment as kept or nearly kept.",
        "The government reports %(kept)s of %(all)s commitments as kept or nearly kept.",
        tally.rated,
    ) % {"kept": reader.number(tally.kept), "all": reader.number(tally.rated)}


def cso_finding(reader: Reader, tally: Tally) -> str:
    """How many commitments civil society counts as kept or nearly kept."""
    if not tally.rated:
        return _("Civil society has not rated any commitment yet.")
    return ngettext(
        "Civil society counts %(kept)s of the %(all)s commitment it has rated.",
        "Civil society counts %(kept)s of the %(all)s commitments it has rated.",
        tally.rated,
    ) % {"kept": reader.number(tally.kept), "all": reader.number(tally.rated)}


def irm_finding(reader: Reader, tally: Tally) -> str:
    """How many commitments the IRM counts as kept or nearly kept."""
    if not tally.rated:
        return _("The IRM has not assessed any commitment yet.")
    return ngettext(
        "The IRM counts %(kept)s of the %(all)s commitment it has assessed.",
        "The IRM counts %(kept)s of the %(all)s commitments it has assessed.",
        tally.rated,
    ) % {"kept": reader.number(tally.kept), "all": reader.number(tally.rated)}


def kept_finding(reader: Reader, tallies: Sequence[Tally]) -> str:
    """What the three voices say of the plan."""
    government, cso, irm = tallies
    return " ".join(
        (government_finding(reader, government), cso_finding(reader, cso), irm_finding(reader, irm))
    )


def distance_finding(reader: Reader, verdicts: Sequence[Verdict]) -> str:
    """On how many commitments the voices differ."""
    compared = [row for row in verdicts if row.is_compared]
    differ = sum(row.distance > 0 for row in compared)
    apart = sum(row.distance >= APART for row in compared)
    if not compared:
        return _("No commitment has been rated by two voices yet, so nothing can be compared.")
    if not differ:
        return _("Wherever at least two voices have spoken, they agree.")
    return " ".join(
        (
            ngettext(
                "The voices differ on %(differ)s of the %(all)s commitment that at least two have rated.",
                "The voices differ on %(differ)s of the %(all)s commitments that at least two have rated.",
                len(compared),
            )
            % {"differ": reader.number(differ), "all": reader.number(len(compared))},
            ngettext(
                "On %(count)s the distance is two steps or more.",
                "On %(count)s the distance is two steps or more.",
                apart,
            )
            % {"count": reader.number(apart)},
        )
    )


def late_headline(reader: Reader, late: Sequence[LateMilestone]) -> str:
    """How many milestones are late."""
    if not any(promise.milestones for promise in reader.snapshot.commitments):
        return _("No milestones are recorded")
    if not late:
        return _("No milestone is late")
    return ngettext("%(count)s milestone is late", "%(count)s milestones are late", len(late)) % {
        "count": reader.number(len(late))
    }


def milestones_finding(reader: Reader, done: int, every: int, late: int) -> str:
    """How many milestones are done, and how many late."""
    if not every:
        return _("The plan names no milestones here.")
    finding = ngettext(
        "%(done)s of %(all)s milestone is done.", "%(done)s of %(all)s milestones are done.", every
    ) % {"done": reader.number(done), "all": reader.number(every)}
    if late:
        late_words = ngettext("%(count)s is late.", "%(count)s are late.", late)
        finding = f"{finding} {late_words % {'count': reader.number(late)}}"
    return finding


def verdict_finding(reader: Reader, row: Verdict) -> str:
    """What the voices say of one commitment."""
    if row.commitment.state == "withdrawn":
        return _("This commitment was withdrawn from the plan.")
    if not row.levels:
        return _("Nobody has rated this commitment yet.")
    said = reader.spoken({str(voice): level for voice, level in row.levels.items()})
    if len(row.levels) == 1:
        return _("Only one voice has spoken so far. %(said)s.") % {"said": said}
    if not row.distance:
        level = level_word(next(iter(row.levels.values())))
        return _("The voices agree. %(level)s.") % {"level": level}
    return ngettext(
        "The voices are %(count)s step apart. %(said)s.",
        "The voices are %(count)s steps apart. %(said)s.",
        row.distance,
    ) % {"count": reader.number(row.distance), "said": said}


def coverage_finding(reader: Reader, found: LanguageCoverage) -> str:
    """How many texts of the report stand approved in its language, and what became of the others."""
    number = reader.number
    sentences = [
        ngettext(
            "Of the %(all)s text in this report, %(approved)s is approved in this language.",
            "Of the %(all)s texts in this report, %(approved)s are approved in this language.",
            found.total,
        )
        % {"all": number(found.total), "approved": number(found.approved)}
    ]
    if found.stale:
        sentences.append(
            ngettext(
                "%(count)s is older than the text it was translated from.",
                "%(count)s are older than the text they were translated from.",
                found.stale,
            )
            % {"count": number(found.stale)}
        )
    if found.unapproved:
        sentences.append(
            ngettext(
                "%(count)s is a draft or was made by a machine.",
                "%(count)s are drafts or were made by a machine.",
                found.unapproved,
            )
            % {"count": number(found.unapproved)}
        )
    if found.missing:
        sentences.append(
            ngettext(
                "%(count)s is not yet translated: it is shown in another language, named beside it.",
                "%(count)s are not yet translated: they are shown in another language, named beside them.",
                found.missing,
            )
            % {"count": number(found.missing)}
        )
    return " ".join(sentences)
