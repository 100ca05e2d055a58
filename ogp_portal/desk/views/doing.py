"""Carrying out one step and saying how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest

from ogp_portal.languages.registry import LANGUAGES
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


def known_language(code: str) -> str:
    """The language in an address; not found when it is none of the portal's."""
    if code not in LANGUAGES:
        raise Http404
    return code
