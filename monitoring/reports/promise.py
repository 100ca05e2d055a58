"""The section of a report on one commitment, ready for the template."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.enums import Challenge, OgpValue
from monitoring.enums import IrmIndicator
from monitoring.irm_words import label_word
from monitoring.reports import sentences
from monitoring.reports.drawing_time import CourseWords, course
from monitoring.reports.figures import Verdict, late_days
from monitoring.reports.reader import Reader, said_once
from monitoring.reports.sections import compared, level_words, milestone_counts
from monitoring.reports.snapshot import Coding, Milestone, Rating, Texts
from monitoring.voices import VOICES, Voice
from ogp_portal.languages.fields import Shown
from ogp_portal.web.marks import milestone_word, voice_name

MOST_RATINGS = 40
"""Rows of a commitment's table of ratings; the newest are kept."""


def promise(reader: Reader, row: Verdict) -> dict[str, Any]:
    """Everything the report says of one commitment."""
    given = row.commitment
    done, late = milestone_counts(given, reader)
    steps = [_milestone(reader, step) for step in given.milestones]
    ratings = sorted(given.ratings, key=lambda rating: rating.rated_on)[-MOST_RATINGS:]
    title = reader.text(given.title)
    summary, texts = _text("", reader.text(given.summary)), _texts(reader, row)
    words = [
        _text(
            f"{reader.dated(rating.rated_on, rating.rated_precision)}, {reader.source(rating)}",
            reader.text(rating.words),
        )
        for rating in ratings
        if rating.words
    ]
    _say_once(title, [summary, *texts, *words])
    return {
        **compared(reader, row),
        "kick": f"{reader.country}: {reader.plan}",
        "ogp_id": given.ogp_id,
        "finding": sentences.verdict_finding(reader, row),
        "milestones_finding": sentences.milestones_finding(reader, done, len(given.milestones), late),
        "verdict": [
            {**reader.said(voice, row.voices.latest[voice]), "on": _latest_day(reader, row, voice)}
            for voice in VOICES
        ],
        # One point is no course.
        "course": _course(reader, row) if len(row.voices.statements) > 1 else "",
        "summary": summary,
        "facts": _facts(reader, row),
        "texts": texts,
        "listed": reader.marked(given.title),
        "milestones_notice": said_once(steps),
        "milestones": steps,
        "ratings": [_rating(reader, rating) for rating in ratings],
        "words": words,
        "codings": [_coding(reader, coding) for coding in given.codings],
    }


def _latest_day(reader: Reader, row: Verdict, voice: Voice) -> str:
    """When a voice last spoke, as exactly as it is known; "" for a silent one."""
    said = [r for r in row.commitment.ratings if r.voice == voice and r.level is not None]
    if not said:
        return ""
    latest = max(said, key=lambda rating: rating.rated_on)
    return reader.dated(latest.rated_on, latest.rated_precision)


def _course(reader: Reader, row: Verdict) -> str:
    plan = reader.snapshot.plan
    words = CourseWords(
        title=_("Ratings of the three voices over time. The table of ratings has the figures."),
        levels=level_words(),
        voices={voice: voice_name(voice) for voice in VOICES},
        begins=_("plan begins"),
        ends=_("plan ends"),
        gap=reader.steps(row.distance),
    )
    return course(row.voices, plan.starts_on, plan.ends_on, reader.snapshot.data_as_of, words)


def _facts(reader: Reader, row: Verdict) -> list[tuple[str, str]]:
    given = row.commitment
    facts = [
        (_("Lead institution"), reader.organisation(given.lead) if given.lead else ""),
        (_("Supporting"), ", ".join(map(reader.organisation, given.supporting))),
        (_("Period"), _span(reader, given.starts.on or given.starts.text, row)),
        (_("OGP values"), ", ".join(str(OgpValue(value).label) for value in given.values)),
        (_("Policy areas"), ", ".join(str(reader.text(area)) for area in given.areas)),
    ]
    return [(name, value) for name, value in facts if value]


def _span(reader: Reader, start: date | str | None, row: Verdict) -> str:
    given = row.commitment
    if not start and not (given.ends.on or given.ends.text):
        return ""
    return f"{reader.loose(given.starts)} – {reader.loose(given.ends)}"


def _text(heading: str, shown: Shown) -> dict[str, Any]:
    """A text as paragraphs, with the sentence that says so when it is in another language."""
    lines = [line.strip() for line in shown.text.split("\n")]
    return {
        "heading": heading,
        "paragraphs": [line for line in lines if line],
        "notice": shown.notice(),
        "is_other": shown.is_fallback,
    }


def _say_once(title: Shown, texts: list[dict[str, Any]]) -> None:
    """Leave the notice to the title where every text of the commitment is in the title's language."""
    if all(text["notice"] == title.notice() for text in texts if text["paragraphs"]):
        for text in texts:
            text["notice"] = ""


def _texts(reader: Reader, row: Verdict) -> list[dict[str, Any]]:
    given = row.commitment
    parts: list[tuple[str, Texts]] = [
        (_("The problem"), given.problem),
        (_("Its causes"), given.causes),
        (_("Done so far"), given.done_so_far),
        (_("The solution"), given.solution),
        (_("Results wanted"), given.results),
        (_("How it serves transparency"), given.transparency),
        (_("How it serves participation"), given.participation),
        (_("How it serves accountability"), given.accountability),
    ]
    made = [_text(heading, reader.text(texts)) for heading, texts in parts]
    return [text for text in made if text["paragraphs"]]


def _milestone(reader: Reader, step: Milestone) -> dict[str, Any]:
    late = late_days(step, reader.snapshot.data_as_of)
    level = 4 if step.completed_on else step.level
    return {
        "number": step.number,
        "title": reader.text(step.title),
        "output": reader.text(step.output),
        "responsible": reader.organisation(step.responsible),
        "due": reader.loose(step.due),
        "done": reader.short_day(step.completed_on),
        "word": "" if level is None else milestone_word(level),
        "late": ngettext("%(days)s day late", "%(days)s days late", late) % {"days": reader.number(late)}
        if late
        else "",
    }


def _rating(reader: Reader, rating: Rating) -> dict[str, Any]:
    return {
        "on": reader.dated(rating.rated_on, rating.rated_precision, is_short=True),
        **reader.said(rating.voice, rating.level),
        "source": reader.source(rating),
        "challenge": Challenge(rating.challenge).label if rating.challenge else "",
    }


def _coding(reader: Reader, coding: Coding) -> dict[str, str]:
    indicator = IrmIndicator(coding.indicator)
    word = label_word(indicator, coding.label)
    return {
        "indicator": str(indicator.label),
        "label": coding.label if word in {"", coding.label} else f"{word} ({coding.label})",
        "scale": coding.scale_version,
        "report": reader.irm_report(coding.report_kind, coding.report_title),
        "on": reader.dated(coding.coded_on, coding.coded_precision, is_short=True),
    }
