"""Dates that people write loosely: the text as given, a date, and how much of it is certain."""

from typing import Any

from django.db import models

from ogp_portal.languages.dates import LooseDate, parse_loose
from ogp_portal.tenancy.enums import Precision


class Span(models.Model):
    """From one loose date to another: `starts_on` is the first day it can mean, `ends_on` the last."""

    starts_text = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=9, choices=Precision, blank=True)
    ends_text = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=9, choices=Precision, blank=True)

    class Meta:
        abstract = True

    @property
    def starts(self) -> LooseDate:
        return LooseDate(self.starts_text, self.starts_on, self.starts_precision)

    @property
    def ends(self) -> LooseDate:
        return LooseDate(self.ends_text, self.ends_on, self.ends_precision)


def span_columns(starts: LooseDate, ends: LooseDate) -> dict[str, Any]:
    """The six columns of a span."""
    return {
        "starts_text": starts.text,
        "starts_on": starts.on,
        "starts_precision": starts.precision,
        "ends_text": ends.text,
        "ends_on": ends.on,
        "ends_precision": ends.precision,
    }


def span_changes(row: Span | None, values: dict[str, Any]) -> dict[str, Any]:
    """The columns for the two texts among a form's values; a text left alone keeps its date."""
    changes: dict[str, Any] = {}
    if row is None or row.starts_text != values.get("starts_text", ""):
        starts = parse_loose(values.get("starts_text", ""), "start")
        changes |= {"starts_text": starts.text, "starts_on": starts.on, "starts_precision": starts.precision}
    if row is None or row.ends_text != values.get("ends_text", ""):
        ends = parse_loose(values.get("ends_text", ""), "end")
        changes |= {"ends_text": ends.text, "ends_on": ends.on, "ends_precision": ends.precision}
    return changes
