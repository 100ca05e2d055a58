"""Charts are well-formed, tell the figures they were given, and let no label break out."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from ogp_portal.languages.registry import LANGUAGES
from ogp_portal.web.charts import (
    Cell,
    Due,
    Event,
    Lane,
    Note,
    Now,
    PlanBox,
    Rating,
    Row,
    Span,
    VoiceCounts,
    bars,
    bars_table,
    course,
    course_table,
    lane,
    lane_axis,
    milestones_table,
    spread,
    state_of,
    table,
    timeline,
    timeline_table,
)
from ogp_portal.web.charts.pen import WEAR, cut
from ogp_portal.web.marks import VOICES, Level, paper_emblem, paper_mark, paper_voice

HOSTILE = "\"><script>alert(1)</script>&'<b>"
START, END, TODAY = date(2024, 1, 1), date(2026, 12, 31), date(2026, 7, 7)
PAPER_PX = 642


def voices(label_url: str = "") -> list[VoiceCounts]:
    links: dict[Level, str] = {4: label_url} if label_url else {}
    return [
        VoiceCounts("government", {4: 19, 3: 16, 2: 8, 1: 4}, links),
        VoiceCounts("cso", {4: 7, 3: 13, 2: 16, 1: 6, 0: 5}, links),
        VoiceCounts("irm", {None: 47}),
    ]


def ratings(words: str = "report") -> list[Rating]:
    return [
        Rating("government", date(2024, 6, 30), 2, words, words),
        Rating("government", date(2025, 6, 30), 4, words),
        Rating("cso", date(2025, 2, 1), 1, words),
        Rating("irm", date(2025, 9, 1), None, words),
    ]


def rows(count: int, words: str = "An open register of leases") -> list[Row]:
    dues = [
        Due(date(2024, 3, 31), date(2024, 3, 1), words),
        Due(date(2024, 12, 31), date(2025, 5, 1), words),
        Due(date(2025, 6, 30), None, words),
        Due(date(2026, 12, 1), None, words),
    ]
    return [Row(str(i), words, dues, f"/en/x/{i}/?a=1&b={words}", words[:9], True) for i in range(count)]


def whole_lane(words: str = "suspended Oct 2024") -> Lane:
    return Lane(
        [PlanBox(words, START, TODAY, "now", words, words), PlanBox("6", TODAY, END, "new")],
        [Span(START, TODAY, "active"), Span(TODAY, None, "paused"), Span(START, None, "never")],
        [Note(TODAY, words)],
    )


def drawings(words: str, width_px: int | None) -> list[SafeString]:
    lane_of = whole_lane(words)
    return [
        bars(voices(words), title=words, desc=words, width_px=width_px),
        course(
            ratings(words),
            start=START,
            end=END,
            events=[Event(START, words), Event(TODAY, words)],
            title=words,
            width_px=width_px,
        ),
        timeline(
            rows(3, words), start=START, end=END, now=Now(TODAY, words, words), title=words, width_px=width_px
        ),
        lane(lane_of, start=START, end=END, today=TODAY, title=words, desc=words, width_px=width_px),
        lane_axis(start=START, end=END, width_px=width_px),
        spread([("government", 7), ("cso", 5), ("irm", None)], 10, title=words, width_px=width_px),
    ]


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{drawn}</div>")  # noqa: S314 (our own drawing)


@pytest.mark.parametrize("width_px", [None, PAPER_PX])
@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_well_formed_in_every_language(language: str, width_px: int | None) -> None:
    with override(language):
        for drawn in drawings("Words", width_px):
            svg = parsed(drawn)[0]
            assert svg[0].tag.endswith("title")
            assert svg.get("role") in {"img", "group"}


@pytest.mark.parametrize("width_px", [None, PAPER_PX])
def test_charts_escape_hostile_labels(width_px: int | None) -> None:
    for drawn in drawings(HOSTILE, width_px):
        assert "<script" not in drawn
        assert "<b>" not in drawn
        parsed(drawn)


def test_tables_escape_hostile_labels() -> None:
    written = [
        table(HOSTILE, [HOSTILE, HOSTILE], [[HOSTILE, Cell(HOSTILE, HOSTILE, HOSTILE)]]),
        bars_table(voices(HOSTILE), caption=HOSTILE),
        course_table(ratings(HOSTILE), "en", caption=HOSTILE),
        timeline_table(rows(1, HOSTILE), "en", caption=HOSTILE),
        milestones_table(rows(1, HOSTILE)[0].milestones, "en", caption=HOSTILE),
    ]
    for one in written:
        assert "<script" not in one
        parsed(one)


def test_charts_with_links_are_groups_and_others_images() -> None:
    linked = bars(voices("/en/"), title="t")
    plain = bars(voices(), title="t")
    assert parsed(linked)[0].get("role") == "group"
    assert parsed(plain)[0].get("role") == "img"
    assert "<a " not in bars(voices("/en/"), title="t", width_px=PAPER_PX)


def test_screen_charts_carry_no_style_and_paper_charts_no_class() -> None:
    for drawn in drawings("Words", None):
        assert "style" not in drawn
        assert "fill=" not in drawn
    for drawn in drawings("Words", PAPER_PX):
        assert "class=" not in drawn
        assert "%" not in re.sub(r"<(title|desc)>.*?</\1>", "", drawn)


def test_bars_add_up_to_their_totals() -> None:
    government, cso, irm = voices()
    assert (government.kept, government.rated, government.total) == (35, 47, 47)
    assert (cso.kept, cso.rated, cso.total) == (20, 47, 47)
    assert (irm.kept, irm.rated, irm.total) == (0, 0, 47)
    figures = parsed(bars_table(voices(), caption="c")).findall(".//tbody/tr")
    for row, voice in zip(figures, voices(), strict=True):
        numbers = [int(cell.text or "0") for cell in row.findall("td")]
        assert numbers[-1] == sum(numbers[:-1]) == voice.total


def test_bars_cover_the_whole_width() -> None:
    drawn = parsed(bars(voices()[:1], title="t"))
    outlines = [r for r in drawn.iter("rect") if (r.get("class") or "").startswith("so ")]
    widths = [float((r.get("width") or "").rstrip("%")) for r in outlines]
    assert sum(widths) == pytest.approx(100 - 0.4 * len(outlines), abs=0.05)


def test_course_shades_only_where_voices_part() -> None:
    agreed = [Rating(voice, date(2024, 6, 1), 3) for voice in VOICES]
    parted = [*agreed, Rating("irm", date(2025, 6, 1), 1)]
    assert 'class="gap"' not in course(agreed, start=START, end=END, title="t")
    assert course(parted, start=START, end=END, title="t").count('class="gap"') == 1
    assert "2 steps apart" in course(parted, start=START, end=END, title="t")


def test_course_holds_without_any_rating() -> None:
    parsed(course([], start=START, end=END, title="t"))
    parsed(course([Rating("irm", date(2030, 1, 1), 4)], start=START, end=END, title="t"))


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (date(2026, 7, 7), None, "next"),
        (date(2026, 7, 6), None, "late"),
        (date(2026, 1, 1), date(2026, 1, 1), "done"),
        (date(2026, 1, 1), date(2026, 1, 2), "was"),
        (None, None, "next"),
        (None, date(2026, 1, 2), "done"),
    ],
)
def test_milestones_are_late_the_day_after_they_are_due(
    due: date | None, done: date | None, state: str
) -> None:
    assert state_of(due, done, TODAY) == state


def test_timeline_draws_each_milestone_as_it_stands() -> None:
    drawn = timeline(rows(2), start=START, end=END, now=Now(TODAY, "today"), title="t")
    # A milestone done after its date has two uprights: due, and done.
    counted = {name: drawn.count(f'class="{name}"') for name in ("ms", "ms was", "ms late", "ms next")}
    assert counted == {"ms": 4, "ms was": 2, "ms late": 2, "ms next": 2}
    assert drawn.count("<a ") == 2


def test_timeline_of_a_plan_is_small_and_fast() -> None:
    def draw() -> SafeString:
        return timeline(rows(40), start=START, end=END, now=Now(TODAY, "today"), title="t")

    assert len(draw()) < 40_000
    assert _best_of(5, draw) < 0.003


def _best_of(times: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def test_lane_writes_notes_inside_its_width() -> None:
    late = Lane([], [Span(START, None, "active")], [Note(END - timedelta(days=3), "suspended")])
    note = next(t for t in parsed(lane(late, start=START, end=END, today=TODAY, title="t")).iter("text"))
    assert note.get("text-anchor") == "end"


def test_spread_names_voices_without_rating() -> None:
    drawn = spread([("government", 7), ("cso", None), ("irm", 5)], 10)
    assert "Civil society: no rating yet" in drawn
    assert drawn.count('class="gap"') == 1


def test_long_labels_are_cut_at_a_word() -> None:
    assert cut("Open register of state property leases", 150) == "Open register of…"
    assert cut("Short", 150) == "Short"


def test_every_class_of_paper_is_a_class_of_the_screen() -> None:
    from tests.web.test_css import classes_of_css

    worn = {part for name in WEAR for part in name.split()}
    # These words of charts wear no rule of their own on screen: the chart's type is enough.
    unstyled = {"yr", "sw", "st", "pn", "g", "sn"}
    assert worn - classes_of_css() - unstyled == set()


def test_weasyprint_draws_the_paper_charts() -> None:
    weasyprint = pytest.importorskip("weasyprint")
    marked = "".join(str(paper_mark(voice, level)) for voice in VOICES for level in (4, 0, None))
    body = "".join(drawings("Words", PAPER_PX)) + marked + paper_voice("irm") + paper_emblem()
    document = weasyprint.HTML(string=f"<html lang='en'><title>t</title>{body}").render()
    assert len(document.pages) >= 1
    assert document.write_pdf().startswith(b"%PDF")
