"""Reading contributions before everybody does, and answering them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.models import CommitmentOrigin
from commitments.origins import answer
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.consultation import HidingForm, ResponseForm
from ogp_portal.desk.pages.contribution import commitments_to_choose, contributions_of
from ogp_portal.desk.pages.dialogue import counted_words, phase_of, title_of, waiting_in
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.languages.registry import OWN_NAMES, REGISTRY
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible
from plans.actions.consultation import (
    erase_contributor,
    hide_contribution,
    publish_contributions,
    publish_responses,
)
from plans.models import Consultation, Contribution, ReasonedResponse

MOST_AT_ONCE = 200


@require_safe
def contribution_list(request: PortalRequest, pk: int) -> HttpResponse:
    """What people said, unread and unanswered first, with ticks."""
    consultation, language = _consultation_of(request, pk), language_of_page()
    context = {
        "consultation": consultation,
        "title": title_of(consultation, "title", language),
        "phase": phase_of(consultation, language, today_in(country_by_id(consultation.country_id))),
        "counted": counted_words(waiting_in([consultation])[pk]),
        "found": contributions_of(consultation, request.GET.dict(), language),
        "main_language": country_by_id(consultation.country_id).main_language,
        "nav": "desk",
    }
    return render(request, "desk/contribution_list.html", context)


@require_POST
def contribution_ticked(request: PortalRequest, pk: int) -> HttpResponse:
    """Publish the ticked contributions, publish the responses to them, or go on to answer them together."""
    consultation = _consultation_of(request, pk)
    ticked = _ticked(consultation, request.POST.getlist("c"))
    if not ticked:
        messages.error(request, _("Tick at least one contribution."))
    elif request.POST.get("do") == "answer":
        return redirect(_answer_address(consultation, ticked))
    elif request.POST.get("do") == "responses":
        _publish_responses(request, ticked)
    else:
        count = publish_contributions(ticked, by=person(request))
        sentence = ngettext(
            "%(count)s contribution has been published.",
            "%(count)s contributions have been published.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    return redirect("desk:contribution_list", pk=pk)


def _publish_responses(request: PortalRequest, ticked: list[Contribution]) -> None:
    responses = list(
        ReasonedResponse.objects.filter(contribution__in=ticked).select_related(
            "contribution__consultation", "country"
        )
    )
    try:
        count = publish_responses(responses, by=person(request))
    except NotPossible as refused:
        messages.error(request, str(refused))
        return
    sentence = ngettext(
        "%(count)s response has been published.", "%(count)s responses have been published.", count
    )
    messages.success(request, sentence % {"count": count})


def _answer_address(consultation: Consultation, ticked: list[Contribution]) -> str:
    language = country_by_id(consultation.country_id).main_language
    url = reverse("desk:response", kwargs={"pk": consultation.pk, "language": language})
    return f"{url}?{urlencode([('c', row.pk) for row in ticked])}"


def _ticked(consultation: Consultation, given: list[str]) -> list[Contribution]:
    """The contributions named, of this consultation alone, in their order."""
    ids = [int(pk) for pk in given if pk.isdecimal() and len(pk) < 16][:MOST_AT_ONCE]
    rows = Contribution.objects.filter(consultation=consultation, pk__in=ids)
    return list(rows.select_related("organisation").order_by("number"))


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_hide(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep a contribution from the public, for a reason."""
    rows = Contribution.objects.editable_by(person(request)).select_related("consultation")
    row = get_object_or_404(rows, pk=pk)
    form = HidingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _("Contribution %(number)s is not shown to the public.") % {"number": row.number}
        carry_out(request, lambda: hide_contribution(row, reason=reason, by=person(request)), done)
        return redirect("desk:contribution_list", pk=row.consultation_id)
    context = {
        "form": form,
        "contribution": row,
        "lang": REGISTRY[row.language].html,
        "consultation": title_of(row.consultation, "title", language_of_page()),
        "nav": "desk",
    }
    return render(request, "desk/contribution_hide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_erase(request: PortalRequest, pk: int) -> HttpResponse:
    """Forget who sent a contribution, once they ask for it."""
    rows = Contribution.objects.editable_by(person(request)).select_related("consultation")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        erase_contributor(row, by=person(request))
        messages.success(request, _("The name and the address are erased."))
        return redirect("desk:contribution_list", pk=row.consultation_id)
    context = {
        "contribution": row,
        "lang": REGISTRY[row.language].html,
        "consultation": title_of(row.consultation, "title", language_of_page()),
        "nav": "desk",
    }
    return render(request, "desk/contribution_erase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def response(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Answer one contribution, or several alike with one reason, in one language."""
    consultation = _consultation_of(request, pk)
    asked = _ticked(consultation, (request.POST or request.GET).getlist("c"))
    ticked = _without_response(asked) if len(asked) > 1 else asked
    if not ticked:
        messages.error(request, _("These contributions have a response already: open them one by one."))
        return redirect("desk:contribution_list", pk=pk)
    form = _response_form(request, consultation, ticked, language)
    if request.method == "POST" and form.is_valid() and _answered(request, ticked, form):
        messages.success(request, _said(len(ticked), is_published="publish" in request.POST))
        return redirect("desk:contribution_list", pk=pk)
    return render(
        request, "desk/response.html", _response_context(consultation, ticked, form, language, len(asked))
    )


def _without_response(rows: list[Contribution]) -> list[Contribution]:
    """Those that can be answered together: nobody's words are written over unseen."""
    answered = set(
        ReasonedResponse.objects.filter(contribution__in=rows).values_list("contribution_id", flat=True)
    )
    return [row for row in rows if row.pk not in answered]


def _said(count: int, *, is_published: bool) -> str:
    sentence = (
        ngettext("%(count)s response is published.", "%(count)s responses are published.", count)
        if is_published
        else ngettext(
            "%(count)s response has been saved. It is not public yet.",
            "%(count)s responses have been saved. They are not public yet.",
            count,
        )
    )
    return sentence % {"count": count}


def _response_form(
    request: PortalRequest, consultation: Consultation, ticked: list[Contribution], language: str
) -> ResponseForm:
    """Several together begin empty; one alone begins with what has been written."""
    row = ReasonedResponse.objects.filter(contribution=ticked[0]).first() if len(ticked) == 1 else None
    led_to = CommitmentOrigin.objects.filter(contribution=ticked[0]) if len(ticked) == 1 else None
    return ResponseForm(
        request.POST or None,
        row=row,
        commitments=commitments_to_choose(consultation, language_of_page()),
        led_to=list(led_to.values_list("commitment_id", flat=True)) if led_to is not None else [],
        language=language,
        main_language=country_by_id(consultation.country_id).main_language,
    )


def _answered(request: PortalRequest, ticked: list[Contribution], form: ResponseForm) -> bool:
    try:
        answer(
            ticked,
            form.edit(),
            outcome=form.cleaned_data["outcome"],
            commitments=form.commitments(),
            is_published="publish" in request.POST,
            by=person(request),
        )
    except Conflicting as found:
        form.show_conflicts(found.conflicts)
        return False
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _response_context(
    consultation: Consultation, ticked: list[Contribution], form: ResponseForm, language: str, asked: int
) -> dict[str, Any]:
    main = country_by_id(consultation.country_id).main_language
    is_known = form.row is not None
    codes = country_by_id(consultation.country_id).languages if is_known else (main,)
    return {
        "consultation": consultation,
        "title": title_of(consultation, "title", language_of_page()),
        "ticked": [(row, REGISTRY[row.language].html) for row in ticked],
        "left_out": asked - len(ticked),
        "form": form,
        "tabs": [(code, OWN_NAMES[code], code == language) for code in codes],
        "blocker": next((row.answer_blocker for row in ticked if row.answer_blocker), ""),
        "nav": "desk",
    }


def _consultation_of(request: PortalRequest, pk: int) -> Consultation:
    rows = Consultation.objects.editable_by(person(request)).select_related("plan", "country")
    return get_object_or_404(rows, pk=pk)
