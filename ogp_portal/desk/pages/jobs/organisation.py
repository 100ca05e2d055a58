"""Organisations that registered themselves and wait to be confirmed."""

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from ogp_portal.accounts.models import Organisation
from ogp_portal.desk.pages.jobs.job import Asking, Found, Group, Job, capped, counted, since
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.directory import country_by_id


def area() -> str:
    return pgettext("area of the desk", "Organisations")


def registered(asking: Asking) -> Found:
    """For the contact and the administrator."""
    if not asking.contact_in and not asking.roles.is_administrator:
        return Found()
    rows = Organisation.objects.of_civil_society().waiting_for(asking.user)
    found = counted(rows.only("country_id", *columns("name")).order_by("pk"))
    jobs = [
        Job(
            **since(asking, Group.WAITING, None),
            text=gettext("Confirm an organisation"),
            title=asking.shown(row, "name"),
            under=[country_by_id(row.country_id).form("name", asking.language)],
            url=reverse("desk:organisation", args=[row.pk]),
            word=pgettext("link to a job", "Look"),
        )
        for row in found
    ]
    totals = {Group.WAITING: found[0].in_all if found else 0}
    return capped(jobs, totals, area(), reverse("desk:organisation_list"))
