"""The policy areas."""

from collections import Counter

from commitments.ogp.areas import areas, tag_columns
from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.languages.text import normalise


def test_both_tag_sets_are_complete() -> None:
    assert Counter(area.tag_set for area in areas()) == {"2014": 42, "2024": 86}
    assert len({(area.tag_set, area.slug) for area in areas()}) == 128


def test_every_area_has_a_name_in_every_language() -> None:
    for area in areas():
        assert set(area.names) == set(LANGUAGES)
        for language, name in area.names.items():
            assert name == name.strip() == normalise(name, language)
            assert 0 < len(name) <= 120


def test_names_tell_areas_apart() -> None:
    for language in LANGUAGES:
        names = {area.slug: area.names[language] for area in areas()}
        assert len(set(names.values())) == len(names), language


def test_umbrellas_come_before_what_they_cover() -> None:
    seen: set[tuple[str, str]] = set()
    for area in areas():
        assert not area.parent or (area.tag_set, area.parent) in seen
        seen.add((area.tag_set, area.slug))
    parents = {area.slug: area.parent for area in areas() if area.tag_set == "2024"}
    assert parents["open-data-education"] == "open-data"
    assert parents["youth"] == "inclusion"
    assert not any(area.parent for area in areas() if area.tag_set == "2014")


def test_columns_of_both_generations_lead_to_areas() -> None:
    assert tag_columns("2014")["audits controls"] == tag_columns("2024")["audits"] == "audits"
    assert tag_columns("2014")["budget transparency"] == "fiscal-openness"
