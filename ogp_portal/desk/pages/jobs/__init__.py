"""What waits for a person at their desk: one small function per kind of job, by noun.

A kind is a function from `Asking` to its jobs, with a constant number of queries and none where the person
holds no role for it. `KINDS` names them all.
"""

from collections.abc import Callable

from ogp_portal.desk.pages.jobs import (
    commitment,
    consultation,
    draft,
    evidence,
    irm,
    meeting,
    organisation,
    progress,
    rating,
    report,
    text,
    watching,
)
from ogp_portal.desk.pages.jobs.job import Asking, Found

KINDS: tuple[Callable[[Asking], Found], ...] = (
    evidence.replies,
    evidence.own,
    evidence.reviews,
    rating.own,
    rating.reviews,
    meeting.meetings,
    consultation.answers,
    consultation.open_ones,
    progress.periods,
    progress.reports,
    commitment.drafts,
    commitment.to_read,
    organisation.registered,
    irm.codings,
    text.untranslated,
    report.ready,
    draft.kept,
    watching.owed,
)
