"""Commitments before they are public: handed in, returned, still being written."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from commitments.enums import CommitmentState
from commitments.models import Commitment
from ogp_portal.accounts.enums import Role
from ogp_portal.desk.pages.jobs.job import (
    SHOWN,
    Asking,
    Found,
    Group,
    Job,
    capped,
    commitment_label,
    counted,
    since,
)
from ogp_portal.languages.fields import columns
from ogp_portal.tenancy.directory import country_by_id
from plans.models import ActionPlan
from plans.words import plan_with_years

ROW = ("country_id", "number", "submitted_at", "returned_at", "returned_note", *columns("title"))
PLAN = ("country_id", "number", "kind", "starts_on", "ends_on")
LEAD = ("lead__country_id", *columns("lead__name"))


def area() -> str:
    return pgettext("area of the desk", "Plans")


def drafts(asking: Asking) -> Found:
    """What officers handed in waits for the contact; the others are returned, or still being written."""
    where = asking.roles.countries(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
    if not where:
        return Found()
    waits = Q(submitted_at__isnull=False)
    returned = Q(submitted_at=None, returned_at__isnull=False)
    rows = Commitment.objects.editable_by(asking.user).filter(
        Q(submitted_at=None) | Q(country_id__in=asking.contact_in),
        country_id__in=where,
        state=CommitmentState.DRAFT,
    )
    rows = rows.select_related("lead").only(*ROW, *LEAD).order_by("submitted_at", "returned_at", "-pk")
    found = counted(rows, waits=waits, returned=returned)
    jobs = [_handed_in(asking, row) if row.submitted_at else _own(asking, row) for row in found]
    waiting, came_back, in_all = (found[0].waits, found[0].returned, found[0].in_all) if found else (0, 0, 0)
    totals = {
        Group.WAITING: waiting,
        Group.RETURNED: came_back,
        Group.DRAFT: in_all - waiting - came_back,
    }
    return capped(jobs, totals, area(), reverse("desk:plan_list"))


def to_read(asking: Asking) -> Found:
    """For members of the forum: plans with drafts, which they read before everybody does."""
    writes = asking.roles.countries(Role.POINT_OF_CONTACT, Role.AGENCY_OFFICER)
    where = asking.roles.countries(Role.FORUM_MEMBER) - writes
    if not where:
        return Found()
    is_draft = Q(commitments__state=CommitmentState.DRAFT)
    plans = ActionPlan.objects.filter(country_id__in=where).annotate(
        drafts=Count("commitments", filter=is_draft)
    )
    plans = plans.filter(drafts__gt=0).order_by("-starts_on", "-pk")
    return Found([_to_read(asking, plan) for plan in plans.only(*PLAN)[:SHOWN]])


def _to_read(asking: Asking, plan: Any) -> Job:
    said = ngettext(
        "%(count)s commitment is a draft and stays unseen until it is published itself.",
        "%(count)s commitments are drafts and stay unseen until they are published themselves.",
        plan.drafts,
    )
    return Job(
        **since(asking, Group.WAITING, None),
        text=plan_with_years(plan.number, plan.kind, plan.starts_on, plan.ends_on),
        under=[
            country_by_id(plan.country_id).form("name", asking.language),
            said % {"count": plan.drafts},
        ],
        url=reverse("desk:plan", args=[plan.pk]),
        word=pgettext("link to a job", "Read"),
    )


def _handed_in(asking: Asking, row: Commitment) -> Job:
    return Job(
        **since(asking, Group.WAITING, row.submitted_at),
        text=gettext("Publish or return a commitment"),
        title=asking.shown(row, "title"),
        under=[commitment_label(row.number), *([asking.shown(row.lead, "name")] if row.lead else [])],
        url=reverse("desk:commitment", args=[row.pk]),
        word=pgettext("link to a job", "Read"),
    )


def _own(asking: Asking, row: Commitment) -> Job:
    is_returned = row.returned_at is not None
    label = commitment_label(row.number)
    return Job(
        **since(asking, Group.RETURNED if is_returned else Group.DRAFT, row.returned_at),
        text=gettext("Correct the commitment") if is_returned else gettext("Finish the commitment"),
        title=asking.shown(row, "title"),
        under=[label, row.returned_note] if is_returned else [label],
        url=reverse("desk:commitment", args=[row.pk]),
        word=pgettext("link to a job", "Correct") if is_returned else pgettext("link to a job", "Continue"),
    )
