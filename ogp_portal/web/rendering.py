"""Rendering that lets go of what a page was made from."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.template.context import make_context
from django.template.loader import get_template


def render(request: HttpRequest, name: str, values: dict[str, Any]) -> HttpResponse:
    """Answer as Django's `render` does, then empty the context.

    A context of Django's holds itself: all that a page is made from, some thousand objects, would stay until
    the garbage collector comes by, and cost more than making the page's longest list.
    """
    template = cast("Template", get_template(name)).template
    context = make_context(values, request, autoescape=template.engine.autoescape)
    try:
        return HttpResponse(template.render(context))
    finally:
        context.dicts.clear()
