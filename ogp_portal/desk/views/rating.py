"""Ratings of civil society: written by a member, reviewed by the portal's editors."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.models import Commitment
from monitoring.actions import rating as actions
from monitoring.models import CsoRating
from ogp_portal.accounts.enums import Role
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.accounts.models import User
from ogp_portal.desk.forms.evidence import RejectForm, ReturnForm
from ogp_portal.desk.forms.one_language import first_language, texts_initial
from ogp_portal.desk.forms.rating import NewRatingForm, RatingForm
from ogp_portal.desk.pages.choosing import choice_of
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.rating import RatingPage, rating_groups
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.desk.views.evidence import choose_commitment, organisations_of, watched_commitment
from ogp_portal.languages.registry import standing_name
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.editing import Conflicting
from plans.actions import NotPossible


@require_safe
def rating_list(request: PortalRequest) -> HttpResponse:
    """The own organisation's ratings, or what waits to be reviewed."""
    user = person(request)
    context = {
        "groups": rating_groups(CsoRating.objects.visible_to(user), language_of_page()),
        "may_write": user.roles.has(Role.CSO_MEMBER),
        "is_reviewer": user.roles.is_administrator,
        "nav": "desk",
    }
    return render(request, "desk/rating_list.html", context)


@require_safe
def rating(request: PortalRequest, pk: int) -> HttpResponse:
    """One rating: its state, who and when, and what can be done with it."""
    return _page(request, _rating_of(request, pk))


def _page(request: PortalRequest, found: CsoRating, **forms: object) -> HttpResponse:
    country, reader = country_by_id(found.country_id), language_of_page()
    context = {
        "page": RatingPage(found, person(request), reader),
        "rating": found,
        "return_form": ReturnForm(auto_id="return-%s"),
        "reject_form": RejectForm(
            country=country,
            reader=reader,
            auto_id="reject-%s",
            initial={"language": first_language(country, reader)},
        ),
        "nav": "desk",
        **forms,
    }
    return render(request, "desk/rating.html", context)


def _rating_of(request: PortalRequest, pk: int) -> CsoRating:
    found = CsoRating.objects.visible_to(person(request))
    joined = found.select_related("organisation", "commitment__plan", "period", "author")
    return get_object_or_404(joined, pk=pk)


def _own(request: PortalRequest, pk: int) -> CsoRating:
    found = _rating_of(request, pk)
    if not CsoRating.objects.filter(pk=pk).editable_by(person(request)).exists():
        raise PermissionDenied
    return found


def _reviewed(request: PortalRequest, pk: int) -> CsoRating:
    found = _rating_of(request, pk)
    if not person(request).roles.is_administrator:
        raise PermissionDenied
    return found


@require_safe
def rating_new(request: PortalRequest) -> HttpResponse:
    """Choose the commitment to rate."""
    return choose_commitment(request, gettext("Rate a commitment"), "desk:rating_list", "desk:rating_write")


@require_http_methods(["GET", "HEAD", "POST"])
def rating_write(request: PortalRequest, commitment: int) -> HttpResponse:
    """Rate a commitment, with reasons."""
    user, reader, on = person(request), language_of_page(), watched_commitment(request, commitment)
    country = country_by_id(on.country_id)
    form = NewRatingForm(
        request.POST or None,
        periods=list(on.plan.periods.order_by("-starts_on", "-pk")),
        organisations=organisations_of(user, on.country_id),
        country=country,
        reader=reader,
        initial={"language": first_language(country, user.language)},
    )
    kept = kept_form(request, on.country_id, f"rating:new:{on.pk}")
    kept.take_up(form)
    if request.method == "POST" and form.is_valid() and (written := _drafted(on, form, user)):
        kept.forget()
        messages.success(request, gettext("The draft is saved. Only your organisation sees it."))
        return redirect("desk:rating", pk=written.pk)
    context = {"form": form, "commitment": choice_of(on, reader), "kept": kept, "nav": "desk"}
    return render(request, "desk/rating_edit.html", context)


def _drafted(commitment: Commitment, form: NewRatingForm, user: User) -> CsoRating | None:
    """The new draft, or None when it was refused, which the form then says."""
    data = form.cleaned_data
    values = {name: data[name] for name in ("completion", "period", "organisation")}
    try:
        return actions.draft_rating(commitment, form.edit_in(data["language"]), **values, by=user)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def rating_edit(request: PortalRequest, pk: int, language: str) -> HttpResponse:
    """Change a draft; its reasons in one language."""
    found, reader = _own(request, pk), language_of_page()
    if found.edit_blocker:
        messages.error(request, found.edit_blocker)
        return redirect("desk:rating", pk=pk)
    facts = {"completion": found.completion, "period": found.period_id or ""}
    form = RatingForm(
        request.POST or None,
        periods=list(found.commitment.plan.periods.order_by("-starts_on", "-pk")),
        reader=reader,
        initial={**texts_initial(found, ["rationale"], language), **facts},
    )
    kept = kept_form(request, found.country_id, f"rating:{pk}:{language}")
    kept.take_up(form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.edit_rating(
                found,
                form.edit_in(language),
                completion=data["completion"],
                period=data["period"],
                by=person(request),
            )
        except Conflicting as clash:
            form.show_clashes(clash.conflicts)
        else:
            kept.forget()
            messages.success(request, gettext("The draft is saved. Only your organisation sees it."))
            return redirect("desk:rating", pk=pk)
    context = {
        "form": form,
        "rating": found,
        "commitment": choice_of(found.commitment, reader),
        "kept": kept,
        "language": language,
        "language_name": standing_name(language, reader),
        "nav": "desk",
    }
    return render(request, "desk/rating_edit.html", context)


def _do(request: PortalRequest, pk: int, step: Callable[[], object], done: str) -> HttpResponse:
    """Take a step and say so, or say why not."""
    carry_out(request, step, done)
    return redirect("desk:rating", pk=pk)


@require_POST
def rating_submit(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a review."""
    found, by = _own(request, pk), person(request)
    done = gettext("Submitted. The portal’s editors review it; you get a mail.")
    return _do(request, pk, lambda: actions.submit_rating(found, by=by), done)


@require_POST
def rating_take_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a draft again of what waits to be reviewed."""
    found, by = _own(request, pk), person(request)
    done = gettext("Taken back: it is a draft again.")
    return _do(request, pk, lambda: actions.take_back_rating(found, by=by), done)


@require_POST
def rating_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found, by = _own(request, pk), person(request)
    done = gettext("The draft is deleted.")
    if carry_out(request, lambda: actions.discard_rating(found, by=by), done):
        return redirect("desk:rating_list")
    return redirect("desk:rating", pk=pk)


@require_POST
def rating_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Let it speak."""
    found, by = _reviewed(request, pk), person(request)
    done = gettext("Published. The organisation gets a mail.")
    return _do(request, pk, lambda: actions.publish_rating(found, by=by), done)


@require_POST
def rating_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Give it back with a note."""
    found, by = _reviewed(request, pk), person(request)
    form = ReturnForm(request.POST, auto_id="return-%s")
    if not form.is_valid():
        return _page(request, found, return_form=form)
    note = form.cleaned_data["note"]
    done = gettext("Returned. The organisation gets a mail with your note.")
    return _do(request, pk, lambda: actions.return_rating(found, note=note, by=by), done)


@require_POST
def rating_reject(request: PortalRequest, pk: int) -> HttpResponse:
    """Do not publish it; the organisation reads why."""
    found, by = _reviewed(request, pk), person(request)
    country = country_by_id(found.country_id)
    form = RejectForm(request.POST, country=country, reader=language_of_page(), auto_id="reject-%s")
    if not form.is_valid():
        return _page(request, found, reject_form=form)
    data = form.cleaned_data
    done = gettext("Rejected. The organisation gets a mail with the reason.")
    return _do(
        request,
        pk,
        lambda: actions.reject_rating(found, reason=data["reason"], language=data["language"], by=by),
        done,
    )
