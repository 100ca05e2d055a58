"""Pages about the portal itself."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.web.marks import LEVELS, VOICES
from ogp_portal.web.rendering import render


@require_safe
def three_voices(request: PortalRequest) -> HttpResponse:
    """Who speaks, on which scale, by which rule."""
    context = {"nav": "voices", "voices": VOICES, "levels": (*LEVELS, None)}
    return render(request, "public/three_voices.html", context)


@require_safe
def accessibility(request: PortalRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html", {})
