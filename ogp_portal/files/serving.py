"""Handing out files: originals to those whom a view has let in, clean copies to everybody."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.request import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from ogp_portal.files.actions import stored_path
from ogp_portal.files.cleaning.kinds import PDF, PICTURES
from ogp_portal.files.models import PublicCopy, StoredFile

SHOWN_IN_PLACE = {kind.media_type for kind in (*PICTURES, PDF)}
SEALED = "default-src 'none'; sandbox"
"""Whatever a file turns out to be, a browser runs nothing in it."""
IN_A_READER = "default-src 'none'; style-src 'unsafe-inline'"
"""For a PDF in the browser's own reader, which does not open in a sandbox."""


def original_response(file: StoredFile) -> HttpResponseBase:
    """The original, to be saved; for views that have checked who asks."""
    response = _content(stored_path(file), file.path, file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return _sealed(response, SEALED)


def copy_response(copy: PublicCopy, request: HttpRequest) -> HttpResponseBase:
    """A clean copy: pictures and PDF in place, the rest to be saved.

    Browsers keep it and ask each time whether it still stands, since it can be withdrawn at any moment.
    """
    etag = f'"{copy.sha256}"'
    if {etag, "*"} & set(parse_etags(request.headers.get("If-None-Match", ""))):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _content(stored_path(copy), copy.path, copy.media_type)
        is_saved = copy.media_type not in SHOWN_IN_PLACE
        response["Content-Disposition"] = content_disposition_header(is_saved, copy.name) or "inline"
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Cookie"
    return _sealed(response, IN_A_READER if copy.media_type == PDF.media_type else SEALED)


def _content(path: Path, relative: str, media_type: str) -> HttpResponseBase:
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    if not path.is_file():
        raise Http404
    if prefix := settings.PORTAL_ACCEL_PREFIX:
        # The web server in front sends the file itself from its internal location.
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = quote(f"{prefix.rstrip('/')}/{relative}")
        return response
    return FileResponse(path.open("rb"), content_type=content_type)


def _sealed(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Security-Policy"] = policy
    return response
