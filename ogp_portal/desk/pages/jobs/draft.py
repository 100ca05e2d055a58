"""Forms that were left without being saved."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext

from ogp_portal.desk.models import Draft
from ogp_portal.desk.pages.jobs.job import SHOWN, Asking, Found, Group, Job, since
from ogp_portal.languages.registry import LANGUAGES, standing_name
from ogp_portal.tenancy.directory import country_by_id

ADDRESSES: dict[str, Callable[[list[str]], str]] = {
    "commitment:new": lambda about: reverse("desk:commitment_new", args=[int(about[0])]),
    "commitment": lambda about: reverse("desk:commitment_edit", args=[int(about[0]), about[1]]),
    "progress": lambda about: reverse("desk:progress_in", args=[int(about[0]), int(about[1]), about[2]]),
}
"""Where a form stands, by its name and what it is about; a form that is not here is not offered."""


def kept(asking: Asking) -> Found:
    """What the person typed last and did not save."""
    rows = Draft.objects.filter(user=asking.user).order_by("-saved_at").only("country_id", "form", "saved_at")
    return Found([_job(asking, row, url) for row in rows[:SHOWN] if (url := address(row.form))])


def address(form: str) -> str:
    """The page of a form, "" where none is known."""
    first, *about = form.split(":")
    if about and f"{first}:{about[0]}" in ADDRESSES:
        first, about = f"{first}:{about[0]}", about[1:]
    if first not in ADDRESSES:
        return ""
    try:
        return f"{ADDRESSES[first](about)}?kept=1"
    except (IndexError, ValueError):
        return ""


def _job(asking: Asking, row: Draft, url: str) -> Job:
    last = row.form.rpartition(":")[2]
    name = [standing_name(last, asking.language)] if last in LANGUAGES else []
    return Job(
        **since(asking, Group.DRAFT, row.saved_at),
        text=gettext("Go on with what you had not saved"),
        under=[country_by_id(row.country_id).form("name", asking.language), *name],
        url=url,
        word=gettext("Continue"),
    )
