"""Charts drawn on the server: pure functions from small values to SVG, each with its table."""

from ogp_portal.web.charts.bars import VoiceCounts, bars, bars_table
from ogp_portal.web.charts.course import Event, Rating, course, course_table
from ogp_portal.web.charts.lanes import MEMBERSHIP, Lane, Note, PlanBox, Span, lane, lane_axis
from ogp_portal.web.charts.spread import spread, spread_in_words
from ogp_portal.web.charts.tables import Cell, table
from ogp_portal.web.charts.timeline import (
    Due,
    Now,
    Row,
    milestones_table,
    state_of,
    timeline,
    timeline_table,
)

__all__ = [
    "MEMBERSHIP",
    "Cell",
    "Due",
    "Event",
    "Lane",
    "Note",
    "Now",
    "PlanBox",
    "Rating",
    "Row",
    "Span",
    "VoiceCounts",
    "bars",
    "bars_table",
    "course",
    "course_table",
    "lane",
    "lane_axis",
    "milestones_table",
    "spread",
    "spread_in_words",
    "state_of",
    "table",
    "timeline",
    "timeline_table",
]
