"""What the three voices say of many commitments: counted, drawn, and the commitments they differ most on."""

from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from monitoring.voices import VOICES, Tally, Voice, Voices, tally
from ogp_portal.languages.sorting import sort_key
from ogp_portal.web.charts import VoiceCounts, bars, bars_table


def tallies_of(said: Iterable[Voices]) -> dict[Voice, Tally]:
    """What each voice says, over the same commitments."""
    listed = list(said)
    return {voice: tally(listed, voice) for voice in VOICES}


def bars_of(tallies: Mapping[Voice, Tally], *, title: str) -> tuple[SafeString, SafeString]:
    """The bars «Who says it is kept?» and the same figures as a table."""
    counted = [VoiceCounts(voice, tallies[voice].counts) for voice in VOICES]
    caption = gettext("Number of commitments at each level, by voice")
    return bars(counted, title=title), bars_table(counted, caption=caption)


def widest(said: Mapping[int, Voices], most: int) -> list[int]:
    """The commitments at least as far apart as number `most` of them; ties are all in, agreement is not."""
    apart = sorted((voices.distance or 0, pk) for pk, voices in said.items() if voices.distance)
    if len(apart) <= most:
        return [pk for _, pk in apart]
    least = apart[-most][0]
    return [pk for distance, pk in apart if distance >= least]


def by_distance(found: Iterable[tuple[int, str]], said: Mapping[int, Voices], language: str) -> list[int]:
    """Ids of (id, title) pairs, furthest apart first, then by title in the language's own order."""
    ordered = sorted(found, key=lambda pair: (-(said[pair[0]].distance or 0), sort_key(pair[1], language)))
    return [pk for pk, _ in ordered]
