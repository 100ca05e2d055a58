"""The areas of the desk that a person's roles open: the table of routes decides, no query is asked."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from ogp_portal.accounts.access import ACCESS
from ogp_portal.accounts.models import User


class Area(NamedTuple):
    """A link of the desk's menu."""

    name: str
    url: str


AREAS: tuple[tuple[str, Promise], ...] = (
    ("desk:plan_list", pgettext_lazy("area of the desk", "Plans and commitments")),
    ("desk:text_queue", pgettext_lazy("area of the desk", "Texts")),
    ("desk:evidence_list", pgettext_lazy("area of the desk", "Evidence")),
    ("desk:rating_list", pgettext_lazy("area of the desk", "Ratings")),
    ("desk:irm_report_list", pgettext_lazy("area of the desk", "IRM reports")),
    ("desk:dialogue", pgettext_lazy("area of the desk", "Dialogue")),
    ("desk:organisation_list", pgettext_lazy("area of the desk", "Organisations")),
    ("desk:people", pgettext_lazy("area of the desk", "People")),
    ("desk:report_list", pgettext_lazy("area of the desk", "Progress reports")),
    ("desk:calendar", pgettext_lazy("area of the desk", "Calendar")),
)


def areas_for(user: User) -> list[Area]:
    """Those whose route the person may open."""
    return [Area(str(name), reverse(route)) for route, name in AREAS if user.roles.has(*ACCESS[route].roles)]
