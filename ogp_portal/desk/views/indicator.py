"""Indicators of a commitment, in place."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from commitments.models import Commitment, CommitmentIndicator
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.parts import IndicatorForm
from ogp_portal.desk.views import part

FORM = ["GET", "HEAD", "POST"]


def _form(data: Any, *, row: CommitmentIndicator | None, owner: Commitment, language: str) -> IndicatorForm:
    return IndicatorForm(data, row=row, language=language)


KIND = part.Kind(CommitmentIndicator, "indicator", _form, "desk/indicator_edit.html")


@require_http_methods(FORM)
def indicator_new(request: PortalRequest, commitment: int, language: str) -> HttpResponse:
    """Add an indicator."""
    return part.new_part(request, KIND, commitment, language)


@require_http_methods(FORM)
def indicator_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change an indicator."""
    return part.edit_part(request, KIND, pk, language)


@require_POST
def indicator_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Move an indicator one place."""
    return part.order_part(request, KIND, pk)


@require_POST
def indicator_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove an indicator of a draft."""
    return part.drop_part(request, KIND, pk)
