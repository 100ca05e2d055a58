"""Headlines as sentences."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from monitoring.voices import Tally, Voice
from ogp_portal.public import findings
from ogp_portal.public.findings import VERDICTS, kept_finding, milestones_finding, verdict_finding

LEVELS = {"kept": 4, "not": 1, "silent": None}


def tallies(**counts: dict[int | None, int]) -> dict[Voice, Tally]:
    voices: tuple[Voice, ...] = ("government", "cso", "irm")
    return {voice: Tally(voice, counts[voice]) for voice in voices if voice in counts}


@pytest.mark.parametrize(
    ("counts", "total", "sentence"),
    [
        ({"government": {}, "cso": {}, "irm": {}}, 0, "No promise of this plan has been published yet."),
        (
            {"government": {None: 2}, "cso": {None: 2}, "irm": {None: 2}},
            2,
            "The 2 promises of this plan have not been rated by anybody yet.",
        ),
        (
            {"government": {4: 9, 1: 3}, "cso": {3: 6, 2: 6}, "irm": {4: 6, 0: 6}},
            12,
            "The government reports 9 of 12 promises as kept or nearly kept."
            " Civil society and the IRM count 6 each.",
        ),
        (
            {"government": {4: 1}, "cso": {2: 1}, "irm": {None: 1}},
            1,
            "The government reports 1 of 1 promise as kept or nearly kept. Civil society counts 0.",
        ),
        (
            {"government": {4: 3, 1: 1}, "cso": {4: 2, 1: 2}, "irm": {4: 1, 1: 1, None: 2}},
            4,
            "The government reports 3 of 4 promises as kept or nearly kept."
            " Civil society counts 2. The IRM counts 1 of the 2 it has rated.",
        ),
        (
            {"government": {None: 4}, "cso": {4: 2, 1: 2}, "irm": {None: 4}},
            4,
            "Civil society finds 2 of 4 promises kept or nearly kept. The government has not reported yet.",
        ),
        (
            {"government": {3: 2, 2: 1}, "cso": {None: 3}, "irm": {None: 3}},
            3,
            "The government reports 2 of 3 promises as kept or nearly kept."
            " No other voice has rated them yet.",
        ),
        (
            {"government": {4: 2, 1: 1}, "cso": {3: 2, 1: 1}, "irm": {3: 2, 2: 1}},
            3,
            "All three voices find 2 of 3 promises kept or nearly kept.",
        ),
    ],
)
def test_kept_finding(counts: dict[str, dict[int | None, int]], total: int, sentence: str) -> None:
    with override("en"):
        assert kept_finding(tallies(**counts), total) == sentence


def test_kept_finding_of_a_shadow_plan_misses_no_government() -> None:
    with override("en"):
        said = kept_finding(tallies(cso={4: 1, 1: 1}, irm={None: 2}), 2, has_government=False)
    assert said == "Civil society finds 1 of 2 promises kept or nearly kept."


@pytest.mark.parametrize("government", LEVELS)
@pytest.mark.parametrize("cso", LEVELS)
@pytest.mark.parametrize("irm", LEVELS)
def test_verdict_has_a_sentence_for_every_agreement_and_dissent(government: str, cso: str, irm: str) -> None:
    said = verdict_finding({"government": LEVELS[government], "cso": LEVELS[cso], "irm": LEVELS[irm]})
    assert said in {str(verdict) for verdict in VERDICTS.values()}


def test_verdict_counts_substantial_as_nearly_kept() -> None:
    with override("en"):
        assert verdict_finding({"government": 3, "cso": 2, "irm": 0}) == (
            "The government considers the promise kept or nearly kept, the two other voices do not"
        )


def test_milestones_follow_their_total() -> None:
    with override("en"):
        assert milestones_finding(0, 1) == "0 of 1 milestone is done"
        assert milestones_finding(1, 5) == "1 of 5 milestones are done"


def test_every_number_chooses_its_plural_and_every_sentence_is_whole() -> None:
    """In be, uk and ro a number decides over the form of its noun: no number without `ngettext`."""
    tree = ast.parse(Path(findings.__file__).read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    names = re.compile(r"%\((\w+)\)s")
    for call in calls:
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if call.func.id in {"gettext", "_"}:  # type: ignore[attr-defined]
            assert not names.findall(texts[0]), texts
        elif call.func.id == "ngettext":  # type: ignore[attr-defined]
            assert set(names.findall(texts[0])) == set(names.findall(texts[1])) != set(), texts
