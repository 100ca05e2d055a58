"""Forms that were left without being saved."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from ogp_portal.desk.models import Draft
from ogp_portal.desk.pages.jobs.job import SHOWN, Asking, Found, Group, Job, since
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import country_by_id


class Form(NamedTuple):
    """What a form is about, the pages where it is begun and changed; a name's parts are their arguments."""

    noun: Promise
    new: str
    edit: str


FORMS = {
    "plan": Form(_("Action plan"), "desk:plan_new", "desk:plan_edit"),
    "commitment": Form(_("Commitment"), "desk:commitment_new", "desk:commitment_edit"),
    "milestone": Form(_("Milestone"), "desk:milestone_new", "desk:milestone_edit"),
    "indicator": Form(_("Indicator"), "desk:indicator_new", "desk:indicator_edit"),
    "evidence": Form(_("Evidence"), "desk:evidence_write", "desk:evidence_edit"),
    "rating": Form(_("Rating"), "desk:rating_write", "desk:rating_edit"),
    "progress": Form(_("Progress report"), "", "desk:progress_in"),
}
"""By the first word of a form's name; one that is not here is not offered."""


def kept(asking: Asking) -> Found:
    """What the person typed last and did not save."""
    rows = Draft.objects.filter(user=asking.user).order_by("-saved_at").only("country_id", "form", "saved_at")
    return Found([_job(asking, row, url) for row in rows[:SHOWN] if (url := address(row.form))])


def address(name: str) -> str:
    """The page of a form such as "commitment:12:ka" or "commitment:new:5", "" where none is known."""
    noun, *about = name.split(":")
    if noun not in FORMS:
        return ""
    route = FORMS[noun].edit
    if about[:1] == ["new"]:
        route, about = FORMS[noun].new, about[1:]
    elif about[1:] == ["reply"]:
        route, about = "desk:evidence_reply", about[:1]
    try:
        return f"{reverse(route, args=about)}?kept=1"
    except NoReverseMatch:
        return ""


def _job(asking: Asking, row: Draft, url: str) -> Job:
    noun, *about = row.form.split(":")
    under = [str(FORMS[noun].noun), country_by_id(row.country_id).form("name", asking.language)]
    if about and about[-1] in LANGUAGES:
        under.append(standing_name(about[-1], asking.language))
    return Job(
        **since(asking, Group.DRAFT, row.saved_at),
        text=gettext("Go on with what you had not saved"),
        under=under,
        url=url,
        word=pgettext("link to a job", "Continue"),
    )
