"""Carrying out one step and saying how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

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
