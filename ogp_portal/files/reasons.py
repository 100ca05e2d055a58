"""Why a file is not taken: one sentence each, with the file's name and the mend."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TAKEN = _("JPEG, PNG, WebP, GIF, PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV and plain text")

# Translators: %(name)s is the name of a file, %(detail)s a number.
SENTENCES: dict[str, Any] = {
    "empty": _("“%(name)s” is empty: choose the file again."),
    "too_big": _("“%(name)s” is larger than %(detail)s MB: make it smaller, or give a link to it."),
    "too_many": _("These are more than %(detail)s files: leave some out, or give links to them."),
    "unknown": _("“%(name)s” is no file that the portal takes: save it as PDF, JPEG or DOCX."),
    "markup": _("“%(name)s” is a web page or drawing that could run scripts: save it as PDF or PNG."),
    "heic": _("“%(name)s” is a picture in HEIC format: save it as JPEG."),
    "old_office": _("“%(name)s” is in an old format of Office: save it as DOCX, XLSX, PPTX or PDF."),
    "archive": _("“%(name)s” is an archive: add the files in it one by one."),
    "broken": _("“%(name)s” cannot be opened, as if it were damaged: save it anew and choose it again."),
    "locked": _("“%(name)s” is protected by a password: save it without one."),
    "too_many_pixels": _(
        "“%(name)s” is a picture of more than %(detail)s million pixels: save it in a smaller size."
    ),
    "too_big_inside": _("“%(name)s” is too large once it is unpacked: save it as PDF, or in several parts."),
    "macros": _("“%(name)s” has macros in it: save it without them, as DOCX, XLSX, PPTX or PDF."),
    "external": _(
        "“%(name)s” fetches a part of its content from elsewhere, such as a linked picture, template or"
        " workbook: put that content in, or save the file as PDF."
    ),
    "embedded": _("“%(name)s” has another file embedded in it: take that out, or save the file as PDF."),
    "too_slow": _("“%(name)s” takes too long to be read: save it in a simpler form, such as PDF or JPEG."),
}


class UploadRefused(ValidationError):
    """A file that is not taken; its only message is the sentence to be shown."""

    def __init__(self, code: str, name: str, detail: int = 0) -> None:
        super().__init__(SENTENCES[code], code=code, params={"name": name, "detail": detail})

    def __str__(self) -> str:
        return str(self.messages[0])
