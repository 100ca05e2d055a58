"""A commitment as the public will see it, for those who may read it before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.models import Commitment
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User
from ogp_portal.public.pages.commitment import commitment_page
from ogp_portal.public.pages.commitment_parts import CommitmentParts
from ogp_portal.public.reader import Reader
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.web.rendering import render


@never_cache
@require_safe
def commitment_preview(request: PortalRequest, pk: int) -> HttpResponse:
    """The public page's own template and data, on a draft too."""
    user = request.portal_user
    assert isinstance(user, User)  # noqa: S101 (the route has roles)
    row = get_object_or_404(Commitment.objects.visible_to(user).select_related("plan"), pk=pk)
    country = country_by_id(row.country_id)
    page = commitment_page(
        country, row.plan.key, row.key, Reader.of(country), today_in(country), with_drafts=True
    )
    assert page is not None  # noqa: S101 (it has just been found)
    context = {
        "page": page,
        "parts": CommitmentParts(page),
        "commitment": row,
        "nav": "desk",
        "data_as_of": page.today,
    }
    return render(request, "public/commitment_preview.html", context)
