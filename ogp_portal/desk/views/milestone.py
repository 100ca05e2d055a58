"""Milestones of a commitment, in place."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from commitments.models import Commitment, Milestone
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.parts import MilestoneForm
from ogp_portal.desk.pages.commitment import institutions_of
from ogp_portal.desk.views import part
from ogp_portal.desk.views.asking import language_of_page

FORM = ["GET", "HEAD", "POST"]


def _form(data: Any, *, row: Milestone | None, owner: Commitment, language: str) -> MilestoneForm:
    named = institutions_of(owner.country_id, language_of_page())
    proposed = {} if row else {"number": str(owner.milestones.count() + 1)}
    return MilestoneForm(
        data, row=row, commitment=owner, language=language, institutions=named, initial=proposed
    )


KIND = part.Kind(Milestone, "milestone", _form, "desk/milestone_edit.html")


@require_http_methods(FORM)
def milestone_new(request: PortalRequest, commitment: int, language: str) -> HttpResponse:
    """Add a milestone."""
    return part.new_part(request, KIND, commitment, language)


@require_http_methods(FORM)
def milestone_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a milestone."""
    return part.edit_part(request, KIND, pk, language)


@require_POST
def milestone_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Move a milestone one place."""
    return part.order_part(request, KIND, pk)


@require_POST
def milestone_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove a milestone of a draft."""
    return part.drop_part(request, KIND, pk)
