"""Evidence: what civil society has found, who has seen it, what the government replied."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from commitments.models import Commitment
from monitoring.actions.evidence import FOUND_TEXTS, draft_evidence, edit_evidence, reply_to_evidence
from monitoring.models import Evidence
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import Organisation, User
from ogp_portal.desk.forms.evidence import (
    EvidenceForm,
    NewEvidenceForm,
    RejectForm,
    ReplyForm,
    ReturnForm,
    evidence_initial,
)
from ogp_portal.desk.forms.one_language import first_language, texts_initial
from ogp_portal.desk.pages.choosing import choice_of, commitments_to_choose
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.evidence import EvidencePage, evidence_groups
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.files.actions import UploadRefused
from ogp_portal.files.serving import original_response
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible


@require_safe
def evidence_list(request: PortalRequest) -> HttpResponse:
    """The own organisation's evidence, what waits to be reviewed, or what is to be replied to."""
    user = person(request)
    found = Evidence.objects.visible_to(user)
    context = {
        "groups": evidence_groups(found, user, language_of_page()),
        "may_write": user.roles.has(Role.CSO_MEMBER),
        "is_reviewer": user.roles.is_administrator,
        "nav": "desk",
    }
    return render(request, "desk/evidence_list.html", context)


@require_safe
def evidence(request: PortalRequest, pk: int) -> HttpResponse:
    """One piece of evidence: its state, who and when, and what can be done with it."""
    found = evidence_of(request, pk)
    page = EvidencePage(found, person(request), language_of_page())
    context = {"page": page, "evidence": found, "nav": "desk", **review_forms(found)}
    return render(request, "desk/evidence.html", context)


def evidence_of(request: PortalRequest, pk: int) -> Evidence:
    """Evidence that the person sees; to all others there is none."""
    found = Evidence.objects.visible_to(person(request))
    joined = found.select_related("organisation", "commitment__plan", "milestone", "author")
    return get_object_or_404(joined, pk=pk)


def own_evidence(request: PortalRequest, pk: int) -> Evidence:
    """The same, of the person's own organisation."""
    found = evidence_of(request, pk)
    if not Evidence.objects.filter(pk=pk).editable_by(person(request)).exists():
        raise PermissionDenied
    return found


def review_forms(found: Evidence) -> dict[str, object]:
    """The forms of whoever reviews it."""
    country, reader = country_by_id(found.country_id), language_of_page()
    return {
        "return_form": ReturnForm(auto_id="return-%s"),
        "reject_form": RejectForm(
            country=country,
            reader=reader,
            is_public=True,
            auto_id="reject-%s",
            initial={"language": first_language(country, reader)},
        ),
    }


@require_safe
def evidence_new(request: PortalRequest) -> HttpResponse:
    """Choose the commitment that the evidence is on."""
    return choose_commitment(request, gettext("Submit evidence"), "desk:evidence_list", "desk:evidence_write")


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_write(request: PortalRequest, commitment: int) -> HttpResponse:
    """Write what was found on a commitment."""
    user, reader, on = person(request), language_of_page(), watched_commitment(request, commitment)
    country = country_by_id(on.country_id)
    form = NewEvidenceForm(
        request.POST or None,
        request.FILES or None,
        milestones=list(on.milestones.order_by("position", "pk")),
        organisations=organisations_of(user, on.country_id),
        country=country,
        reader=reader,
        initial={"language": first_language(country, user.language)},
    )
    kept = kept_form(request, on.country_id, f"evidence:new:{on.pk}")
    kept.take_up(form)
    if request.method == "POST" and form.is_valid() and (written := _drafted(on, form, user)):
        kept.forget()
        messages.success(request, gettext("The draft is saved. Only your organisation sees it."))
        return redirect("desk:evidence", pk=written.pk)
    context = {"form": form, "commitment": choice_of(on, reader), "kept": kept, "nav": "desk"}
    return render(request, "desk/evidence_edit.html", context)


def _drafted(commitment: Commitment, form: NewEvidenceForm, user: User) -> Evidence | None:
    """The new draft, or None when a file was refused, which the form then says."""
    data = form.cleaned_data
    edit, facts = form.edit_in(data["language"]), form.facts
    try:
        return draft_evidence(
            commitment, edit, facts, organisation=data["organisation"], by=user, uploads=data["uploads"]
        )
    except UploadRefused as refused:
        form.add_error("uploads", refused)
        return None


def watched_commitment(request: PortalRequest, pk: int) -> Commitment:
    """A commitment that is public in one of the countries in which the person belongs to an organisation."""
    countries = person(request).roles.countries(Role.CSO_MEMBER)
    found = Commitment.objects.published().filter(country_id__in=countries).select_related("plan")
    return get_object_or_404(found, pk=pk)


def choose_commitment(request: PortalRequest, heading: str, back: str, onward: str) -> HttpResponse:
    """Find a commitment by typing; htmx asks the same address while one types.

    Links from public pages name the commitment already.
    """
    chosen = request.GET.get("commitment", "")
    if chosen.isdecimal():
        return redirect(onward, commitment=watched_commitment(request, int(chosen[:18])).pk)
    asked = request.GET.get("q", "").strip()[:100]
    countries = person(request).roles.countries(Role.CSO_MEMBER)
    choices, has_more = commitments_to_choose(asked, countries, language_of_page())
    context = {
        "heading": heading,
        "back": back,
        "onward": onward,
        "asked": asked,
        "choices": choices,
        "has_more": has_more,
        "nav": "desk",
    }
    return render(request, "desk/commitment_choice.html", context)


def organisations_of(user: User, country_id: int) -> list[Organisation]:
    """The civil society organisations that the person belongs to in a country."""
    own = user.roles.organisations(Role.CSO_MEMBER)
    return list(Organisation.objects.filter(pk__in=own, country_id=country_id).order_by("pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a draft in one language."""
    found, reader = own_evidence(request, pk), language_of_page()
    if found.edit_blocker:
        messages.error(request, found.edit_blocker)
        return redirect("desk:evidence", pk=pk)
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        milestones=list(found.commitment.milestones.order_by("position", "pk")),
        reader=reader,
        initial={**texts_initial(found, FOUND_TEXTS, language), **evidence_initial(found)},
    )
    kept = kept_form(request, found.country_id, f"evidence:{pk}:{language}")
    kept.take_up(form)
    if request.method == "POST" and form.is_valid():
        try:
            uploads = form.cleaned_data["uploads"]
            edit_evidence(found, form.edit_in(language), form.facts, by=person(request), uploads=uploads)
        except Conflicting as clash:
            form.show_clashes(clash.conflicts)
        except UploadRefused as refused:
            form.add_error("uploads", refused)
        else:
            kept.forget()
            messages.success(request, gettext("The draft is saved. Only your organisation sees it."))
            return redirect("desk:evidence", pk=pk)
    context = {
        "form": form,
        "page": EvidencePage(found, person(request), reader),
        "evidence": found,
        "commitment": choice_of(found.commitment, reader),
        "kept": kept,
        "language": language,
        "language_name": standing_name(language, reader),
        "nav": "desk",
    }
    return render(request, "desk/evidence_edit.html", context)


@require_safe
def evidence_file(request: PortalRequest, pk: int, file: int) -> HttpResponseBase:
    """An original, for the organisation and the portal's editors."""
    found = evidence_of(request, pk)
    if not EvidencePage(found, person(request), "en").sees_originals:
        raise PermissionDenied
    row = get_object_or_404(found.files.select_related("file"), pk=file)
    return original_response(row.file)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_reply(request: PortalRequest, pk: int) -> HttpResponse:
    """The government's reply, or its correction, in the country's main language."""
    found, reader = evidence_of(request, pk), language_of_page()
    if not Evidence.objects.filter(pk=pk).answerable_by(person(request)).exists():
        raise PermissionDenied
    if found.reply_blocker:
        messages.error(request, found.reply_blocker)
        return redirect("desk:evidence", pk=pk)
    language = country_by_id(found.country_id).main_language
    form = ReplyForm(request.POST or None, initial=texts_initial(found, ["reply"], language))
    kept = kept_form(request, found.country_id, f"evidence:{pk}:reply")
    kept.take_up(form)
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_evidence(found, form.edit_in(language), by=person(request))
        except Conflicting as clash:
            form.show_clashes(clash.conflicts)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            kept.forget()
            messages.success(request, gettext("The reply is published."))
            return redirect("desk:evidence", pk=pk)
    page = EvidencePage(found, person(request), reader)
    context = {
        "form": form,
        "page": page,
        "evidence": found,
        "kept": kept,
        "language": language,
        "language_name": standing_name(language, reader),
        "nav": "desk",
    }
    return render(request, "desk/evidence_reply.html", context)
