"""The history of what was written, and putting an earlier text back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.audit.texts import Refused, restore_text
from ogp_portal.desk.pages.history import earlier_text, may_restore, model_of, seen_by
from ogp_portal.desk.pages.history import history as history_of
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting, TextEdit


@require_safe
def history(request: PortalRequest, model: str, pk: int) -> HttpResponse:
    """Who changed what and when."""
    user = person(request)
    row = get_object_or_404(seen_by(model_of(model), user), pk=pk)
    page = request.GET.get("page", "")
    number = max(1, int(page)) if page.isascii() and page.isdigit() else 1
    found = history_of(row, user, page=number, language=language_of_page())
    return render(request, "desk/history.html", {"history": found, "nav": "desk"})


@require_POST
def history_restore(request: PortalRequest, model: str, pk: int) -> HttpResponse:
    """Put an earlier text back, as a new change."""
    user = person(request)
    row = get_object_or_404(seen_by(model_of(model), user), pk=pk)
    field, language, event = (request.POST.get(name, "") for name in ("field", "language", "event"))
    text = earlier_text(row, int(event), field, language) if event.isascii() and event.isdigit() else None
    if text is None:
        raise Http404
    if not may_restore(row, user)(field, language):
        raise PermissionDenied
    main = country_by_id(row.country_id).main_language
    edit = TextEdit(language, {field: text}, {field: request.POST.get("base", "")})
    try:
        changed = restore_text(row, edit, by=user, main_language=main)
    except Conflicting:
        messages.error(
            request, _("Somebody changed this text after you opened the page; nothing was put back.")
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = _("The earlier text stands again.") if changed else _("The text was already like this.")
        messages.success(request, said)
    return redirect("desk:history", model=model, pk=pk)
