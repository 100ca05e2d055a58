"""The clean copy of a file."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.files.models import PublicCopy
from ogp_portal.files.serving import copy_response


@require_safe
def file(request: PortalRequest, country: str, pk: int, name: str) -> HttpResponseBase:
    """A published file: which rows there are, the anonymous role decides."""
    copy = get_object_or_404(PublicCopy, country_id=request.country.pk, pk=pk, name=name)
    return copy_response(copy, request)
