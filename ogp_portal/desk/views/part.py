"""What milestones and indicators share: adding, changing, ordering and removing in place.

Each answer is a whole page whose section has the id of its list; htmx takes the section, a browser without
JavaScript the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.actions import create_part, move_part, remove_part, save_part
from commitments.actions.parts import Part
from commitments.models import Commitment
from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.editing import RowForm
from ogp_portal.desk.pages.commitment import commitment_desk
from ogp_portal.desk.pages.draft import kept_form
from ogp_portal.desk.pages.editing import conflict_page, language_choices, text_rows
from ogp_portal.desk.views.asking import language_of_page, person
from ogp_portal.desk.views.commitment import editable_commitment
from ogp_portal.desk.views.doing import carry_out
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.translation.values import EditConflict


@dataclass(frozen=True)
class Kind:
    """One kind of part: its model, its name in addresses and ids, and how its form is made."""

    model: type[Part]
    noun: str
    form: Callable[..., RowForm]
    template: str

    @property
    def section(self) -> str:
        return f"{self.noun}s"


def new_part(request: PortalRequest, kind: Kind, commitment: int, language: str) -> HttpResponse:
    """Add a part; its texts in the language of the address."""
    owner = editable_commitment(request, commitment)
    kept = kept_form(request, owner.country_id, f"{kind.noun}:new:{commitment}:{language}")
    form = kind.form(request.POST or None, row=None, owner=owner, language=language)
    if request.method == "POST" and form.is_valid():
        create_part(owner, kind.model, form.edit(), by=person(request))
        kept.forget()
        return _back(kind, owner)
    kept.take_up(form)
    return _page(request, kind, owner, form, None, kept=kept)


def edit_part(request: PortalRequest, kind: Kind, pk: int, language: str) -> HttpResponse:
    """Change a part; its texts in the language of the address."""
    part, owner = _part(request, kind, pk)
    kept = kept_form(request, owner.country_id, f"{kind.noun}:{pk}:{language}")
    form = kind.form(request.POST or None, row=part, owner=owner, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            save_part(part, form.edit(), by=person(request))
        except EditConflict as conflict:
            part.refresh_from_db()
            again = kind.form(form.merged_data(conflict), row=part, owner=owner, language=language)
            page = conflict_page(form, again, conflict)
            context = {"page": page, "section": kind.section, "kept": kept, "nav": "desk"}
            return render(request, "desk/conflict.html", context)
        kept.forget()
        return _back(kind, owner)
    kept.take_up(form)
    return _page(request, kind, owner, form, part, kept=kept)


def order_part(request: PortalRequest, kind: Kind, pk: int) -> HttpResponse:
    """One place up or down."""
    part, owner = _part(request, kind, pk)
    move_part(part, up=request.POST.get("way") == "up", by=person(request))
    return _back(kind, owner)


def drop_part(request: PortalRequest, kind: Kind, pk: int) -> HttpResponse:
    """Remove a part of a draft."""
    part, owner = _part(request, kind, pk)
    carry_out(request, lambda: remove_part(part, by=person(request)), _("It is removed."))
    return _back(kind, owner)


def _part(request: PortalRequest, kind: Kind, pk: int) -> tuple[Any, Commitment]:
    rows: Any = kind.model._default_manager
    part = get_object_or_404(
        rows.filter(commitment__in=Commitment.objects.visible_to(person(request))), pk=pk
    )
    part.commitment = editable_commitment(request, part.commitment_id)
    return part, part.commitment


def _back(kind: Kind, owner: Commitment) -> HttpResponse:
    return redirect(f"{reverse('desk:commitment', args=[owner.pk])}#{kind.section}")


def _page(
    request: PortalRequest, kind: Kind, owner: Commitment, form: RowForm, part: Any, **context: Any
) -> HttpResponse:
    main = country_by_id(owner.country_id).main_language
    desk = commitment_desk(owner, person(request), language_of_page())
    values = {
        "page": desk,
        "form": form,
        "open_part": part,
        "rows": desk.milestones if kind.noun == "milestone" else desk.indicators,
        "texts": text_rows(form, main),
        "edited_languages": language_choices(owner.country_id, form.language),
        "nav": "desk",
    }
    return render(request, kind.template, {**values, **context})
