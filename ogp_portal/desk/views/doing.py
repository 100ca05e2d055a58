"""Carrying out one step, or adding papers, and saying how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from ogp_portal.accounts.middleware import PortalRequest
from ogp_portal.desk.forms.forum import PapersForm
from ogp_portal.desk.views.asking import person
from ogp_portal.files.actions import UploadRefused
from ogp_portal.tenancy.directory import country_by_id
from ogp_portal.tenancy.models import TenantModel
from plans.actions import NotPossible


def carry_out(request: HttpRequest, step: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say why not: the blocker's sentence; gives whether it was done."""
    try:
        step()
    except NotPossible as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


def papers_added(
    request: PortalRequest, row: TenantModel, form: PapersForm, add: Callable[..., object]
) -> bool:
    """Add a valid form's uploads to a row, titled in the country's main language.

    `add` is the action for rows of this kind. A refused upload is said at the form's field; gives whether
    they were added.
    """
    main, given = country_by_id(row.country_id).main_language, form.cleaned_data
    try:
        add(row, given["uploads"], title=given["title"], language=main, by=person(request))
    except UploadRefused as refused:
        form.add_error("uploads", refused)
        return False
    return True
