"""Headlines: what the data say, computed and written as whole sentences in the page's language.

Every count goes through `ngettext`, also where a figure stands without its noun. Sentences never share
parts, since case, gender and word order differ from language to language.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from monitoring.voices import Tally, Voice, is_kept
from ogp_portal.web.marks import Level


def kept_finding(tallies: Mapping[Voice, Tally], total: int, *, has_government: bool = True) -> str:
    """How many of a plan's commitments each voice finds kept or nearly kept, in one or two sentences."""
    if total == 0:
        return gettext("No promise of this plan has been published yet.")
    spoken = [voice for voice, tally in tallies.items() if tally.rated]
    if not spoken:
        return ngettext(
            "The %(total)s promise of this plan has not been rated by anybody yet.",
            "The %(total)s promises of this plan have not been rated by anybody yet.",
            total,
        ) % {"total": total}
    kept = {voice: tallies[voice].kept for voice in spoken}
    if len(spoken) == 3 and len(set(kept.values())) == 1 and all(tallies[v].rated == total for v in spoken):
        return _all_three(kept["irm"], total)
    first, *others = (voice for voice in ("government", "cso", "irm") if voice in spoken)
    sentences = [_of_all(first, kept[first], total)]
    if first != "government" and has_government:
        sentences.append(gettext("The government has not reported yet."))
    if len(others) == 2 and kept["cso"] == kept["irm"] and _rated_all(tallies, total):
        sentences.append(_each(kept["irm"]))
    else:
        sentences += [_of_rated(voice, tallies[voice], total) for voice in others]
    if spoken == ["government"]:
        sentences.append(gettext("No other voice has rated them yet."))
    return " ".join(sentences)


def _each(kept: int) -> str:
    return ngettext(
        "Civil society and the IRM count %(kept)s each.",
        "Civil society and the IRM count %(kept)s each.",
        kept,
    ) % {"kept": kept}


def _rated_all(tallies: Mapping[Voice, Tally], total: int) -> bool:
    return all(tallies[voice].rated == total for voice in ("cso", "irm") if voice in tallies)


def _all_three(kept: int, total: int) -> str:
    if kept == total:
        return ngettext(
            "All three voices find the %(total)s promise of this plan kept or nearly kept.",
            "All three voices find all %(total)s promises of this plan kept or nearly kept.",
            total,
        ) % {"total": total}
    return ngettext(
        "All three voices find %(kept)s of %(total)s promise kept or nearly kept.",
        "All three voices find %(kept)s of %(total)s promises kept or nearly kept.",
        total,
    ) % {"kept": kept, "total": total}


def _of_all(voice: Voice, kept: int, total: int) -> str:
    """The first sentence; the noun follows the total."""
    if voice == "government":
        sentence = ngettext(
            "The government reports %(kept)s of %(total)s promise as kept or nearly kept.",
            "The government reports %(kept)s of %(total)s promises as kept or nearly kept.",
            total,
        )
    elif voice == "cso":
        sentence = ngettext(
            "Civil society finds %(kept)s of %(total)s promise kept or nearly kept.",
            "Civil society finds %(kept)s of %(total)s promises kept or nearly kept.",
            total,
        )
    else:
        # Translators: IRM is OGP's Independent Reporting Mechanism.
        sentence = ngettext(
            "The IRM finds %(kept)s of %(total)s promise kept or nearly kept.",
            "The IRM finds %(kept)s of %(total)s promises kept or nearly kept.",
            total,
        )
    return sentence % {"kept": kept, "total": total}


def _of_rated(voice: Voice, tally: Tally, total: int) -> str:
    """A later sentence: a figure, with what it is out of where a voice has not rated all."""
    if tally.rated == total:
        if voice == "cso":
            sentence = ngettext(
                "Civil society counts %(kept)s.", "Civil society counts %(kept)s.", tally.kept
            )
        else:
            sentence = ngettext("The IRM counts %(kept)s.", "The IRM counts %(kept)s.", tally.kept)
        return sentence % {"kept": tally.kept}
    if voice == "cso":
        sentence = ngettext(
            "Civil society counts %(kept)s of the %(rated)s it has rated.",
            "Civil society counts %(kept)s of the %(rated)s it has rated.",
            tally.rated,
        )
    else:
        sentence = ngettext(
            "The IRM counts %(kept)s of the %(rated)s it has rated.",
            "The IRM counts %(kept)s of the %(rated)s it has rated.",
            tally.rated,
        )
    return sentence % {"kept": tally.kept, "rated": tally.rated}


_GOVERNMENT_CSO_IRM: Final[dict[Voice, str]] = {"government": "g", "cso": "c", "irm": "i"}

# Who considers the promise kept | who does not. Translators: IRM is OGP's Independent Reporting Mechanism.
VERDICTS: Final = {
    "|": _("Nobody has rated this commitment yet"),
    "g|": _("The government considers the promise kept or nearly kept; no other voice has rated it yet"),
    "|g": _("The government itself does not consider the promise kept; no other voice has rated it yet"),
    "c|": _("Civil society considers the promise kept or nearly kept; no other voice has rated it yet"),
    "|c": _("Civil society does not consider the promise kept; no other voice has rated it yet"),
    "i|": _("The IRM considers the promise kept or nearly kept; no other voice has rated it yet"),
    "|i": _("The IRM does not consider the promise kept; no other voice has rated it yet"),
    "gc|": _("The government and civil society consider the promise kept or nearly kept"),
    "gi|": _("The government and the IRM consider the promise kept or nearly kept"),
    "ci|": _("Civil society and the IRM consider the promise kept or nearly kept"),
    "gci|": _("All three voices consider the promise kept or nearly kept"),
    "|gc": _("Neither the government nor civil society considers the promise kept"),
    "|gi": _("Neither the government nor the IRM considers the promise kept"),
    "|ci": _("Neither civil society nor the IRM considers the promise kept"),
    "|gci": _("None of the three voices considers the promise kept"),
    "g|c": _("The government considers the promise kept or nearly kept, civil society does not"),
    "g|i": _("The government considers the promise kept or nearly kept, the IRM does not"),
    "g|ci": _("The government considers the promise kept or nearly kept, the two other voices do not"),
    "c|g": _("Civil society considers the promise kept or nearly kept, the government does not"),
    "c|i": _("Civil society considers the promise kept or nearly kept, the IRM does not"),
    "c|gi": _("Civil society considers the promise kept or nearly kept, the two other voices do not"),
    "i|g": _("The IRM considers the promise kept or nearly kept, the government does not"),
    "i|c": _("The IRM considers the promise kept or nearly kept, civil society does not"),
    "i|gc": _("The IRM considers the promise kept or nearly kept, the two other voices do not"),
    "gc|i": _("The government and civil society consider the promise kept or nearly kept, the IRM does not"),
    "gi|c": _("The government and the IRM consider the promise kept or nearly kept, civil society does not"),
    "ci|g": _("Civil society and the IRM consider the promise kept or nearly kept, the government does not"),
}


def verdict_finding(levels: Mapping[Voice, Level]) -> str:
    """Whether those who have rated a commitment consider it kept: agreement and dissent in one sentence."""
    sides = {True: "", False: ""}
    for voice, letter in _GOVERNMENT_CSO_IRM.items():
        if (level := levels.get(voice)) is not None:
            sides[is_kept(level)] += letter
    return str(VERDICTS[f"{sides[True]}|{sides[False]}"])


def milestones_finding(done: int, total: int) -> str:
    """“Milestones: 3 of 5 done”."""
    return ngettext(
        "%(done)s of %(total)s milestone is done",
        "%(done)s of %(total)s milestones are done",
        total,
    ) % {"done": done, "total": total}


def late_finding(count: int) -> str:
    """How many commitments of a plan wait past a date."""
    if count == 0:
        return gettext("No commitment is late")
    return ngettext(
        "%(count)s commitment is late",
        "%(count)s commitments are late",
        count,
    ) % {"count": count}


def undone_finding(count: int) -> str:
    """How many commitments of a plan that is over have milestones that were not done by its end."""
    if count == 0:
        return gettext("All milestones with a date were done")
    return ngettext(
        "%(count)s commitment was not done by the end of the plan",
        "%(count)s commitments were not done by the end of the plan",
        count,
    ) % {"count": count}


def days_late(days: int) -> str:
    """“37 days”, of a delay."""
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def due_in(days: int) -> str:
    """When something is due, from today."""
    if days == 0:
        return gettext("today")
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
