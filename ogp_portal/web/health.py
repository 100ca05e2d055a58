"""For the machines that watch the portal: is it alive, can it work?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from ogp_portal.tenancy.stamps import client


def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Database and Redis answer too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    client().ping()
    return HttpResponse("ok\n", content_type="text/plain")
