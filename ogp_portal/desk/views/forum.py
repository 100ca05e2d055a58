"""The dialogue at a glance, the forum and its seats."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.forum import ForumForm, SeatForm
from ogp_portal.desk.pages.dialogue import (
    dialogue_of,
    language_tabs,
    organisations_to_choose,
    seats_of,
    title_of,
)
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible
from plans.actions.forum import (
    add_member,
    change_member,
    forum_blocker,
    open_forum,
    publish_forum,
    save_forum,
    withdraw_forum,
)
from plans.models import Forum, ForumMember
from plans.models.reach import CONTACT


@require_safe
def dialogue(request: PortalRequest) -> HttpResponse:
    """Forum, meetings and consultations of the countries that the person reads."""
    countries = dialogue_of(person(request), language_of_page())
    return render(request, "desk/dialogue.html", {"countries": countries, "nav": "desk"})


@require_http_methods(["GET", "HEAD", "POST"])
def forum_new(request: PortalRequest, country: str) -> HttpResponse:
    """Give a country its forum."""
    entry = request.country
    if not person(request).roles.has_in(entry.pk, *CONTACT):
        raise Http404
    form = ForumForm(
        request.POST or None, row=None, language=entry.main_language, main_language=entry.main_language
    )
    blocker = forum_blocker(entry.pk)
    if request.method == "POST" and form.is_valid():
        try:
            website = form.cleaned_data["website"]
            made = open_forum(entry.pk, form.edit(), website=website, by=person(request))
        except NotPossible as refused:
            messages.error(request, str(refused))
            return redirect("desk:dialogue")
        return redirect("desk:member_list", pk=made.pk)
    return render(
        request, "desk/forum_edit.html", {"form": form, "blocker": blocker, "country": entry, "nav": "desk"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forum_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Write what the forum is, in one language."""
    forum = _forum_of(request, pk)
    entry = country_by_id(forum.country_id)
    form = ForumForm(
        request.POST or None,
        row=forum,
        language=language,
        main_language=entry.main_language,
        initial={"website": forum.website},
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_forum(forum, form.edit(), website=form.cleaned_data["website"], by=person(request))
        except Conflicting as found:
            form.show_conflicts(found.conflicts)
        else:
            messages.success(request, _("The forum has been saved."))
            return redirect("desk:forum_edit", pk=pk, language=language)
    context = {
        "form": form,
        "forum": forum,
        "name": title_of(forum, "name", language_of_page()),
        "tabs": language_tabs(forum.country_id, language),
        "country": entry,
        "nav": "desk",
    }
    return render(request, "desk/forum_edit.html", context)


@require_POST
def forum_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the forum to everybody."""
    return _step(request, pk, publish_forum, _("The forum is published."))


@require_POST
def forum_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the forum out of the public's sight."""
    return _step(request, pk, withdraw_forum, _("The forum is no longer public."))


def _step(request: PortalRequest, pk: int, step: Callable[..., None], done: str) -> HttpResponse:
    forum = _forum_of(request, pk)
    carry_out(request, lambda: step(forum, by=person(request)), done)
    return redirect("desk:forum_edit", pk=pk, language=country_by_id(forum.country_id).main_language)


def _forum_of(request: PortalRequest, pk: int) -> Forum:
    return get_object_or_404(Forum.objects.editable_by(person(request)), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: PortalRequest, pk: int) -> HttpResponse:
    """Who sits in the forum, and a form for one more seat."""
    forum, language = _forum_of(request, pk), language_of_page()
    form = SeatForm(request.POST or None, organisations=organisations_to_choose(forum.country_id, language))
    if request.method == "POST" and form.is_valid():
        step = _seat_step(add_member, forum, form, request)
        if carry_out(request, step, _("The seat has been added.")):
            return redirect("desk:member_list", pk=pk)
    context = {
        "forum": forum,
        "name": title_of(forum, "name", language),
        "form": form,
        "seats": seats_of(forum, language),
        "main_language": country_by_id(forum.country_id).main_language,
        "nav": "desk",
    }
    return render(request, "desk/forum_members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct a seat, or end it."""
    forums = Forum.objects.editable_by(person(request))
    member = get_object_or_404(ForumMember.objects.filter(forum__in=forums), pk=pk)
    language = language_of_page()
    form = SeatForm(
        request.POST or None,
        organisations=organisations_to_choose(member.country_id, language),
        member=member,
    )
    if request.method == "POST" and form.is_valid():
        step = _seat_step(change_member, member, form, request)
        if carry_out(request, step, _("The seat has been saved.")):
            return redirect("desk:member_list", pk=member.forum_id)
    context = {
        "form": form,
        "forum_id": member.forum_id,
        "organisation": title_of(member.organisation, "name", language),
        "nav": "desk",
    }
    return render(request, "desk/forum_member.html", context)


def _seat_step(
    step: Callable[..., Any], row: Forum | ForumMember, form: SeatForm, request: PortalRequest
) -> Callable[[], object]:
    return lambda: step(row, form.seat(), by=person(request))
