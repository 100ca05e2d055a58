"""Policy areas across countries."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from monitoring.voices import VOICES
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.public.addresses import address
from ogp_portal.public.findings_region import area_finding
from ogp_portal.public.pages import area as pages
from ogp_portal.public.reader import Reader
from ogp_portal.web.marks import voice_name
from ogp_portal.web.parts import Crumb, Fact
from ogp_portal.web.rendering import render


@require_safe
def area_list(request: PortalRequest) -> HttpResponse:
    """All policy areas that have published commitments."""
    areas = pages.area_list(Reader.of())
    fullest = max(areas, key=lambda entry: entry.count, default=None)
    context = {"areas": areas, "fullest": fullest, "nav": "areas", "data_as_of": timezone.localdate()}
    return render(request, "public/area_list.html", context)


@require_safe
def area(request: PortalRequest, slug: str) -> HttpResponse:
    """One policy area: its commitments in all countries."""
    page = pages.area_page(slug, Reader.of())
    if page is None:
        raise Http404
    context = {
        "page": page,
        "finding": area_finding(page.tallies["irm"], page.total),
        "crumbs": _crumbs(page),
        "facts": _facts(page),
        "nav": "areas",
        "data_as_of": timezone.localdate(),
    }
    return render(request, "public/area.html", context)


def _crumbs(page: pages.AreaPage) -> list[Crumb]:
    crumbs = [Crumb(gettext("Policy areas"), address("area_list"))]
    if page.umbrella:
        slug, name = page.umbrella
        crumbs.append(Crumb(name, pages.area_url(slug)))
    return [*crumbs, Crumb(page.name)]


def _facts(page: pages.AreaPage) -> list[Fact]:
    """How many commitments there are, and how many of those it has rated each voice finds kept."""
    # Translators: under a voice's name; commitments that it finds kept or nearly kept, of those it has rated.
    figures = gettext("kept or nearly: %(kept)s of %(rated)s rated")
    facts = [Fact(gettext("Commitments"), str(page.total))] if page.total else []
    for voice in VOICES:
        counted = page.tallies[voice]
        if counted.rated:
            facts.append(Fact(voice_name(voice), figures % {"kept": counted.kept, "rated": counted.rated}))
    return facts
