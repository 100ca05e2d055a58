"""For the machines that watch the portal: is it alive, can it work?"""

import redis
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ogp_portal.tenancy.stamps import client


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Database and Redis answer too; else 503 with the name of what does not."""
    missing = [name for name, asks in (("database", _ask_database), ("Redis", _ask_redis)) if not asks()]
    if missing:
        text = f"no answer from: {', '.join(missing)}\n"
        return HttpResponse(text, content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def _ask_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _ask_redis() -> bool:
    try:
        return bool(client().ping())
    except redis.RedisError:
        return False
