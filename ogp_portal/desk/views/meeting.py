"""Meetings of the forum: entered, announced, held, with their papers and minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.forum import MeetingForm, PapersForm
from ogp_portal.desk.pages.dialogue import language_tabs, meeting_note, title_of
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out, papers_added
from ogp_portal.files.serving import original_response
from ogp_portal.tenancy.directory import country_by_id, today_in
from ogp_portal.translation.editing import Conflicting
from plans.actions.forum import (
    add_meeting_files,
    cancel_meeting,
    plan_meeting,
    publish_meeting,
    publish_minutes,
    remove_meeting_file,
    save_meeting,
    withdraw_meeting,
)
from plans.models import Forum, ForumMeeting, MeetingFile
from plans.models.reach import CONTACT
from plans.words import sector_name


@require_safe
def meeting(request: PortalRequest, pk: int) -> HttpResponse:
    """A meeting with its papers, for all who prepare for it."""
    row = get_object_or_404(
        ForumMeeting.objects.visible_to(person(request)).select_related("forum", "country"), pk=pk
    )
    form = PapersForm() if _may_edit(request, row) else None
    return render(request, "desk/meeting.html", _meeting_context(row, form))


def _meeting_context(row: ForumMeeting, form: PapersForm | None) -> dict[str, Any]:
    language, today = language_of_page(), today_in(country_by_id(row.country_id))
    note, is_late = meeting_note(row, language, today)
    papers = row.files.select_related("file").order_by("pk")
    return {
        "meeting": row,
        "texts": {name: title_of(row, name, language) for name in ("title", "place", "agenda", "minutes")},
        "forum_name": title_of(row.forum, "name", language),
        "note": note,
        "is_late": is_late,
        "papers": [(paper, title_of(paper, "title", language)) for paper in papers],
        "came": [(sector_name(a.sector), a.people) for a in row.attendance.order_by("sector")],
        "form": form,
        "main_language": country_by_id(row.country_id).main_language,
        "blockers": {
            "publish": row.publish_blocker,
            "withdraw": row.withdraw_blocker,
            "cancel": row.cancel_blocker(),
            "minutes": row.minutes_blocker(today),
        },
        "nav": "desk",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Enter a meeting, in the country's main language."""
    forum = get_object_or_404(Forum.objects.editable_by(person(request)), pk=pk)
    main = country_by_id(forum.country_id).main_language
    form = MeetingForm(request.POST or None, row=None, came={}, language=main, main_language=main)
    if request.method == "POST" and form.is_valid():
        made = plan_meeting(
            forum,
            form.edit(),
            held_on=form.cleaned_data["held_on"],
            attendance=form.attendance(),
            by=person(request),
        )
        messages.success(request, _("The meeting has been saved. It is not public yet."))
        return redirect("desk:meeting", pk=made.pk)
    forum_name = title_of(forum, "name", language_of_page())
    return render(request, "desk/meeting_edit.html", {"form": form, "forum_name": forum_name, "nav": "desk"})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Write a meeting in one language; its day and who came are the same in all."""
    row = _meeting_of(request, pk)
    form = MeetingForm(
        request.POST or None,
        row=row,
        came=dict(row.attendance.values_list("sector", "people")),
        language=language,
        main_language=country_by_id(row.country_id).main_language,
    )
    if request.method == "POST" and form.is_valid() and _saved(row, form, request):
        messages.success(request, _("The meeting has been saved."))
        return redirect("desk:meeting", pk=pk)
    context = {
        "form": form,
        "meeting": row,
        "forum_name": title_of(row.forum, "name", language_of_page()),
        "tabs": language_tabs(row.country_id, language),
        "nav": "desk",
    }
    return render(request, "desk/meeting_edit.html", context)


def _saved(row: ForumMeeting, form: MeetingForm, request: PortalRequest) -> bool:
    try:
        save_meeting(
            row,
            form.edit(),
            held_on=form.cleaned_data["held_on"],
            attendance=form.attendance(),
            by=person(request),
        )
    except Conflicting as found:
        form.show_conflicts(found.conflicts)
        return False
    return True


@require_POST
def meeting_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Announce the meeting with its agenda and papers."""
    return _step(request, pk, publish_meeting, _("The meeting is published."))


@require_POST
def meeting_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the meeting out of the public's sight."""
    return _step(request, pk, withdraw_meeting, _("The meeting is no longer public."))


@require_POST
def meeting_cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that it does not take place."""
    return _step(request, pk, cancel_meeting, _("The meeting is cancelled; it stays where it was announced."))


@require_POST
def minutes_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the minutes to everybody."""
    return _step(request, pk, publish_minutes, _("The minutes are published."))


def _step(request: PortalRequest, pk: int, step: Callable[..., None], done: str) -> HttpResponse:
    row = _meeting_of(request, pk)
    carry_out(request, lambda: step(row, by=person(request)), done)
    return redirect("desk:meeting", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_file_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add papers, titled in the country's main language; the form itself stands on the meeting's page."""
    row = _meeting_of(request, pk)
    if request.method != "POST":
        return redirect("desk:meeting", pk=pk)
    form = PapersForm(request.POST, request.FILES)
    if form.is_valid() and papers_added(request, row, form, add_meeting_files):
        messages.success(request, _("The papers have been added."))
        return redirect("desk:meeting", pk=pk)
    return render(request, "desk/meeting.html", _meeting_context(row, form))


@require_safe
def meeting_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A paper as it came, for all who may read it before it is public."""
    meetings = ForumMeeting.objects.visible_to(person(request))
    papers = MeetingFile.objects.filter(meeting__in=meetings).select_related("file")
    return original_response(get_object_or_404(papers, pk=pk).file)


@require_POST
def meeting_file_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a paper away."""
    meetings = ForumMeeting.objects.editable_by(person(request))
    paper = get_object_or_404(MeetingFile.objects.filter(meeting__in=meetings), pk=pk)
    carry_out(
        request, lambda: remove_meeting_file(paper, by=person(request)), _("The paper has been removed.")
    )
    return redirect("desk:meeting", pk=paper.meeting_id)


def _meeting_of(request: PortalRequest, pk: int) -> ForumMeeting:
    rows = ForumMeeting.objects.editable_by(person(request)).select_related("forum", "country")
    return get_object_or_404(rows, pk=pk)


def _may_edit(request: PortalRequest, row: ForumMeeting) -> bool:
    return person(request).roles.has_in(row.country_id, *CONTACT)
