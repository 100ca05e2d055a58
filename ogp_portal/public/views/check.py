"""Whether a printed report is one of this portal's: the address and QR code on its last page lead here."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitoring.enums import JobState
from monitoring.models import ProgressReport
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.languages.fields import columns, shown
from ogp_portal.languages.registry import LANGUAGES, name_of
from ogp_portal.tenancy import every_country
from ogp_portal.tenancy.directory import country_by_id

SNAPSHOT_ID = re.compile(r"[0-9a-f]{64}")


@require_safe
def report_check(request: PortalRequest, sha256: str = "") -> HttpResponse:
    """Reports made from the frozen copy with this number, and the check sums of their files."""
    asked = "".join((sha256 or request.GET.get("number", "")).split()).lower()
    if asked and not sha256 and SNAPSHOT_ID.fullmatch(asked):
        return redirect("public:report_check_one", sha256=asked)
    is_number = bool(SNAPSHOT_ID.fullmatch(asked))
    reports = _reports(asked) if is_number else []
    context = {"asked": asked, "is_number": is_number, "reports": reports}
    return render(request, "public/report_check.html", context, status=404 if sha256 and not reports else 200)


def _reports(sha256: str) -> list[dict[str, object]]:
    """What may be said of a report to whoever holds its number: never who asked for it."""
    language = get_language() or "en"
    # Reports are not public rows; the number, which stands only on the report itself, is the key.
    with every_country():
        found = ProgressReport.objects.filter(snapshot_sha256=sha256).select_related("plan")
        fields = ["data_as_of", "requested_at", "country_id", "plan__country_id"]
        rows = list(found.only(*fields, *columns("plan__title")).prefetch_related("files"))
    return [
        {
            "country": country_by_id(row.country_id),
            "title": shown(
                row.plan,
                "title",
                wanted=language,
                main_language=country_by_id(row.country_id).main_language,
            ),
            "data_as_of": row.data_as_of,
            "made_on": row.requested_at.date(),
            "files": [
                {"name": name_of(file.language, language), "file": file}
                for file in sorted(row.files.all(), key=lambda file: LANGUAGES.index(file.language))
                if file.state == JobState.DONE
            ],
        }
        for row in rows
    ]
