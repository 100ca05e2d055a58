"""Requests that are given up before a view runs."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request as plain_refusal


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which limit was passed where a person can have done so; the rest gets a bare 400."""
    if not isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return plain_refusal(request, exception)
    limits = {"files": settings.PORTAL_UPLOAD_FILES, "megabytes": settings.PORTAL_UPLOAD_MB}
    return render(request, "413.html", limits, status=413)
