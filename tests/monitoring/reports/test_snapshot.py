"""Snapshots: canonical, named by their hash, the same from the same data."""

import json
from dataclasses import replace

import pytest

from monitoring.reports.sample import sample_snapshot, with_text
from monitoring.reports.snapshot import Snapshot, parse_snapshot


def test_canonical_sorts_keys_and_leaves_no_spaces(snapshot: Snapshot) -> None:
    text = snapshot.canonical

    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_sha256_is_the_same_for_the_same_data() -> None:
    assert sample_snapshot(2).sha256 == sample_snapshot(2).sha256


def test_sha256_changes_with_one_letter(snapshot: Snapshot) -> None:
    assert with_text(snapshot, "Whoever rents").sha256 != with_text(snapshot, "Whoever rented").sha256


def test_sha256_is_blind_to_how_a_letter_is_composed(snapshot: Snapshot) -> None:
    composed, decomposed = with_text(snapshot, "caf\u00e9"), with_text(snapshot, "cafe\u0301")

    assert composed.sha256 == decomposed.sha256


def test_parse_gives_the_snapshot_back(snapshot: Snapshot) -> None:
    parsed = parse_snapshot(snapshot.canonical)

    assert parsed == snapshot
    assert parsed.sha256 == snapshot.sha256


def test_parse_refuses_another_schema(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="schema 7"):
        parse_snapshot(replace(snapshot, schema=7).canonical)


def test_canonical_refuses_floats(snapshot: Snapshot) -> None:
    with pytest.raises(TypeError, match="float"):
        _ = replace(snapshot, schema=1.5).canonical  # type: ignore[arg-type]
