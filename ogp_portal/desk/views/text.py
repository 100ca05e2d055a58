"""Translating: the queue, a text beside its source, approving several, how complete each language is."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.audit.labels import field_name
from ogp_portal.audit.texts import Refused, Translated, translate_texts
from ogp_portal.desk.forms.texts import TranslationForm
from ogp_portal.desk.pages.texts.approving import approve_ticked
from ogp_portal.desk.pages.texts.beside import pairs
from ogp_portal.desk.pages.texts.completeness import completeness
from ogp_portal.desk.pages.texts.places import Place, Row, country_of, place_of, speaks_for_society
from ogp_portal.desk.pages.texts.queue import OPEN, chosen, places_for, queue
from ogp_portal.desk.pages.texts.worth import Cell, cells_of, ledger_of
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.languages.registry import LANGUAGES, REGISTRY, standing_name
from ogp_portal.translation.editing import Conflicting


@require_safe
def text_queue(request: PortalRequest) -> HttpResponse:
    """What is missing, stale, machine-made or a draft in one language, in the order of a plan."""
    places = places_for(person(request))
    where = chosen(places, request.GET.get("plan", ""))
    if where is None:
        return render(request, "desk/text_queue.html", {"queue": None, "nav": "desk"})
    to = _target(request.GET.get("to", ""), where.country_id)
    state, page = request.GET.get("state", OPEN), request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() else 1
    found = queue(places, where, to, state=state, page=number, language=language_of_page())
    return render(request, "desk/text_queue.html", {"queue": found, "nav": "desk", "lang": REGISTRY[to].html})


@require_http_methods(["GET", "HEAD", "POST"])
def text_object(request: PortalRequest, model: str, pk: int, to: str) -> HttpResponse:
    """The texts of one object, each beside its source."""
    place = place_of(model)
    row = next(iter(place.rows_of(pk=pk)), None)
    if row is None or not (cells := _cells(request, place, row, to)):
        raise Http404
    form = TranslationForm(request.POST or None, place=place, row=row, cells=cells)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            done = _translate(request, place, row, form, to)
        except Conflicting as conflicting:
            form.show_conflicts(conflicting.conflicts)
            status = 409
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say(request, place, done)
            return redirect(request.path)
    context = _beside(request, place, row, cells, form)
    return render(request, "desk/text_object.html", {**context, "to": to}, status=status)


def _cells(request: PortalRequest, place: Place, row: Row, to: str) -> list[Cell]:
    """The texts that this person translates."""
    for_society = speaks_for_society(person(request), row["country_id"])
    known = ledger_of([(place, row)])[place.label, row["pk"]]
    return cells_of(place, row, known, to, for_society=for_society)


def _translate(request: PortalRequest, place: Place, row: Row, form: TranslationForm, to: str) -> Translated:
    return translate_texts(
        place.objects().get(pk=row["pk"]),
        form.edit(to),
        approve=form.approved(),
        by=person(request),
        main_language=country_of(row).main_language,
    )


def _beside(
    request: PortalRequest, place: Place, row: Row, cells: list[Cell], form: TranslationForm
) -> dict[str, Any]:
    language, country = language_of_page(), country_of(row)
    return {
        "form": form,
        "pairs": pairs(place, row, cells, form, person(request), language),
        "place": place,
        "name": place.name(row, language),
        "object_title": place.title(row, language),
        "plan_key": place.plan_of(row) or f"country-{country.pk}",
        "country": country,
        "to_name": standing_name(cells[0].language, language),
        "nav": "desk",
    }


@require_POST
def text_approve(request: PortalRequest) -> HttpResponse:
    """Approve all drafts of the ticked objects; each that cannot be is named with the reason."""
    to = request.POST.get("to", "")
    if to not in LANGUAGES:
        raise Http404
    count, refused = approve_ticked(
        request.POST.getlist("tick"), to, by=person(request), language=language_of_page()
    )
    if count:
        said = ngettext("%(count)s text approved.", "%(count)s texts approved.", count)
        messages.success(request, said % {"count": count})
    for name, reason in refused:
        messages.error(request, _("%(name)s: %(reason)s") % {"name": name, "reason": reason})
    if not count and not refused:
        messages.error(request, _("Tick at least one line to approve its texts."))
    places = places_for(person(request))
    where = chosen(places, request.POST.get("plan", ""))
    if where is None:
        return redirect("desk:text_queue")
    back = queue(places, where, to, state=request.POST.get("state", OPEN), language=language_of_page())
    return redirect(back.address())


@require_safe
def text_coverage(request: PortalRequest) -> HttpResponse:
    """How many texts of each plan stand approved in each language."""
    places = places_for(person(request))
    found = completeness(places, request.GET.get("country", ""), language_of_page())
    return render(request, "desk/text_coverage.html", {"table": found, "nav": "desk"})


def _target(asked: str, country_id: int) -> str:
    """The language to translate to: the one asked for, else the country's second, else English."""
    if asked in LANGUAGES:
        return asked
    languages = country_of({"country_id": country_id}).languages
    return languages[1] if len(languages) > 1 else "en"


def _say(request: PortalRequest, place: Place, done: Translated) -> None:
    def named(fields: Iterable[str]) -> dict[str, str]:
        return {"fields": ", ".join(field_name(place.label, field) for field in fields)}

    if done.approved:
        messages.success(request, _("Approved: %(fields)s.") % named(done.approved))
    if done.drafts:
        messages.success(request, _("Saved as draft: %(fields)s.") % named(done.drafts))
    if done.outdated:
        sentence = _("The source changed while you translated. Saved, but stale: %(fields)s.")
        messages.error(request, sentence % named(done.outdated))
    if done == Translated():
        messages.info(request, _("Nothing was changed."))
