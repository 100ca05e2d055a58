"""The steps of evidence on its way to the public; each is a button."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from monitoring.actions import evidence as actions
from monitoring.models import Evidence
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.evidence import RejectForm, ReturnForm
from ogp_portal.desk.pages.evidence import EvidencePage
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.desk.views.evidence import evidence_of, own_evidence, review_forms
from ogp_portal.tenancy.directory import country_by_id
from plans.actions import NotPossible


def _do(request: PortalRequest, found: Evidence, step: Callable[[], object], done: str) -> HttpResponse:
    """Take a step and say so, or say why not."""
    carry_out(request, step, done)
    return redirect("desk:evidence", pk=found.pk)


@require_POST
def evidence_submit(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a review."""
    found, by = own_evidence(request, pk), person(request)
    done = gettext("Submitted. The portal’s editors review it; you get a mail.")
    return _do(request, found, lambda: actions.submit_evidence(found, by=by), done)


@require_POST
def evidence_take_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a draft again of what waits to be reviewed."""
    found, by = own_evidence(request, pk), person(request)
    done = gettext("Taken back: it is a draft again.")
    return _do(request, found, lambda: actions.take_back_evidence(found, by=by), done)


@require_POST
def evidence_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found, by = own_evidence(request, pk), person(request)
    done = gettext("The draft and its files are deleted.")
    if carry_out(request, lambda: actions.discard_evidence(found, by=by), done):
        return redirect("desk:evidence_list")
    return redirect("desk:evidence", pk=pk)


@require_POST
def evidence_file_remove(request: PortalRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off a draft."""
    found, by = own_evidence(request, pk), person(request)
    row = get_object_or_404(found.files, pk=file)
    done = gettext("The file is removed.")
    return _do(request, found, lambda: actions.remove_evidence_file(row, by=by), done)


@require_POST
def evidence_correct(request: PortalRequest, pk: int) -> HttpResponse:
    """Begin a new version with all that the published one says."""
    found = own_evidence(request, pk)
    try:
        correction = actions.correct_evidence(found, by=person(request))
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("desk:evidence", pk=pk)
    done = gettext("This is a draft of the correction. Until it is published, what is public stays as it is.")
    messages.success(request, done)
    return redirect("desk:evidence", pk=correction.pk)


def _reviewed(request: PortalRequest, pk: int) -> Evidence:
    found = evidence_of(request, pk)
    if not person(request).roles.is_administrator:
        raise PermissionDenied
    return found


@require_POST
def evidence_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Show it to everybody."""
    found, by = _reviewed(request, pk), person(request)
    done = gettext("Published. The organisation and the government get a mail.")
    return _do(request, found, lambda: actions.publish_evidence(found, by=by), done)


@require_POST
def evidence_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Give it back with a note."""
    found, by = _reviewed(request, pk), person(request)
    form = ReturnForm(request.POST, auto_id="return-%s")
    if not form.is_valid():
        return _again(request, found, return_form=form)
    note = form.cleaned_data["note"]
    done = gettext("Returned. The organisation gets a mail with your note.")
    return _do(request, found, lambda: actions.return_evidence(found, note=note, by=by), done)


@require_POST
def evidence_reject(request: PortalRequest, pk: int) -> HttpResponse:
    """Do not publish it, and publish why."""
    found, by = _reviewed(request, pk), person(request)
    country = country_by_id(found.country_id)
    form = RejectForm(
        request.POST, country=country, reader=language_of_page(), is_public=True, auto_id="reject-%s"
    )
    if not form.is_valid():
        return _again(request, found, reject_form=form)
    reason, language = form.cleaned_data["reason"], form.cleaned_data["language"]
    done = gettext("Rejected. The reason is public, the evidence stays private.")
    return _do(
        request,
        found,
        lambda: actions.reject_evidence(found, reason=reason, language=language, by=by),
        done,
    )


def _again(request: PortalRequest, found: Evidence, **forms: object) -> HttpResponse:
    """The page once more, with what is wrong."""
    page = EvidencePage(found, person(request), language_of_page())
    context = {"page": page, "evidence": found, "nav": "desk", **review_forms(found), **forms}
    return render(request, "desk/evidence.html", context)
